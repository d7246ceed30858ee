import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Check, Finding } from "./check.ts"
import { adviceBefore } from "./free-priority.ts"
import { customJudgements, type GroupRule, isLocated, type JudgedGroup } from "./judged-group.ts"
import { relatedRule } from "./related.ts"
import { listRules, nameRule } from "./wording.ts"

export const ipv6OnlyRemainder: Check = {
  code: "ipv6-only-remainder",
  severity: "hint",
  summary: "A rule that matches only IPv6, because an earlier rule has 0.0.0.0/0 instead of *.",
  explanation: `
\`*\` is every IPv4 and IPv6 address; \`0.0.0.0/0\` is every IPv4 address. Microsoft's documentation calls them the same
(overview of network security groups, 07/2025), but no test of what that means for IPv6 has been published. Read strictly,
the earlier rule leaves IPv6 to this one; if Azure treats both alike, this rule never matches.

A Deny after such an Allow is a Warning, because it closes nothing in IPv4.
`,
  *run({ groups }) {
    for (const judged of groups) {
      for (const { rule, ipv6Openers } of customJudgements(judged)) {
        if (ipv6Openers.length > 0) yield finding(judged, rule, ipv6Openers)
      }
    }
  },
  examples: [
    {
      title: "0.0.0.0/0 is not quite everything",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: all-v4, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: https, priority: 200, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^^ ipv6-only-remainder: "https" (200) matches only IPv6: "all-v4" (100) already matches all of IPv4 (0.0.0.0/0). If Azure treats 0.0.0.0/0 as *, as its documentation says, this rule never matches. Use * instead of 0.0.0.0/0 to be sure.
`,
    },
    {
      title: "A Deny that closes nothing in IPv4",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: all-v4, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: no-rdp, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#         ^^^^^^ ipv6-only-remainder: "no-rdp" (200) closes nothing in IPv4: "all-v4" (110) already allows it with 0.0.0.0/0. Give it a priority below 110.
- { name: deny-v4, priority: 110, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: deny-all, priority: 200, direction: Outbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^ ipv6-only-remainder: "deny-all" (200) matches only IPv6: "deny-v4" (110) already matches all of IPv4 (0.0.0.0/0). If Azure treats 0.0.0.0/0 as *, as its documentation says, this rule never matches. Use * instead of 0.0.0.0/0 to be sure.
`,
    },
  ],
}

function finding({ group }: JudgedGroup, rule: LocatedRule, openers: readonly GroupRule[]): Finding {
  const allowing = rule.access === "Deny" ? openers.filter(({ access }) => access === "Allow") : []
  return {
    code: ipv6OnlyRemainder.code,
    severity: allowing.length > 0 ? "warning" : ipv6OnlyRemainder.severity,
    range: rule.at.name,
    group,
    rule,
    related: openers
      .filter(isLocated)
      .map(opener => relatedRule(opener, `${nameRule(opener)} has 0.0.0.0/0, which is IPv4 only`)),
    data: { openedBy: openers.map(({ name }) => name) },
    message: allowing.length > 0 ? openText(group, rule, allowing) : remainderText(rule, openers),
  }
}

/** A Deny that comes too late for everything that it would close in IPv4. */
function openText(group: LocatedGroup, rule: LocatedRule, allowing: readonly GroupRule[]): string {
  const verb = allowing.length > 1 ? "allow" : "allows"
  return `${nameRule(rule)} closes nothing in IPv4: ${listRules(allowing)} already ${verb} it with 0.0.0.0/0. ${adviceBefore(group)(rule, allowing)}`
}

function remainderText(rule: LocatedRule, openers: readonly GroupRule[]): string {
  return `${nameRule(rule)} matches only IPv6: ${listRules(openers)} already ${openers.length > 1 ? "match" : "matches"} all of IPv4 (0.0.0.0/0). If Azure treats 0.0.0.0/0 as *, as its documentation says, this rule never matches. Use * instead of 0.0.0.0/0 to be sure.`
}
