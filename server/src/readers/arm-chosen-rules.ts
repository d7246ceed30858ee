import { expand } from "../expressions/expand.ts"
import { itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import type { ArmResource } from "./arm-resources.ts"
import { inlineSource, type PossibleRule, possibilitiesIn, ruleListIn } from "./arm-rules.ts"
import type { ArmScope } from "./arm-scope.ts"
import { anyValues, departureFor, parametersIn } from "./arm-supposition.ts"
import { conditionsOf, shownCondition } from "./presence.ts"
import type { LocatedRule } from "./reader.ts"
import { readRule } from "./rule.ts"
import type { RuleContext } from "./rule-shape.ts"
import type { ItemPresence } from "./rule-source.ts"

/** What the expressions of a group's list make of it where parameters have other values than their defaults. */
export interface ChosenRules {
  /** Of the items that are there by default, what that depends on. */
  readonly known: ReadonlyMap<Node, ItemPresence>
  /** The rules that the defaults leave out: another deployment makes them. */
  readonly others: readonly LocatedRule[]
}

export const noChoice: ChosenRules = { known: new Map(), others: [] }

/** So many different conditions of one list are looked into; templates have a handful. */
const mostConditions = 16

/**
 * Looks for rules that are in the list under other values: `[concat(variables('rules'), if(parameters('ssh'), …))]`. Every item
 * of the list as the defaults have it must be found again in the list as it may be; else it is not known which of them
 * exclude each other, and nothing is added. "too-many" where that is not looked into.
 */
export function chosenRules(
  { node, scope }: ArmResource,
  evaluated: Node | undefined,
  context: RuleContext,
): ChosenRules | "too-many" {
  const written = member(node, "properties")
  const list = itemsIn(ruleListIn(evaluated))
  if (!written || evaluated === written || !list || hasRuleLoop(written)) return noChoice
  const possible = possibleRules(ruleListIn(expand(written, scope.under(anyValues))))
  const present = possible && presenceOf(list, possible, scope)
  if (!possible || !present) return noChoice
  const absent = [...possible].filter(([place, rule]) => rule !== "sure" && !present.places.has(place))
  if (new Set(absent.map(([, rule]) => (rule as PossibleRule).condition)).size > mostConditions) {
    return "too-many"
  }
  const others = absent.flatMap(([place, rule]) => otherRule(place, rule as PossibleRule, { written, scope, context }))
  return others.length > 0 ? { known: present.known, others } : noChoice
}

/** The items of a list; null is a list of none, where an expression chooses between it and another. */
function itemsIn(list: Node | undefined): readonly Node[] | undefined {
  if (list?.kind === "list") return list.items
  return list?.kind === "scalar" && list.value === null ? [] : undefined
}

function hasRuleLoop(written: Node): boolean {
  return itemsOf(member(written, "copy")).some(loop => textOf(member(loop, "name"))?.toLowerCase() === "securityrules")
}

type Possible = ReadonlyMap<string, PossibleRule | "sure">

/** The rules of a list that an expression decides on, by their places; undefined where two have the same. */
export function possibleRules(list: Node | undefined): Possible | undefined {
  if (list?.kind !== "list" || !list.items.some(({ kind }) => kind === "unknown")) return undefined
  const rules = list.items.flatMap((item): readonly (readonly [string, PossibleRule | "sure"])[] => {
    if (item.kind === "map") return [[placeOf(item), "sure"]]
    return item.kind === "unknown" ? possibilitiesIn(item).map(one => [placeOf(one.rule), one]) : []
  })
  const found = new Map(rules)
  return found.size === rules.length ? found : undefined
}

/** Where a rule's text stands, which of a loop it is, and its name, for one text may make several. */
export function placeOf(rule: MapNode): string {
  return `${rule.range.start} ${rule.iteration ?? ""} ${textOf(member(rule, "name")) ?? ""}`
}

/** The places of the items that are there, and what the defaults decide of them. */
function presenceOf(items: readonly Node[], possible: Possible, { outermost }: ArmScope) {
  const places = new Set<string>()
  const known = new Map<Node, ItemPresence>()
  for (const item of items) {
    const rules = item.kind === "unknown" ? possibilitiesIn(item).map(({ rule }) => rule) : []
    for (const rule of item.kind === "map" ? [item] : rules) {
      const found = possible.get(placeOf(rule))
      if (!found) return undefined
      places.add(placeOf(rule))
      if (found === "sure" || item.kind !== "map") continue
      const identity = found.condition.slice(1, -1)
      const presentByDefault = parametersIn(identity).map(outermost.spelling)
      known.set(item, { conditions: conditionsOf(identity), presentByDefault })
    }
  }
  return { places, known }
}

interface Written {
  readonly written: Node
  readonly scope: ArmScope
  readonly context: RuleContext
}

/** The rule as it is where its condition holds. */
function otherRule(
  place: string,
  possible: PossibleRule,
  { written, scope, context }: Written,
): readonly LocatedRule[] {
  const { rule, condition, byLoop } = possible
  const conditions = conditionsOf(condition.slice(1, -1))
  const { supposed, parameters } = departureFor(conditions, scope.outermost, scope.supposed)
  if (parameters.length === 0) return []
  const list = ruleListIn(expand(written, scope.under(supposed)))
  const made = list?.kind === "list" ? list.items.flatMap(rulesIn).find(one => placeOf(one) === place) : undefined
  const shown = shownCondition(condition)
  const absentByDefault = { by: byLoop ? "loop" : "choice", condition: shown, parameters } as const
  return [readRule(inlineSource(made ?? rule, context, { condition: shown, conditions, absentByDefault }), context)]
}

/** The rules that an item of a list may be. */
export function rulesIn(item: Node): readonly MapNode[] {
  if (item.kind === "unknown") return possibilitiesIn(item).map(({ rule }) => rule)
  return item.kind === "map" ? [item] : []
}
