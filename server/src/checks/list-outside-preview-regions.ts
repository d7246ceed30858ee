import * as l10n from "@vscode/l10n"
import type { RuleCheck } from "./check.ts"
import { listsOf } from "./rule-lists.ts"
import { listWords, nameRule } from "./wording.ts"

export const listOutsidePreviewRegions: RuleCheck<Facts> = {
  code: "list-outside-preview-regions",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "Several addresses or ports in one rule, outside the regions that supported them in 2017 (profile 2017-09).",
  explanation: `
Only with \`nsg.profile\` set to \`2017-09\`. The documentation of September 2017 calls several addresses, CIDR blocks or ports
in one rule a preview in six regions: East US, West US, West US 2, Australia East, Australia Southeast and UK South. A list
in a group in another region is an Error, and an Information if the document does not state the region. Today every region
supports lists.
`,
  *run(rule, { profile, group: { location } }) {
    if (profile !== "2017-09" || (location !== undefined && isPreview(location))) return
    const [list] = listsOf(rule)
    if (!list) return
    const data = { property: list.property, ...(location !== undefined && { location }) }
    yield { at: list.range, severity: location === undefined ? "information" : "error", data }
  },
  message: ({ property, location }, rule) => {
    const name = rule.names[property] ?? property
    const known = l10n.t`${nameRule(rule)} lists several values in ${name}, which the September 2017 documentation (nsg.profile) offers only as a preview in ${listWords(previewRegions)}`
    return location === undefined
      ? l10n.t`${known}. Make sure the NSG is in one of them, or write one rule for each value.`
      : l10n.t`${known}; this NSG is in ${location}. Write one rule for each value.`
  },
  examples: [
    {
      title: "In a region of the preview, in another one, and in one that is not stated",
      language: "yaml",
      profile: "2017-09",
      source: `
- name: preview
  location: westus2
  securityRules:
  - { name: web, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
- name: elsewhere
  location: West Europe
  securityRules:
  - { name: web, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
#                                                                                                                                                                                            ^^^ list-outside-preview-regions: "web" (100) lists several values in destinationPortRanges, which the September 2017 documentation (nsg.profile) offers only as a preview in East US, West US, West US 2, Australia East, Australia Southeast and UK South; this NSG is in West Europe. Write one rule for each value.
- name: somewhere
  securityRules:
  - { name: web, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.0.0.0/8, 192.168.0.0/16], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                                     ^^^^^^^^^^^^^^ list-outside-preview-regions: "web" (100) lists several values in sourceAddressPrefixes, which the September 2017 documentation (nsg.profile) offers only as a preview in East US, West US, West US 2, Australia East, Australia Southeast and UK South. Make sure the NSG is in one of them, or write one rule for each value.
`,
    },
  ],
}

interface Facts {
  readonly property: ReturnType<typeof listsOf>[number]["property"]
  readonly location?: string
}

/** As the documentation of September 2017 lists them. */
const previewRegions = ["East US", "West US", "West US 2", "Australia East", "Australia Southeast", "UK South"]

/** `westus2` is `West US 2`. */
function isPreview(location: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(" ", "")
  return previewRegions.some(region => plain(region) === plain(location))
}
