import * as l10n from "@vscode/l10n"
import type { Exposure } from "../judging/exposures.ts"
import { isCustom } from "../judging/group-rule.ts"
import { internetExposures } from "../judging/internet-exposures.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { exposedPorts } from "./exposure/exposed-ports.ts"
import { widestTerm } from "./exposure/widest-term.ts"
import { possibly } from "./severity.ts"
import { nameGroup, nameRule } from "./wording.ts"

export const openEgress: GroupCheck<OpenEgress> = {
  code: "open-egress",
  severity: "warning",
  isOff: true,
  category: "exposure",
  azureErrors: [],
  aliases: ["AZU-0051", "AVD-AZU-0051"],
  scope: "group",
  summary: "A rule that lets machines connect to every port on any public address.",
  explanation: `
Azure's default rule AllowInternetOutBound lets every machine connect to any public address. Nearly every group has this, so
the check is off by default. If you switch it on, it asks for a list of what machines may reach: malware then cannot reach
its servers, and stolen data cannot leave.

The finding is about the rule that leaves every port of TCP or UDP open to at least 16,777,216 public addresses: one of the
group's own, or the default rule, which is shown at the group's name. A firewall on the way (a route for 0.0.0.0/0) may
close what the group leaves open.
`,
  *run(judged, { exposureWidth, attachments }) {
    const { group } = judged
    for (const exposure of internetExposures(judged, "Outbound", exposureWidth, attachments)) {
      const { rule, doubt } = exposure
      const kind = exposedPorts(exposure)?.kind
      if (kind !== "any to any" && kind !== "any port") continue
      const own = isCustom(rule) ? rule : undefined
      const at = own ? (own.at.terms.destination[widestTerm(own.destination)] ?? own.at.name) : group.nameRange
      yield { at, ...(doubt && { severity: possibly("warning") }), rule: own ?? null, data: { exposure, group } }
    }
  },
  message: ({ exposure: { rule, doubt }, group }) => {
    const [name, nsg] = [nameRule(rule), nameGroup(group)]
    if (isCustom(rule)) {
      return doubt
        ? l10n.t`${name} may let machines connect to every port on any public address. Allow only what they need: service tags, addresses, ports.`
        : l10n.t`${name} lets machines connect to every port on any public address. Allow only what they need: service tags, addresses, ports.`
    }
    return doubt
      ? l10n.t`${name}, a default rule, may let machines behind ${nsg} connect to every port on any public address. Allow what they need, then deny all other outbound traffic to Internet.`
      : l10n.t`${name}, a default rule, lets machines behind ${nsg} connect to every port on any public address. Allow what they need, then deny all other outbound traffic to Internet.`
  },
  json: ({ exposure: { rule, doubt } }) => ({ by: rule.name, certain: doubt === undefined }),
  fault: ({ exposure: { rule } }) => ({ by: rule.name }),
  examples: [
    {
      title: "A rule, and Azure's default",
      language: "yaml",
      switchedOn: ["open-egress"],
      source: `
- name: web
  securityRules:
  - { name: out, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Internet, destinationPortRange: "*" }
#                                                                                                                                                            ^^^^^^^^ open-egress: "out" (100) lets machines connect to every port on any public address. Allow only what they need: service tags, addresses, ports.
  - { name: no-more, priority: 110, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Internet, destinationPortRange: "*" }
- name: default
#       ^^^^^^^ open-egress: "AllowInternetOutBound" (65001), a default rule, lets machines behind default connect to every port on any public address. Allow what they need, then deny all other outbound traffic to Internet.
  securityRules: []
`,
    },
    {
      title: "A list of what machines need",
      language: "yaml",
      switchedOn: ["open-egress"],
      source: `
name: web
securityRules:
- { name: out, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Internet, destinationPortRange: 443 }
- { name: no-more, priority: 110, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Internet, destinationPortRange: "*" }
`,
    },
  ],
}

interface OpenEgress {
  readonly exposure: Exposure
  readonly group: LocatedGroup
}
