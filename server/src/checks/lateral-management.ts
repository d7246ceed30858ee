import * as l10n from "@vscode/l10n"
import type { ExposedService } from "../azure/exposed-services.ts"
import type { Exposure } from "../judging/exposures.ts"
import { isCustom } from "../judging/group-rule.ts"
import { lateralExposures } from "../judging/lateral-exposures.ts"
import { portsOf } from "../judging/wide-shares.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { servicesAmong } from "./exposure/exposed-ports.ts"
import { servicesText } from "./exposure/exposure-text.ts"
import { widestTerm } from "./exposure/widest-term.ts"
import { possibly } from "./severity.ts"
import { nameGroup, nameRule } from "./wording.ts"

export const lateralManagement: GroupCheck<LateralManagement> = {
  code: "lateral-management",
  severity: "warning",
  isOff: true,
  category: "exposure",
  azureErrors: [],
  aliases: ["Azure.NSG.LateralTraversal"],
  scope: "group",
  summary: "A rule that lets every machine in the virtual network reach remote management ports.",
  explanation: `
Azure's default rule AllowVnetInBound lets all machines of a virtual network, of its peers and of networks connected to it
reach each other on every port. Nearly every group has this, so the check is off by default. But an attacker who takes over
one machine then tries SSH, RDP and WinRM on all others. If you switch it on, the check asks for a Deny of these ports,
after rules for the few machines that manage others, such as the subnet of Azure Bastion.

The finding is about a rule that leaves such a port open to all of VirtualNetwork, or to at least 65,536 private addresses.
`,
  *run(judged, { attachments }) {
    const { group } = judged
    for (const exposure of lateralExposures(judged, attachments)) {
      const services = servicesAmong(portsOf(exposure.left, "Tcp"), "management")
      if (services.length === 0) continue
      const { rule, doubt } = exposure
      const own = isCustom(rule) ? rule : undefined
      const at = own ? (own.at.terms.source[widestTerm(own.source)] ?? own.at.name) : group.nameRange
      yield {
        at,
        ...(doubt && { severity: possibly("warning") }),
        rule: own ?? null,
        data: { exposure, group, services },
      }
    }
  },
  message: ({ exposure: { rule, doubt }, group, services }) => {
    const by = isCustom(rule) ? nameRule(rule) : l10n.t`${nameRule(rule)}, a default rule of ${nameGroup(group)},`
    const what = servicesText({ services })
    return doubt
      ? l10n.t`${by} may let every machine on the network reach ${what}: an attacker on one can try all the others. Allow only the machines that manage others, and deny the rest.`
      : l10n.t`${by} lets every machine on the network reach ${what}: an attacker on one can try all the others. Allow only the machines that manage others, and deny the rest.`
  },
  json: ({ exposure: { rule, doubt }, services }) => ({
    by: rule.name,
    ports: services.map(({ port }) => port),
    certain: doubt === undefined,
  }),
  fault: ({ exposure: { rule } }) => ({ by: rule.name }),
  examples: [
    {
      title: "Azure's default",
      language: "yaml",
      switchedOn: ["lateral-management"],
      source: `
- name: open
#       ^^^^ lateral-management: "AllowVnetInBound" (65000), a default rule of open, lets every machine on the network reach SSH (TCP 22), Telnet (TCP 23), RPC portmapper (TCP 111) and 8 more services: an attacker on one can try all the others. Allow only the machines that manage others, and deny the rest.
  securityRules: []
- name: ssh
  securityRules:
  - { name: ssh, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
#                                                                                                      ^^^^^^^^^^ lateral-management: "ssh" (100) lets every machine on the network reach SSH (TCP 22): an attacker on one can try all the others. Allow only the machines that manage others, and deny the rest.
  - { name: no-more, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: ["1-1000", "1001-65535"] }
`,
    },
    {
      title: "Through Bastion alone",
      language: "yaml",
      switchedOn: ["lateral-management"],
      source: `
name: closed
securityRules:
- { name: bastion, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.255.0/26, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: ["22", "3389"] }
- { name: no-more, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: ["22-23", "111", "135", "512-514", "593", "2375", "3389", "5800", "5900", "5985-5986"] }
`,
    },
  ],
}

interface LateralManagement {
  readonly exposure: Exposure
  readonly group: LocatedGroup
  readonly services: readonly ExposedService[]
}
