import * as l10n from "@vscode/l10n"
import { type CloudExposure, cloudExposures } from "../judging/cloud-exposures.ts"
import { internetExposures } from "../judging/internet-exposures.ts"
import { portsOf } from "../judging/wide-shares.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { GroupCheck } from "./check.ts"
import { narrowSourceFixes } from "./fixes/narrow-source.ts"
import { possibly } from "./severity.ts"
import { nameRule } from "./wording.ts"

export const wideTagAllowed: GroupCheck<WideTag> = {
  code: "wide-tag-allowed",
  severity: "warning",
  category: "exposure",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "An inbound rule that allows AzureCloud, which covers every customer's machines.",
  explanation: `
AzureCloud lists all public addresses of Azure's datacenters, including those of virtual machines that anyone, attackers
included, can rent for an hour. It says nothing about who connects. For an Azure service, its own tag is narrower
(ApiManagement, AzureDevOps, AzureFrontDoor.Backend); for your own machines, use their addresses.

In outbound rules the tag does no harm. The finding is one severity lower, and says "may", if the rule may be absent or may
be covered by rules that are not known. If a service tag file shows that the tag has enough addresses to count as an
exposure, the exposure itself is reported instead.
`,
  *run(judged, { exposureWidth, attachments }) {
    const found = cloudExposures(judged, attachments)
    const exposed = found.length === 0 ? [] : internetExposures(judged, "Inbound", exposureWidth, attachments)
    const exposing = new Set(exposed.map(({ rule }) => rule))
    for (const exposure of found) {
      const { rule, index, doubt } = exposure
      if (exposing.has(rule)) continue
      const data = { exposure, tag: String(rule.source[index]?.key.slice("tag:".length)) }
      const at = rule.at.terms.source[index] ?? rule.at.name
      yield { at, ...(doubt && { severity: possibly("warning") }), rule, data }
    }
  },
  fixes: ({ exposure: { rule } }, { group }) => narrowSourceFixes(rule, group),
  message,
  json: ({ tag, exposure: { left, doubt } }) => ({
    tag,
    ports: portsOf(left, "Tcp").map(rangeText),
    certain: doubt === undefined,
  }),
  fault: ({ tag }) => ({ tag }),
  examples: [
    {
      title: "Every customer's machines",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: azure, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureCloud, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                      ^^^^^^^^^^ wide-tag-allowed: "azure" (100) lets in every Azure customer: AzureCloud covers the public addresses of all their machines, not only yours. Allow the tag of the service that connects, or your own addresses.
- { name: region, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureCloud.westeurope, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 8443 }
#                                                                                                       ^^^^^^^^^^^^^^^^^^^^^ wide-tag-allowed: "region" (110) lets in every Azure customer: AzureCloud.westeurope covers the public addresses of all their machines, not only yours. Allow the tag of the service that connects, or your own addresses.
`,
    },
    {
      title: "One service, or outbound",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: devops, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: AzureDevOps, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: azure, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: AzureCloud, destinationPortRange: 443 }
`,
    },
  ],
}

interface WideTag {
  readonly exposure: CloudExposure
  readonly tag: string
}

function message({ exposure: { rule, index, doubt } }: WideTag): string {
  const term = rule.source[index]
  const tag = term && "name" in term ? term.name : "AzureCloud"
  return doubt
    ? l10n.t`${nameRule(rule)} may let in every Azure customer: ${tag} covers the public addresses of all their machines, not only yours. Allow the tag of the service that connects, or your own addresses.`
    : l10n.t`${nameRule(rule)} lets in every Azure customer: ${tag} covers the public addresses of all their machines, not only yours. Allow the tag of the service that connects, or your own addresses.`
}
