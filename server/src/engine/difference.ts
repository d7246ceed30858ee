import type { AddressTerm } from "../values/address.ts"
import { isUnknown } from "../values/unknown.ts"
import type { AddressFacts } from "./address-facts.ts"
import type { Packet, Truth } from "./flow.ts"
import { everyPacket } from "./flow-case.ts"
import { orderedFields } from "./ordered-rules.ts"
import { packetOf, pinPacket } from "./pinned-packet.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { ruleMeaning } from "./rule-meaning.ts"
import type { SecurityRule } from "./security-rule.ts"
import { type TrafficBox, trafficBoxes } from "./traffic-box.ts"
import { type Budget, casesOf, heldCases, type TrafficCase, type World, worldOf } from "./traffic-case.ts"

/** The traffic that two versions of a list of rules, default rules among them, treat differently. */
export interface Difference<R extends SecurityRule> {
  /** Allowed now, and not before. */
  readonly allowed: readonly TrafficChange<R>[]
  /** Allowed before, and not any more. */
  readonly denied: readonly TrafficChange<R>[]
  /** False where the work was cut off, or where an access that cannot be known may make more of a difference. */
  readonly complete: boolean
}

/** The traffic that one rule decided before and another one does now. */
export interface TrafficChange<R extends SecurityRule> {
  /** Null where no rule of the list matches. */
  readonly before: R | null
  readonly after: R | null
  /** What both rules hold. */
  readonly within: readonly TrafficBox[]
  /** Rules of either list that take some of that first: the change is `within` less what these hold. */
  readonly except: readonly R[]
  /** Exactly the traffic, where that is no more boxes than asked for; else undefined. */
  readonly boxes: readonly TrafficBox[] | undefined
  readonly witness: Packet
}

export interface DifferenceOptions {
  /** How many times a rule may be looked at. */
  readonly budget?: number
  /** How many boxes still read better than "all of this, less these rules". */
  readonly boxes?: number
}

/**
 * For each rule of one version and each of the other that treat traffic differently: is there a packet that exactly these
 * two decide? Where both rules stand in both versions the answer is no without asking: the earlier of the two would
 * decide the packet in either version. So one edit asks about the pairs of the edited rule alone; to compare unrelated lists is
 * quadratic in their rules, each pair at the cost of one search (traffic-case.ts).
 */
export function compareRules<R extends SecurityRule>(
  before: readonly R[],
  after: readonly R[],
  facts: AddressFacts,
  { budget = 5_000_000, boxes = 12 }: DifferenceOptions = {},
): Difference<R> {
  const terms = [...before, ...after].flatMap(rule => [...rule.source, ...rule.destination])
  const world = worldOf(terms, facts)
  const setOf = new Map(terms.map(term => [term.key, term]))
  const left: Budget = { left: budget }
  const changes: { allows: Truth; change: TrafficChange<R> }[] = []
  for (const pair of differingPairs(versionOf(before, world), versionOf(after, world), world, left)) {
    const change = changeOf(pair, boxes, setOf, world, left)
    if (change) changes.push({ allows: pair.allows, change })
  }
  const those = (allows: Truth) => changes.filter(one => one.allows === allows).map(({ change }) => change)
  return { allowed: those(true), denied: those(false), complete: left.left >= 0 && those(null).length === 0 }
}

/** Rules that may decide the same packet before and after. */
interface RulePair<R extends SecurityRule> {
  readonly before: FieldedRule<R> | null
  readonly after: FieldedRule<R> | null
  /** What both hold. */
  readonly within: readonly TrafficCase[]
  /** Rules of either version that come first. */
  readonly earlier: readonly FieldedRule<R>[]
  /** Whether the packet is allowed now and was not before (true), or the other way, or that cannot be known. */
  readonly allows: Truth
}

/** A list in evaluation order, and what each rule means, place by place. */
interface Version<R extends SecurityRule> {
  readonly rules: readonly FieldedRule<R>[]
  readonly meanings: readonly string[]
}

function versionOf<R extends SecurityRule>(list: readonly R[], world: World): Version<R> {
  const rules = orderedFields(list, "", world)
  return { rules, meanings: rules.map(({ rule }) => ruleMeaning(rule)) }
}

function* differingPairs<R extends SecurityRule>(
  before: Version<R>,
  after: Version<R>,
  world: World,
  left: Budget,
): Generator<RulePair<R>> {
  const kept = keptMeanings(before.meanings, after.meanings)
  const starts = everyPacket(world)
  for (const [i, one] of [...before.rules, null].entries()) {
    const held = one ? starts.flatMap(start => heldCases(start, one, world)) : starts
    const isOneKept = one === null || kept.has(before.meanings[i]!)
    for (const [j, other] of [...after.rules, null].entries()) {
      if (--left.left < 0) return
      if (isOneKept && (other === null || kept.has(after.meanings[j]!))) continue
      const allows = difference(one?.rule, other?.rule)
      if (allows === undefined) continue
      const within = other ? held.flatMap(some => heldCases(some, other, world)) : held
      if (within.length === 0) continue
      const tried = new Set(before.meanings.slice(0, i))
      const untried = after.rules.slice(0, j).filter((_, place) => !tried.has(after.meanings[place]!))
      yield { before: one, after: other, within, earlier: [...before.rules.slice(0, i), ...untried], allows }
    }
  }
}

/** Meanings in both versions; none where these do not come in the same order, as only rules of one priority may not. */
function keptMeanings(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const kept = [...new Set(before)].filter(meaning => after.includes(meaning))
  const again = [...new Set(after)].filter(meaning => before.includes(meaning))
  return new Set(kept.every((meaning, place) => meaning === again[place]) ? kept : [])
}

/** Whether what the first decides is allowed by the other only (true) or by the first only (false); undefined for no change. */
function difference(one: SecurityRule | undefined, other: SecurityRule | undefined): Truth | undefined {
  const [was, is] = [one?.access ?? "Deny", other?.access ?? "Deny"]
  if (!isUnknown(was) && !isUnknown(is)) return was === is ? undefined : is === "Allow"
  return isUnknown(was) && isUnknown(is) && was.identity === is.identity ? undefined : null
}

function changeOf<R extends SecurityRule>(
  { before, after, within, earlier }: RulePair<R>,
  boxes: number,
  setOf: ReadonlyMap<string, AddressTerm>,
  world: World,
  left: Budget,
): TrafficChange<R> | undefined {
  const found: TrafficCase[] = []
  for (const one of casesWithin(within, earlier, world, left)) {
    // More cases than boxes may still join to few boxes.
    if (found.push(one) > 4 * boxes) break
  }
  const [witness] = found
  if (!witness) return undefined
  const exact = left.left >= 0 && found.length <= 4 * boxes ? trafficBoxes(found, setOf, world) : []
  const meeting = earlier.filter(rule => within.some(one => heldCases(one, rule, world).length > 0))
  return {
    before: before?.rule ?? null,
    after: after?.rule ?? null,
    within: trafficBoxes(within, setOf, world),
    except: meeting.map(({ rule }) => rule),
    boxes: exact.length > 0 && exact.length <= boxes ? exact : undefined,
    witness: packetOf(pinPacket(witness, world), witness, setOf),
  }
}

function* casesWithin<R extends SecurityRule>(
  within: readonly TrafficCase[],
  missing: readonly FieldedRule<R>[],
  world: World,
  left: Budget,
): Generator<TrafficCase> {
  for (const one of within) yield* casesOf(one, [], missing, world, left)
}
