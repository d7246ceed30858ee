import { isUnknown } from "../values/unknown.ts"
import type { AddressFacts } from "./address-facts.ts"
import type { Flow, Outcome, RuleMatch, Truth, Verdict } from "./flow.ts"
import { possibleOrders } from "./possible-orders.ts"
import type { SecurityRule } from "./security-rule.ts"
import { casesOfFlow } from "./traffic/flow-case.ts"
import { outcomeOf } from "./traffic/flow-outcome.ts"
import { inOrder } from "./traffic/ordered-rules.ts"
import { type Field, truthOn } from "./traffic/region.ts"
import { type FieldedRule, fieldsOf, forParts, type Part, parts } from "./traffic/rule-fields.ts"
import { type Budget, casesOf, type TrafficCase, type World, worldOf } from "./traffic/traffic-case.ts"

export interface EvaluationOptions {
  /** How many times a rule may be looked at. */
  readonly budget?: number
}

/**
 * What the rules, default rules among them, do with the flow, in every case that the unknown values leave open.
 *
 * A rule is an outcome where some packet of the flow, in some case, is one that it takes and that no earlier rule does:
 * a search of its own for each rule, cut short by the first packet found (see traffic-case.ts for its cost). Rules behind
 * the first that surely takes every packet are not looked at.
 */
export function evaluateFlow<R extends SecurityRule>(
  rules: readonly R[],
  flow: Flow,
  facts: AddressFacts,
  options: EvaluationOptions = {},
): Verdict<R> {
  const verdict = evaluateRules(rules, flow, facts, options)
  const orders = verdict.access === "Unknown" ? possibleOrders(rules) : undefined
  if (!orders) return verdict
  const verdicts = orders.map(order => originals(evaluateRules([...order.keys()], flow, facts, options), order))
  const [first, ...others] = verdicts.map(({ access }) => access)
  const access = first && others.every(other => other === first) ? first : "Unknown"
  return access === "Unknown" ? verdict : { ...verdict, access, outcomes: outcomesOf(verdicts) }
}

/** The verdict on copies of the rules as one on the rules themselves. */
function originals<R extends SecurityRule>({ outcomes, ...verdict }: Verdict<R>, order: ReadonlyMap<R, R>): Verdict<R> {
  return {
    ...verdict,
    outcomes: outcomes.map(one => ({ ...one, rule: one.rule && (order.get(one.rule) ?? one.rule) })),
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
  rules: readonly R[],
  flow: Flow,
  facts: AddressFacts,
  { budget = 1_000_000 }: EvaluationOptions,
): Verdict<R> {
  const ordered = inOrder(rules).filter(({ direction }) => isUnknown(direction) || direction === flow.direction)
  const world = worldOf(rules, facts, [flow.source, flow.destination])
  const starts = casesOfFlow(flow, world)
  const tried = triedRules(ordered, starts, world)
  const taker = tried.findIndex(({ takesAll }) => takesAll)
  const judged = taker < 0 ? tried : tried.slice(0, taker + 1)
  const meeting = meetingRules(judged)
  const left: Budget = { left: budget }

  const deciders = taker < 0 ? [...meeting, null] : meeting
  const outcomes = deciders.flatMap((decider, index): Outcome<R>[] => {
    const earlier = meeting.slice(0, index)
    const search = (start: TrafficCase) => casesOf(start, decider ? [decider] : [], earlier, world, left)
    const found = firstOf(starts, search)
    return found ? [outcomeOf(found.one, { start: found.start, decider, earlier }, world)] : []
  })
  if (outcomes.length === 0) {
    const [start] = starts
    outcomes.push(outcomeOf(start!, { start: start!, decider: null, earlier: [] }, world))
  }
  const tiedPriority = outcomes.some(({ rule }) => rule && isTied(rule, meetingRules(tried), starts, world, left))
  const undecided = left.left < 0
  const [first, ...others] = outcomes.map(({ access }) => access)
  const access = first && !undecided && others.every(other => other === first) ? first : "Unknown"
  return { access, outcomes, rows: judged.map(({ row }) => row), tiedPriority, undecided }
}

/** A rule on its way to be judged: what its parts say by themselves. */
interface TriedRule<R extends SecurityRule> {
  readonly fielded: FieldedRule<R>
  readonly row: RuleMatch<R>
  readonly meets: boolean
  readonly takesAll: boolean
}

function meetingRules<R extends SecurityRule>(tried: readonly TriedRule<R>[]): FieldedRule<R>[] {
  return tried.filter(({ meets }) => meets).map(({ fielded }) => fielded)
}

/** The rules up to the first that surely takes all of the flow, and those of its priority. */
function triedRules<R extends SecurityRule>(
  rules: readonly R[],
  starts: readonly TrafficCase[],
  world: World,
): TriedRule<R>[] {
  const tried: TriedRule<R>[] = []
  let last = Number.POSITIVE_INFINITY
  for (const [index, rule] of rules.entries()) {
    if (!isUnknown(rule.priority) && rule.priority > last) break
    const fielded = fieldsOf(rule, `rule ${index}`, world.line)
    const truths = forParts(part => truthInAll(starts, fielded.fields[part], part, world))
    const takesAll = parts.every(part => truths[part] === true)
    const meets = parts.every(part => truths[part] !== false)
    const { direction: _, presence: __, ...row } = truths
    const open = parts.filter(part => truths[part] !== true)
    tried.push({ fielded: { ...fielded, open }, row: { rule, ...row }, meets, takesAll })
    if (takesAll && !isUnknown(rule.priority)) last = rule.priority
  }
  return tried
}

/** Whether another rule of the same priority would decide some of the rule's packets if it came first. */
function isTied<R extends SecurityRule>(
  rule: R,
  meeting: readonly FieldedRule<R>[],
  starts: readonly TrafficCase[],
  world: World,
  left: Budget,
): boolean {
  const place = meeting.findIndex(other => other.rule === rule)
  const decider = meeting[place]!
  const equals = meeting.slice(place + 1).filter(other => other.rule.priority === rule.priority)
  const earlier = meeting.slice(0, place)
  return equals.some(equal => firstOf(starts, start => casesOf(start, [decider, equal], earlier, world, left)))
}

function truthInAll(starts: readonly TrafficCase[], field: Field, part: Part, { names }: World): Truth {
  let all: Truth | undefined
  for (const start of starts) {
    const truth = truthOn(start[part], field, names[part])
    if (all !== undefined && truth !== all) return null
    all = truth
  }
  return all ?? null
}

function firstOf(
  starts: readonly TrafficCase[],
  search: (start: TrafficCase) => Iterable<TrafficCase>,
): { start: TrafficCase; one: TrafficCase } | undefined {
  for (const start of starts) for (const one of search(start)) return { start, one }
  return undefined
}
