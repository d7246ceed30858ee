import * as l10n from "@vscode/l10n"
import { defaultsBehind } from "../judging/defaulted-parameters.ts"
import { type GroupRule, isLocated } from "../judging/group-rule.ts"
import { customJudgements } from "../judging/judged-group.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { adviseBefore } from "./free-priority.ts"
import { relatedRule } from "./related.ts"
import { listRules, nameRule, withDefaults } from "./wording.ts"

export const ipv6OnlyRemainder: GroupCheck<Ipv6Remainder> = {
  code: "ipv6-only-remainder",
  severity: "hint",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule that matches only IPv6, because an earlier rule has 0.0.0.0/0 instead of *.",
  explanation: `
\`*\` is every IPv4 and IPv6 address; \`0.0.0.0/0\` is every IPv4 address. Microsoft's documentation calls them the same
(overview of network security groups, 07/2025), but no test of what that means for IPv6 has been published. Read strictly,
the earlier rule leaves IPv6 to this one; if Azure treats both alike, this rule never matches.

A Deny after such an Allow is a Warning, because it closes nothing in IPv4.
`,
  *run(judged, { template }) {
    for (const { rule, ipv6Openers: openers } of customJudgements(judged)) {
      if (openers.length === 0) continue
      const allowing = rule.access === "Deny" ? openers.filter(({ access }) => access === "Allow") : []
      yield {
        at: rule.at.name,
        severity: allowing.length > 0 ? "warning" : "hint",
        rule,
        related: openers
          .filter(isLocated)
          .map(opener => relatedRule(opener, l10n.t`${nameRule(opener)} has 0.0.0.0/0, which is IPv4 only`)),
        data: {
          ...{ group: judged.group, rule, openers, allowing },
          defaults: defaultsBehind([rule, ...openers], judged.group, template),
        },
      }
    }
  },
  message: remainder => (remainder.allowing.length > 0 ? openText(remainder) : remainderText(remainder)),
  json: ({ openers }) => ({ openedBy: openers.map(({ name }) => name) }),
  fault: ({ allowing }) => ({ closesNothing: allowing.length > 0 }),
  examples: [
    {
      title: "0.0.0.0/0 is not quite everything",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: all-v4, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                       ^^^^^^^^^ allow-any-to-any: "all-v4" (100) opens everything, all protocols and ports, to the Internet: any public IPv4 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.
- { name: https, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^^ ipv6-only-remainder: "https" (200) matches only IPv6: "all-v4" (100) already matches all of its IPv4 traffic with 0.0.0.0/0. If Azure treats 0.0.0.0/0 as *, as its documentation says, this rule never matches. Use * instead of 0.0.0.0/0 to be sure.
`,
    },
    {
      title: "A Deny that closes nothing in IPv4",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: all-v4, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                       ^^^^^^^^^ allow-any-to-any: "all-v4" (110) opens everything, all protocols and ports, to the Internet: any public IPv4 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.
- { name: no-rdp, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#         ^^^^^^ ipv6-only-remainder: "no-rdp" (200) closes nothing in IPv4: "all-v4" (110) already allows that traffic with 0.0.0.0/0. Give it a priority below 110.
- { name: deny-v4, priority: 110, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: deny-all, priority: 200, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^ ipv6-only-remainder: "deny-all" (200) matches only IPv6: "deny-v4" (110) already matches all of its IPv4 traffic with 0.0.0.0/0. If Azure treats 0.0.0.0/0 as *, as its documentation says, this rule never matches. Use * instead of 0.0.0.0/0 to be sure.
`,
    },
    {
      title: "A Deny that closes nothing in IPv4 by a parameter's default value",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "admins": { "type": "string", "defaultValue": "0.0.0.0/0" } },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": {
        "securityRules": [
          { "name": "admins", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "[parameters('admins')]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "8443" } },
          { "name": "others", "properties": { "priority": 200, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "8443" } }
//                   ^^^^^^ ipv6-only-remainder: "others" (200) closes nothing in IPv4 with the default value of admins: "admins" (110) already allows that traffic with 0.0.0.0/0. Give it a priority below 110.
        ]
      }
    }
  ]
}
`,
    },
  ],
}

interface Ipv6Remainder {
  readonly group: LocatedGroup
  readonly rule: LocatedRule
  /** The earlier rules that leave it IPv6 alone. */
  readonly openers: readonly GroupRule[]
  /** Those among them that let in what the rule, a Deny, should keep out. */
  readonly allowing: readonly GroupRule[]
  /** Parameters whose default values have a part in it. */
  readonly defaults: readonly string[]
}

/** A Deny that comes too late for everything that it would close in IPv4. */
function openText({ group, rule, allowing, defaults }: Ipv6Remainder): string {
  const [name, others, advice] = [nameRule(rule), listRules(allowing), adviseBefore(group, rule, allowing)]
  const byDefault = withDefaults(defaults)
  return allowing.length > 1
    ? l10n.t`${name} closes nothing in IPv4${byDefault}: ${others} already allow that traffic with 0.0.0.0/0. ${advice}`
    : l10n.t`${name} closes nothing in IPv4${byDefault}: ${others} already allows that traffic with 0.0.0.0/0. ${advice}`
}

function remainderText({ rule, openers, defaults }: Ipv6Remainder): string {
  const [name, others, byDefault] = [nameRule(rule), listRules(openers), withDefaults(defaults)]
  const fault =
    openers.length > 1
      ? l10n.t`${name} matches only IPv6${byDefault}: ${others} already match all of its IPv4 traffic with 0.0.0.0/0.`
      : l10n.t`${name} matches only IPv6${byDefault}: ${others} already matches all of its IPv4 traffic with 0.0.0.0/0.`
  return `${fault} ${l10n.t`If Azure treats 0.0.0.0/0 as *, as its documentation says, this rule never matches. Use * instead of 0.0.0.0/0 to be sure.`}`
}
