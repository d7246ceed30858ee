import * as l10n from "@vscode/l10n"
import { classicTagNames } from "../azure/classic-tags.ts"
import type { LocatedRule, RuleProperty } from "../readers/reader.ts"
import type { Found, RuleCheck } from "./check.ts"
import { listsOf } from "./rule-lists.ts"
import { placedTerms } from "./rule-terms.ts"
import { nameRule } from "./wording.ts"

export const notInClassicModel: RuleCheck<Fault> = {
  code: "not-in-classic-model",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "Something that rules of the classic deployment model do not support (profile classic).",
  explanation: `
Only with \`nsg.profile\` set to \`classic\`. According to the documentation of September 2017, NSGs of the classic deployment
model are attached to VMs, cloud services and subnets, and their rules have three tags, INTERNET, VIRTUAL_NETWORK and
AZURE_LOADBALANCER. Lists of addresses or ports, application security groups, all other tags, and the protocols Icmp, Esp
and Ah belong to Resource Manager. Its names for the three tags are a Warning: whether classic rules accept them too is not
documented.
`,
  *run(rule, { profile }) {
    if (profile === "classic") yield* faultsIn(rule)
  },
  message: (fault, rule) => `${nameRule(rule)}: ${faultText(fault, rule)}`,
  examples: [
    {
      title: "Rules of Resource Manager",
      language: "yaml",
      profile: "classic",
      source: `
name: web
securityRules:
- { name: right, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: INTERNET, sourcePortRange: "*", destinationAddressPrefix: VIRTUAL_NETWORK, destinationPortRange: 443 }
- { name: ports, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 8080] }
#                                                                                                                                                                                            ^^^^ not-in-classic-model: "ports" (110): the classic deployment model (nsg.profile) has no lists, and destinationPortRanges is one. Write one rule for each value.
- { name: sql, priority: 120, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Sql.WestUS, destinationPortRange: 1433 }
#                                                                                                                                                          ^^^^^^^^^^ not-in-classic-model: "sql" (120): the classic deployment model (nsg.profile) has no tag Sql.WestUS, only INTERNET, VIRTUAL_NETWORK and AZURE_LOADBALANCER. Use addresses.
- { name: asg, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationApplicationSecurityGroups: [{ id: /subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/web }], destinationPortRange: 22 }
#                                                                                                     ^ exposed-management-port: "asg" (130) opens SSH (TCP 22) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:22. Allow only the addresses that need it.
#                                                                                                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not-in-classic-model: "asg" (130): the classic deployment model (nsg.profile) has no application security groups. Use addresses.
- { name: ping, priority: 140, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                           ^^^^ not-in-classic-model: "ping" (140): the classic deployment model (nsg.profile) has no protocol Icmp, only Tcp, Udp and *.
- { name: vnet, priority: 150, direction: Inbound, access: Deny, protocol: Udp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 53 }
#                                                                                                    ^^^^^^^^^^^^^^ not-in-classic-model: "vnet" (150): the classic deployment model (nsg.profile) calls this tag VIRTUAL_NETWORK; whether it takes VirtualNetwork is not documented.
`,
    },
  ],
}

type Fault =
  | { readonly kind: "list"; readonly property: RuleProperty }
  | { readonly kind: "tag"; readonly tag: string; readonly instead?: string }
  | { readonly kind: "application-security-group" }
  | { readonly kind: "protocol"; readonly protocol: string }

function* faultsIn(rule: LocatedRule): Iterable<Found<Fault>> {
  const { protocol, at } = rule
  if (protocol === "Icmp" || protocol === "Esp" || protocol === "Ah") {
    yield { at: at.properties.protocol ?? at.name, data: { kind: "protocol", protocol } }
  }
  for (const { property, range } of listsOf(rule)) yield { at: range, data: { kind: "list", property } }
  for (const { term, range } of placedTerms(rule)) {
    if (term.kind === "group") yield { at: range, data: { kind: "application-security-group" } }
    if (term.kind !== "tag") continue
    const classic = classicTagNames.get(term.key)
    const data = { kind: "tag", tag: term.name } as const
    if (classic === undefined) yield { at: range, data }
    else if (classic !== term.name.toUpperCase()) {
      yield { at: range, severity: "warning", data: { ...data, instead: classic } }
    }
  }
}

function faultText(fault: Fault, rule: LocatedRule): string {
  const model = l10n.t`the classic deployment model (nsg.profile)`
  switch (fault.kind) {
    case "list":
      return l10n.t`${model} has no lists, and ${rule.names[fault.property] ?? fault.property} is one. Write one rule for each value.`
    case "application-security-group":
      return l10n.t`${model} has no application security groups. Use addresses.`
    case "protocol":
      return l10n.t`${model} has no protocol ${fault.protocol}, only Tcp, Udp and *.`
    case "tag":
      return fault.instead === undefined
        ? l10n.t`${model} has no tag ${fault.tag}, only INTERNET, VIRTUAL_NETWORK and AZURE_LOADBALANCER. Use addresses.`
        : l10n.t`${model} calls this tag ${fault.instead}; whether it takes ${fault.tag} is not documented.`
  }
}
