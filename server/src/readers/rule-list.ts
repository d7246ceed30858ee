import type { Node } from "../syntax/node.ts"
import type { LocatedRule, RuleProblem } from "./reader.ts"
import { readRule, ruleSource } from "./rule.ts"
import { isEmpty, type RuleSource, unknownIn } from "./rule-reading.ts"
import type { RuleContext } from "./rule-shape.ts"

/** A group's own list of rules, read: what a `GroupSource` needs of it. */
export interface RuleList {
  readonly inline: readonly LocatedRule[]
  readonly complete: boolean
  readonly incompleteReason?: string
  readonly problems: readonly RuleProblem[]
}

/**
 * Reads a list of rules. An expression in the place of the list, or of one of its items, makes it incomplete; anything
 * else that is no rule is a problem. A dialect may say itself how an item becomes a rule.
 */
export function readRuleList(
  list: Node | undefined,
  context: RuleContext,
  sourceOf: (item: Node, context: RuleContext) => RuleSource = ruleSource,
): RuleList {
  const inline: LocatedRule[] = []
  const problems: RuleProblem[] = []
  const unknowns: string[] = []
  for (const item of itemsIn(list)) {
    const unknown = unknownIn(item, context)
    if (unknown) unknowns.push(unknown.reason)
    else if (item.kind === "map") inline.push(readRule(sourceOf(item, context), context))
    else if (!isEmpty(item)) problems.push({ property: "securityRules", reason: "wrong-type", range: item.range })
  }
  const [incompleteReason] = unknowns
  return {
    inline,
    problems,
    complete: incompleteReason === undefined,
    ...(incompleteReason !== undefined && { incompleteReason }),
  }
}

/** A single rule in the place of the list is a list of one: some dialects write it so. */
function itemsIn(list: Node | undefined): readonly Node[] {
  if (!list) return []
  return list.kind === "list" ? list.items : [list]
}

/** What was read of a list that Azure takes for one only as a list: an object in its place is told, and what it holds kept. */
export function withoutObject(read: RuleList, list: Node): RuleList {
  if (list.kind !== "map") return read
  const { start } = list.range
  const problem = { property: "securityRules", reason: "object-for-list", range: { start, end: start + 1 } } as const
  const rules = read.inline.filter(({ at }) => at.properties.priority || at.properties.direction)
  const partial = { complete: false, incompleteReason: "securityRules holds no list" } as const
  return { ...read, inline: rules, problems: [problem, ...read.problems], ...(rules.length === 0 && partial) }
}
