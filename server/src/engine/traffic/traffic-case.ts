import type { AddressTerm } from "../../values/address.ts"
import type { AddressFacts } from "../address-facts.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressLine } from "./address-line.ts"
import { isEqual } from "./interval-set.ts"
import { addressNames, freeNames, type NameFacts } from "./name-facts.ts"
import { everyPortsPoint } from "./port-set.ts"
import { presenceNames } from "./presence-facts.ts"
import { hits, miss, type Region, truthOn } from "./region.ts"
import { directionPoints, type FieldedRule, forParts, type Part, protocolPoints } from "./rule-fields.ts"
import { wordNames } from "./word-names.ts"

/**
 * Packets under consideration, and what is taken to be so for them: a box over the seven parts. Each of its packets can
 * be real, with all that is taken to be so at once, but for the one case that `isPossible` excludes.
 */
export type TrafficCase = Readonly<Record<Part, Region>>

/** What all rules of a question have in common: their addresses, and what is known of the names in each part. */
export interface World {
  readonly line: AddressLine
  readonly names: Readonly<Record<Part, NameFacts>>
  /** The address terms by their keys. */
  readonly setOf: ReadonlyMap<string, AddressTerm>
}

/** Ports that cannot be known hold what any ports do: portless traffic that all of them hold. */
const portNames: NameFacts = { ...freeNames, sure: () => everyPortsPoint }

/** How much work may still be done, in rules looked at: counted down, and below zero where answers are incomplete. */
export interface Budget {
  left: number
}

/** The world of these rules, and of other address terms. */
export function worldOf(
  rules: readonly MatchingRule[],
  facts: AddressFacts,
  others: readonly AddressTerm[] = [],
): World {
  const setOf = new Map<string, AddressTerm>()
  const lists = rules.flatMap(({ source, destination }) => [source, destination])
  for (const list of new Set([...lists, others])) for (const term of list) setOf.set(term.key, term)
  const [line, names] = addressNames([...setOf.values()], facts)
  return {
    line,
    names: {
      ...forParts(() => freeNames),
      presence: presenceNames,
      direction: wordNames(
        rules.map(rule => rule.direction),
        directionPoints,
      ),
      protocol: wordNames(
        rules.map(rule => rule.protocol),
        protocolPoints,
      ),
      source: names,
      destination: names,
      sourcePort: portNames,
      destinationPort: portNames,
    },
    setOf,
  }
}

/**
 * The packets of `start` that all of `taking` hold and none of `missing`, as cases that share no packet; none where
 * there are no such packets, and incomplete where the budget ends below zero.
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
  world: World,
  budget: Budget,
): Generator<TrafficCase, undefined> {
  const [next, ...others] = taking
  if (!next) return yield* missedCases(start, missing, world, budget)
  for (const held of heldCases(start, next, world, budget)) yield* casesOf(held, others, missing, world, budget)
}

/** The packets that the rule takes; incomplete where the budget ends below zero, as names on both sides make many cases. */
export function* heldCases(
  start: TrafficCase,
  rule: FieldedRule<MatchingRule>,
  world: World,
  budget: Budget,
  place = 0,
): Generator<TrafficCase, undefined> {
  const part = rule.open[place]
  if (part === undefined) return yield start
  for (const region of hits(start[part], rule.fields[part], world.names[part])) {
    if (--budget.left < 0) return
    yield* heldCases({ ...start, [part]: region }, rule, world, budget, place + 1)
  }
}

function* missedCases<R extends MatchingRule>(
  start: TrafficCase,
  missing: readonly FieldedRule<R>[],
  world: World,
  budget: Budget,
): Generator<TrafficCase, undefined> {
  const cut = cutForced(start, missing, world, budget)
  if (!cut) return
  const [choice, ...others] = cut.open
  if (!choice) {
    if (isPossible(cut.left, world)) yield cut.left
    return
  }
  const rest = others.map(other => other.fielded)
  let held = [cut.left]
  for (const part of choice.missable) {
    const field = choice.fielded.fields[part]
    for (const one of held) {
      const region = miss(one[part], field, world.names[part])
      if (region) yield* missedCases({ ...one, [part]: region }, rest, world, budget)
    }
    const within: TrafficCase[] = []
    for (const one of held) {
      for (const region of hits(one[part], field, world.names[part])) {
        if (--budget.left < 0) return
        within.push({ ...one, [part]: region })
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
  world: World,
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
      const missable = missableParts(left, fielded, before, world)
      if (!missable) continue
      const [part, another] = missable
      if (!part) return undefined
      if (another) {
        next.push({ fielded, missable })
        continue
      }
      const region = miss(left[part], fielded.fields[part], world.names[part])
      if (!region) return undefined
      left = { ...left, [part]: region }
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
  world: World,
): Part[] | undefined {
  const missable: Part[] = []
  for (const part of of) {
    const truth = truthOn(one[part], fields[part], world.names[part])
    if (truth === false) return undefined
    if (truth === null) missable.push(part)
  }
  return missable
}

/**
 * False where both ends are one and the same address (or port) and what is taken to be so for the one contradicts what
 * is taken to be so for the other. Ends that may differ are never in each other's way.
 */
function isPossible(
  { source, destination, sourcePort, destinationPort }: TrafficCase,
  { line, names }: World,
): boolean {
  return (
    (!isOneAddress(source, destination, line) || canBeBoth(source, destination, names.source)) &&
    (!isOnePoint(sourcePort, destinationPort) || canBeBoth(sourcePort, destinationPort, names.sourcePort))
  )
}

function isOneAddress(a: Region, b: Region, line: AddressLine): boolean {
  if (!isOnePoint(a, b)) return false
  const [range] = line.rangesOf(a.points)
  return !range || range.first === range.last
}

function isOnePoint(a: Region, b: Region): boolean {
  return isEqual(a.points, b.points) && a.points.length === 2 && a.points[0]! + 1 === a.points[1]
}

/** Whether one point can be in both regions at once, as far as names go. */
function canBeBoth(a: Region, b: Region, names: NameFacts): boolean {
  return names.canBe([...a.inside, ...b.inside], [...a.outside, ...b.outside])
}
