import { entriesOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { Unknown } from "../values/unknown.ts"
import { placeholderIdentity } from "./expression-text.ts"
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
    const unknown = unknownIn(item, context) ?? unknownRules(item)
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

/** `${{ if x }}: [ … ]`, an item that a template engine makes any number of rules of. */
function unknownRules(item: Node): Unknown | undefined {
  const [first, ...others] = entriesOf(item)
  const identity = first && others.length === 0 ? placeholderIdentity(first.key) : undefined
  return identity === undefined ? undefined : { identity, reason: `${first?.key} is filled in by a template engine` }
}

/** A single rule in the place of the list is a list of one: some dialects write it so. */
function itemsIn(list: Node | undefined): readonly Node[] {
  if (!list) return []
  return list.kind === "list" ? list.items : [list]
}
