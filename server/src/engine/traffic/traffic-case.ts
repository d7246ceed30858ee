import type { MatchingRule } from "../security-rule.ts"
import type { AddressNumbering } from "./address-numbering.ts"
import type { AddressSpace } from "./address-space.ts"
import { isEqual } from "./interval-set.ts"
import type { NameFacts } from "./name-facts.ts"
import type { Part } from "./parts.ts"
import { hits, miss, type Region, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"

/**
 * Packets under consideration, and what is taken to be so for them: a box over the seven parts. Each of its packets can
 * be real, with all that is taken to be so at once, but for the one case that `isPossible` excludes.
 */
export type TrafficCase = Readonly<Record<Part, Region>>

/** The case with another region in one part. */
export function withRegion(one: TrafficCase, part: Part, region: Region): TrafficCase {
  const { direction, presence, protocol, source, sourcePort, destination, destinationPort } = one
  const changed: Record<Part, Region> = {
    ...{ direction, presence, protocol, source, sourcePort, destination, destinationPort },
  }
  changed[part] = region
  return changed
}

/** How much work may still be done, in rules looked at: counted down, and below zero where answers are incomplete. */
export interface Budget {
  left: number
}

/**
 * Yields the packets of `start` that all of `taking` hold and none of `missing`, as cases that share no packet. They are
 * incomplete where the budget ends below zero.
 *
 * A packet is missed by a rule where one of the rule's fields does not hold it. A rule that no longer meets the case is
 * dropped; one that holds all of it ends the search; one that only a single part can keep away cuts that part at once.
 * When only rules with a choice are left, the one with the fewest choices is split: missed in the first part, or held in
 * the first and missed in the second, and so on. Finding one packet is exponential in the number of rules at worst (it is
 * set cover); rules as people write them hardly ever leave a choice.
 */
export function* casesOf<R extends MatchingRule>(
  start: TrafficCase,
  taking: readonly FieldedRule<R>[],
  missing: readonly FieldedRule<R>[],
  space: AddressSpace,
  budget: Budget,
): Generator<TrafficCase, undefined> {
  const [next, ...others] = taking
  if (!next) return yield* missedCases(start, missing, space, budget)
  for (const held of heldCases(start, next, space, budget)) yield* casesOf(held, others, missing, space, budget)
}

/** The packets that the rule takes; incomplete where the budget ends below zero, as names on both sides make many cases. */
export function* heldCases(
  start: TrafficCase,
  rule: FieldedRule<MatchingRule>,
  space: AddressSpace,
  budget: Budget,
  place = 0,
): Generator<TrafficCase, undefined> {
  const part = rule.open[place]
  if (part === undefined) return yield start
  for (const region of hits(start[part], rule.fields[part], space.names[part])) {
    if (--budget.left < 0) return
    yield* heldCases(withRegion(start, part, region), rule, space, budget, place + 1)
  }
}

function* missedCases<R extends MatchingRule>(
  start: TrafficCase,
  missing: readonly FieldedRule<R>[],
  space: AddressSpace,
  budget: Budget,
): Generator<TrafficCase, undefined> {
  const cut = cutForced(start, missing, space, budget)
  if (!cut) return
  const [choice, ...others] = cut.open
  if (!choice) {
    if (isPossible(cut.left, space)) yield cut.left
    return
  }
  const rest = others.map(other => other.fielded)
  let held = [cut.left]
  for (const part of choice.missable) {
    const field = choice.fielded.fields[part]
    for (const one of held) {
      const region = miss(one[part], field, space.names[part])
      if (region) yield* missedCases(withRegion(one, part, region), rest, space, budget)
    }
    const within: TrafficCase[] = []
    for (const one of held) {
      for (const region of hits(one[part], field, space.names[part])) {
        if (--budget.left < 0) return
        within.push(withRegion(one, part, region))
      }
    }
    held = within
  }
}

/** A rule that may take packets of the case, and the parts in which it may miss them. */
interface OpenRule<R extends MatchingRule> {
  readonly fielded: FieldedRule<R>
  readonly missable: readonly Part[]
}

/** The case less what has to go, and the rules that leave a choice, fewest first; undefined where nothing is left. */
function cutForced<R extends MatchingRule>(
  start: TrafficCase,
  missing: readonly FieldedRule<R>[],
  space: AddressSpace,
  budget: Budget,
): { left: TrafficCase; open: OpenRule<R>[] } | undefined {
  let left = start
  let open = missing.map((fielded): OpenRule<R> => ({ fielded, missable: fielded.open }))
  for (let isCut = true; isCut; ) {
    isCut = false
    budget.left -= open.length + 1
    if (budget.left < 0) return undefined
    const next: OpenRule<R>[] = []
    for (const { fielded, missable: before } of open) {
      const missable = missableParts(left, fielded, before, space)
      if (!missable) continue
      const [part, another] = missable
      if (!part) return undefined
      if (another) {
        next.push({ fielded, missable })
        continue
      }
      const region = miss(left[part], fielded.fields[part], space.names[part])
      if (!region) return undefined
      left = withRegion(left, part, region)
      isCut = true
    }
    open = next
  }
  return { left, open: open.toSorted((a, b) => a.missable.length - b.missable.length) }
}

/** The parts, of those given, in which the rule may miss packets of the case; undefined where it misses all of them. */
function missableParts(
  one: TrafficCase,
  { fields }: FieldedRule<MatchingRule>,
  of: readonly Part[],
  space: AddressSpace,
): Part[] | undefined {
  const missable: Part[] = []
  for (const part of of) {
    const truth = truthOn(one[part], fields[part], space.names[part])
    if (truth === false) return undefined
    if (truth === null) missable.push(part)
  }
  return missable
}

/**
 * Says no where both ends are one and the same address (or port) and what is assumed of the one contradicts what is assumed
 * of the other. Ends that may differ never contradict each other.
 */
function isPossible(
  { source, destination, sourcePort, destinationPort }: TrafficCase,
  { numbering, names }: AddressSpace,
): boolean {
  return (
    (!isOneAddress(source, destination, numbering) || canBeBoth(source, destination, names.source)) &&
    (!isOnePoint(sourcePort, destinationPort) || canBeBoth(sourcePort, destinationPort, names.sourcePort))
  )
}

function isOneAddress(a: Region, b: Region, numbering: AddressNumbering): boolean {
  if (!isEqual(a.points, b.points) || a.points.length !== 2) return false
  return numbering.isOneAddress([a.points[0]!, a.points[1]!])
}

function isOnePoint(a: Region, b: Region): boolean {
  return isEqual(a.points, b.points) && a.points.length === 2 && a.points[0]! + 1 === a.points[1]
}

/** Whether one point can be in both regions at once, as far as names go. */
function canBeBoth(a: Region, b: Region, names: NameFacts): boolean {
  return names.canBe([...a.inside, ...b.inside], [...a.outside, ...b.outside])
}
