import type { LocatedRule } from "../readers/reader.ts"
import type { Check, Finding } from "./check.ts"
import { clashes } from "./clashes.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { relatedRule } from "./related.ts"

export const duplicatePriority: Check = {
  code: "duplicate-priority",
  severity: "error",
  summary: "Two rules of one group and direction with the same priority, which Azure refuses.",
  explanation: `
Within a group each direction has its own numbers: 100 may stand once inbound and once outbound. A second rule with the
same number in the same direction fails the deployment (SecurityRuleConflict), wherever it is written: inline rules and
standalone ones count together. Two rules under different conditions are not reported, for they may exclude each other.
`,
  *run({ groups }) {
    for (const { group } of groups) {
      const free = freePriorities(group.rules)
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
#                          ^^^ duplicate-priority: Priority 100 is taken inbound by "http": Azure refuses the second rule (SecurityRuleConflict). 101 is free.
- { name: out, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
`,
    },
  ],
}

function slotOf({ priority, direction }: LocatedRule): string | undefined {
  return typeof priority === "number" && typeof direction === "string" ? `${direction} ${priority}` : undefined
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
    related: [relatedRule(earlier, `"${earlier.name}" has it first`, earlier.at.properties.priority)],
    data: { priority: rule.priority, direction: rule.direction, takenBy: earlier.name },
    message: message(rule, earlier, free),
  }
}

function message({ priority, direction }: LocatedRule, earlier: LocatedRule, free: number | undefined): string {
  const taken = `Priority ${priority} is taken ${String(direction).toLowerCase()} by "${earlier.name}"`
  return `${taken}: Azure refuses the second rule (SecurityRuleConflict).${free === undefined ? "" : ` ${free} is free.`}`
}

/** For a rule the next number that none of its direction has, so that the order among the others stays as it is. */
function freePriorities(rules: readonly LocatedRule[]): (rule: LocatedRule) => number | undefined {
  const byDirection = new Map<unknown, readonly (number | undefined)[]>()
  return ({ direction, priority }) => {
    const next = byDirection.get(direction) ?? nextFree(rules.filter(rule => rule.direction === direction))
    byDirection.set(direction, next)
    return next[Number(priority)]
  }
}

/** For each priority the next above it that is free. */
function nextFree(rules: readonly LocatedRule[]): readonly (number | undefined)[] {
  const taken = new Set(rules.map(({ priority }) => priority))
  const next: (number | undefined)[] = new Array(4097)
  for (let priority = 4095; priority >= 0; priority--) {
    next[priority] = taken.has(priority + 1) ? next[priority + 1] : priority + 1
  }
  return next
}
