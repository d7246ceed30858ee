import { lazily } from "../../values/lazily.ts"
import type { Flow, Outcome, Verdict } from "../flow.ts"
import type { SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { isDivided } from "../traffic/divided-flow.ts"
import { casesOfFlow } from "../traffic/flow-case.ts"
import { outcomeOf } from "../traffic/flow-outcome.ts"
import type { FieldedRule } from "../traffic/rule-fields.ts"
import { type Budget, casesOf, type TrafficCase } from "../traffic/traffic-case.ts"
import { triedRules } from "../traffic/tried-rules.ts"
import type { PreparedOrder, PreparedRules } from "./prepare.ts"

export interface EvaluationOptions<R> {
  /** How many times a rule may be looked at. */
  readonly budget?: number
  /** Whether two rules are never there together, as far as their order among equals is concerned. */
  excludes?(one: R, other: R): boolean
}

/**
 * Tells what the rules, default rules among them, do with the flow in every case that the unknown values leave open.
 *
 * A rule is an outcome where some packet of the flow, in some case, is one that it takes and that no earlier rule does:
 * a search of its own for each rule, cut short by the first packet found (see traffic-case.ts for its cost). Rules behind
 * the first that surely takes every packet are not looked at.
 */
export function evaluateFlow<R extends SecurityRule>(
  rules: PreparedRules<R>,
  flow: Flow,
  options: EvaluationOptions<R> = {},
): Verdict<R> {
  const verdict = evaluateRules(rules, flow, options)
  if (verdict.access !== "Unknown" || rules.orders.length === 0) return verdict
  const verdicts = rules.orders.map(order => withOriginals(evaluateRules(order.prepared, flow, options), order))
  const [first, ...others] = verdicts.map(({ access }) => access)
  const access = first && others.every(other => other === first) ? first : "Unknown"
  return access === "Unknown" ? verdict : { ...verdict, access, outcomes: outcomesOf(verdicts) }
}

/** The verdict on copies of the rules as one on the rules themselves. */
function withOriginals<R extends SecurityRule>(
  { outcomes, ...verdict }: Verdict<R>,
  { originals }: PreparedOrder<R>,
): Verdict<R> {
  return {
    ...verdict,
    outcomes: outcomes.map(one => ({ ...one, rule: one.rule && (originals.get(one.rule) ?? one.rule) })),
  }
}

/** One outcome for each rule that decides in any of the verdicts. */
function outcomesOf<R extends SecurityRule>(verdicts: readonly Verdict<R>[]): Outcome<R>[] {
  const byRule = new Map<R | null, Outcome<R>>()
  for (const outcome of verdicts.flatMap(({ outcomes }) => outcomes)) {
    if (!byRule.has(outcome.rule)) byRule.set(outcome.rule, outcome)
  }
  return [...byRule.values()]
}

function evaluateRules<R extends SecurityRule>(
  rules: PreparedRules<R>,
  flow: Flow,
  { budget = 1_000_000, excludes = () => false }: EvaluationOptions<R>,
): Verdict<R> {
  const { space, ordered } = rules.evaluation(flow.direction, [flow.source, flow.destination])
  const starts = casesOfFlow(flow, space)
  const tried = triedRules(ordered, starts, space)
  const { meeting, isTaken, tied } = tried
  const fielded = meeting.map(one => one.fielded)
  const left: Budget = { left: budget }

  const deciders = isTaken ? meeting : [...meeting, null]
  const outcomes = deciders.flatMap((one, index): Outcome<R>[] => {
    const earlier = fielded.slice(0, index)
    const decider = one?.fielded ?? null
    const search = (start: TrafficCase) => casesOf(start, decider ? [decider] : [], earlier, space, left)
    const found = firstOf(starts, search)
    return found ? [outcomeOf(found.one, { start: found.start, starts, decider: one, earlier }, space)] : []
  })
  const [start] = starts
  if (outcomes.length === 0)
    outcomes.push(outcomeOf<R>(start!, { start: start!, starts, decider: null, earlier: [] }, space))
  const all = [...fielded, ...tied.map(one => one.fielded)]
  const tiedPriority = outcomes.some(({ rule }) => {
    const others = all.filter(other => rule === other.rule || !rule || !excludes(rule, other.rule))
    return rule && isTied(rule, others, starts, space, left)
  })
  const undetermined = left.left < 0
  const [first, ...others] = outcomes.map(({ access }) => access)
  const access = first && !undetermined && others.every(other => other === first) ? first : "Unknown"
  const mayBeDivided = access === "Unknown" && !undetermined && isTaken
  const divided = lazily(() => mayBeDivided && isDivided(fielded, starts, space))
  const rows = lazily(tried.rows)
  return {
    access,
    outcomes,
    tiedPriority,
    undetermined,
    // Found out when someone asks: of many flows at a time no one does.
    get isDivided() {
      return divided()
    },
    get rows() {
      return rows()
    },
  }
}

/** Whether another rule of the same priority would decide some of the rule's packets if it came first. */
function isTied<R extends SecurityRule>(
  rule: R,
  meeting: readonly FieldedRule<R>[],
  starts: readonly TrafficCase[],
  space: AddressSpace,
  left: Budget,
): boolean {
  const place = meeting.findIndex(other => other.rule === rule)
  const decider = meeting[place]!
  const equals = meeting.slice(place + 1).filter(other => other.rule.priority === rule.priority)
  const earlier = meeting.slice(0, place)
  return equals.some(equal => firstOf(starts, start => casesOf(start, [decider, equal], earlier, space, left)))
}

function firstOf(
  starts: readonly TrafficCase[],
  search: (start: TrafficCase) => Iterable<TrafficCase>,
): { start: TrafficCase; one: TrafficCase } | undefined {
  for (const start of starts) for (const one of search(start)) return { start, one }
  return undefined
}
