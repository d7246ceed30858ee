import type { Check, Finding } from "./check.ts"
import { customJudgements, isLocated } from "./judged-group.ts"
import { relatedRule } from "./related.ts"
import { listRules, nameRule } from "./wording.ts"

export const ipv6OnlyRemainder: Check = {
  code: "ipv6-only-remainder",
  severity: "hint",
  summary: "A rule to which only IPv6 traffic is left, because an earlier rule says 0.0.0.0/0 and not *.",
  explanation: `
\`*\` is every address of both families, \`0.0.0.0/0\` is every IPv4 address. Microsoft's texts call them the same (overview
of network security groups, 07/2025), but no test of what that means for IPv6 is published. Read strictly, the earlier
rule leaves the IPv6 half of its traffic to this one; if Azure reads them alike, this rule never matches.
`,
  *run({ groups }) {
    for (const judged of groups) {
      for (const { rule, ipv6Openers } of customJudgements(judged)) {
        if (ipv6Openers.length === 0) continue
        const finding: Finding = {
          code: ipv6OnlyRemainder.code,
          severity: ipv6OnlyRemainder.severity,
          range: rule.at.name,
          group: judged.group,
          rule,
          related: ipv6Openers
            .filter(isLocated)
            .map(opener => relatedRule(opener, `${nameRule(opener)} says 0.0.0.0/0, which is IPv4 alone`)),
          data: { openedBy: ipv6Openers.map(({ name }) => name) },
          message: `Only IPv6 traffic is left to this rule: 0.0.0.0/0 in ${listRules(ipv6Openers)} is IPv4 alone. Microsoft calls it the same as *, which would leave nothing. Write * there to settle it.`,
        }
        yield finding
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
#         ^^^^^ ipv6-only-remainder: Only IPv6 traffic is left to this rule: 0.0.0.0/0 in "all-v4" (100) is IPv4 alone. Microsoft calls it the same as *, which would leave nothing. Write * there to settle it.
`,
    },
  ],
}
