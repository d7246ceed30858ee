import type { LocatedRule } from "../readers/reader.ts"
import type { Check, Finding } from "./check.ts"
import { clashes } from "./clashes.ts"
import { freePriorities } from "./free-priority.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { relatedRule } from "./related.ts"
import { nameRule } from "./wording.ts"

export const duplicatePriority: Check = {
  code: "duplicate-priority",
  severity: "error",
  summary: "Two rules with the same priority in one group and direction, which Azure refuses.",
  explanation: `
Each direction of a group has its own priorities: 100 can be used once inbound and once outbound. A second rule with the same
priority and direction fails the deployment (SecurityRuleConflict), wherever it is written: inline and standalone rules
count together. Two rules with different conditions are not reported, because they may never be deployed together.
`,
  *run({ groups }) {
    for (const { group } of groups) {
      const free = freePriorities(group)
      for (const { rule, earlier } of clashes(group.rules, slotOf)) yield finding(group, rule, earlier, free(rule))
    }
  },
  examples: [
    {
      title: "The same number twice inbound",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                          ^^^ duplicate-priority: "https" (100) has the same inbound priority as "http": Azure refuses the second rule (SecurityRuleConflict). 101 is free.
- { name: out, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
`,
    },
  ],
}

/** One number for both, which nearly every rule has for itself. */
function slotOf({ priority, direction }: LocatedRule): number | undefined {
  if (typeof priority !== "number" || typeof direction !== "string") return undefined
  return direction === "Inbound" ? priority : -priority
}

function finding(
  group: JudgedGroup["group"],
  rule: LocatedRule,
  earlier: LocatedRule,
  free: number | undefined,
): Finding {
  return {
    code: duplicatePriority.code,
    severity: duplicatePriority.severity,
    range: rule.at.properties.priority ?? rule.at.name,
    group,
    rule,
    related: [
      relatedRule(earlier, `"${earlier.name}" also has priority ${earlier.priority}`, earlier.at.properties.priority),
    ],
    data: { priority: rule.priority, direction: rule.direction, takenBy: earlier.name },
    message: message(rule, earlier, free),
  }
}

function message(rule: LocatedRule, earlier: LocatedRule, free: number | undefined): string {
  const direction = String(rule.direction).toLowerCase()
  const clash = `${nameRule(rule)} has the same ${direction} priority as "${earlier.name}"`
  return `${clash}: Azure refuses the second rule (SecurityRuleConflict).${free === undefined ? " Change one of the two." : ` ${free} is free.`}`
}
