import * as l10n from "@vscode/l10n"
import { defaultsBehind } from "../judging/defaulted-parameters.ts"
import { type EarlyDeny, earlyDenies } from "../judging/early-denies.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { moveTo, placeAfter } from "./fixes/placed-priority.ts"
import { countFreeAbove } from "./free-priority.ts"
import { relatedRule } from "./related.ts"
import { listRules, nameRule, quoteName, withDefaults } from "./wording.ts"

export const denyBeforeAllows: GroupCheck<DenyBeforeAllows> = {
  code: "deny-before-allows",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: ["Azure.NSG.DenyAllInbound"],
  scope: "group",
  summary: "A Deny that matches all traffic of every Allow after it.",
  explanation: `
Lower numbers come first: a Deny of everything belongs after all Allows, at a high number such as 4096. Before them, none of
them ever matches. That is one mistake, so it is reported once, at the Deny; the Allows that it makes useless are not also
reported as shadowed-rule. If it matches the traffic of only one Allow, that Allow is reported.

A Deny that someone put first for a while, to close everything, is reported too.
`,
  *run(judged, { partlyDead, template }) {
    for (const deny of earlyDenies(judged, partlyDead)) {
      const { rule, allows } = deny
      yield {
        at: rule.at.name,
        rule,
        related: allows.map(allow => relatedRule(allow, l10n.t`${nameRule(allow)} never matches`)),
        data: {
          ...deny,
          group: judged.group,
          defaults: [...new Set(allows.flatMap(allow => defaultsBehind([allow, rule], judged.group, template)))],
        },
      }
    }
  },
  message,
  fixes: ({ rule, allows, group }) => {
    const last = allows.toSorted((a, b) => Number(a.priority) - Number(b.priority)).at(-1)
    const placement = last && placeAfter(group, rule, last)
    return placement ? [{ ...moveTo(rule, placement), isPreferred: true }] : []
  },
  json: ({ allows }) => ({ allows: allows.map(({ name }) => name) }),
  fault: () => ({}),
  examples: [
    {
      title: "Everything is denied first",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: deny-all, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^ deny-before-allows: "deny-all" (100) denies everything that "probes" (110), "https" (120) and "ssh" (130) after it would allow: none of them ever matches. Give it a priority above 130.
#         ^^^^^^^^ blocked-platform-address: "deny-all" (100) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any, will be marked unhealthy. Give this rule a higher priority number, and allow AzureLoadBalancer before it.
- { name: probes, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: https, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: ssh, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
`,
    },
    {
      title: "Some Allows stand before it",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: probes, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: AzureLoadBalancer, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: deny-all, priority: 4095, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: ssh, priority: 4096, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
#         ^^^ shadowed-rule: "ssh" (4096) never matches: "deny-all" (4095) already denies this traffic. Give it a priority below 4095.
`,
    },
    {
      title: "One Allow keeps some of its traffic",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: deny-tcp, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^^ blocked-platform-address: "deny-tcp" (110) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any, will be marked unhealthy. Allow AzureLoadBalancer inbound at a priority below 110.
- { name: https, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^^ shadowed-rule: "https" (120) never matches: "deny-tcp" (110) already denies this traffic. Give it a priority below 110.
- { name: ssh, priority: 130, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
#         ^^^ shadowed-rule: "ssh" (130) never matches: "deny-tcp" (110) already denies this traffic. Give it a priority below 110.
- { name: dns, priority: 140, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 53 }
`,
    },
  ],
}

interface DenyBeforeAllows extends EarlyDeny {
  readonly group: LocatedGroup
  /** Parameters whose default values have a part in it. */
  readonly defaults: readonly string[]
}

function message(found: DenyBeforeAllows): string {
  const { rule, allows, defaults } = found
  const which = allows.length > 3 ? l10n.t`all ${allows.length} Allows` : listRules(allows)
  return l10n.t`${nameRule(rule)} denies everything that ${which} after it would allow${withDefaults(defaults)}: none of them ever matches. ${adviceFor(found)}`
}

function adviceFor({ group, rule, allows }: DenyBeforeAllows): string {
  const [last] = allows.toSorted((a, b) => Number(b.priority) - Number(a.priority))
  if (!last) return ""
  if (group.numbersRules) return l10n.t`Move it down in the list, after ${quoteName(last)}.`
  if (countFreeAbove(group, rule.direction, last.priority) > 0)
    return l10n.t`Give it a priority above ${String(last.priority)}.`
  return l10n.t`No priority above ${String(last.priority)} is free: give the Allows lower numbers than this rule.`
}
