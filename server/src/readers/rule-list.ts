import * as l10n from "@vscode/l10n"
import { entriesOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { Unknown } from "../values/unknown.ts"
import { placeholderIdentity } from "./expression-text.ts"
import type { LocatedRule } from "./reader.ts"
import type { RuleOrigin } from "./reread.ts"
import { readRule, ruleSource } from "./rule.ts"
import type { RuleProblem } from "./rule-problem.ts"
import { isEmpty, unknownIn } from "./rule-reading.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"
import type { ItemPresence, RuleSource } from "./rule-source.ts"

/** A group's own list of rules, read: what a `GroupSource` needs of it. */
export interface RuleList {
  readonly inline: readonly LocatedRule[]
  /**
   * Default rules that stand in the list. Only when it states all six do they take the place of the six we know: a list
   * that is cut short must not open a group.
   */
  readonly statedDefaults: readonly LocatedRule[]
  /** Why there may be more rules than these. */
  readonly incompleteReason?: string
  readonly problems: readonly RuleProblem[]
}

/**
 * Reads a list of rules; every reader does it here, so that no item is lost. An expression in the place of the list, or of
 * one of its items, makes it incomplete; so does what is no rule, which is a problem, too. A dialect may say itself how an
 * item becomes a rule.
 */
export function readRuleList(
  list: Node | undefined,
  context: RuleContext,
  sourceOf: SourceOf = ruleSource,
  presence?: ReadonlyMap<Node, ItemPresence>,
): RuleList {
  const inline: LocatedRule[] = []
  const defaults: LocatedRule[] = []
  const problems: RuleProblem[] = []
  const unknowns: string[] = []
  for (const item of itemsIn(list)) {
    const origin = originIn(item, context, sourceOf, presence?.get(item))
    const before = origin && context.rereading?.recall(origin)
    const unknown = before ? undefined : (unknownIn(item, context) ?? unknownRules(item))
    if (before) inline.push(before)
    else if (unknown) unknowns.push(unknown.reason)
    else if (item.kind === "map") {
      const source = sourceOf(item, context, presence?.get(item))
      const rule = readRule(source, context)
      const isRule = isUnderstood(source, context)
      if (!isRule) unknowns.push(notARule())
      // Only rules like any other are remembered.
      const isPlain = origin && isRule && !source.isDefault
      const rules = source.isDefault ? defaults : inline
      rules.push((isPlain && context.rereading?.remember(origin, rule)) || rule)
    } else {
      unknowns.push(item === list ? l10n.t`the list of rules cannot be read` : notARule())
      problems.push({ property: "securityRules", reason: "wrong-type", range: item.range })
    }
  }
  const [incompleteReason] = unknowns
  return {
    inline,
    statedDefaults: defaults.length >= 6 ? defaults : [],
    problems,
    ...(incompleteReason !== undefined && { incompleteReason }),
  }
}

/** How an item of a list becomes a rule, given what is known of whether it is there. */
type SourceOf = (item: Node, context: RuleContext, known?: ItemPresence) => RuleSource

/** Undefined where the document was not read before, and for what is no rule. */
function originIn(
  item: Node,
  { rereading, shape }: RuleContext,
  sourceOf: SourceOf,
  known: ItemPresence | undefined,
): RuleOrigin | undefined {
  return rereading && item.kind === "map" ? { from: item, start: item.range.start, known, shape, sourceOf } : undefined
}

const notARule = () => l10n.t`an item of the list cannot be read as a rule`

/** Whether any key of it is a rule's: what it does may otherwise stand under keys that are not read. */
function isUnderstood({ entries, rest, problems }: RuleSource, context: RuleContext): boolean {
  if (problems) return false
  return rest !== undefined || entries.some(({ key }) => propertyOf(key, context) !== undefined)
}

/** `${{ if x }}: [ … ]`, an item that a template engine makes any number of rules of. */
function unknownRules(item: Node): Unknown | undefined {
  const [first, ...others] = entriesOf(item)
  const identity = first && others.length === 0 ? placeholderIdentity(first.key) : undefined
  return identity === undefined
    ? undefined
    : { identity, reason: l10n.t`${first?.key ?? ""} is filled in by a template engine` }
}

/** A single rule in the place of the list is a list of one: some dialects write it so. */
function itemsIn(list: Node | undefined): readonly Node[] {
  if (!list) return []
  if (list.kind === "list") return list.items
  return isEmpty(list) ? [] : [list]
}

/** What was read of a list that Azure takes for one only as a list: an object in its place is told, and what it holds kept. */
export function withoutObject(read: RuleList, list: Node): RuleList {
  if (list.kind !== "map") return read
  const problem = { property: "securityRules", reason: "object-for-list", range: startOf(list.range) } as const
  const rules = read.inline.filter(({ at }) => at.properties.priority || at.properties.direction)
  const partial = { incompleteReason: l10n.t`securityRules is not a list` }
  return { ...read, inline: rules, problems: [problem, ...read.problems], ...(rules.length === 0 && partial) }
}
