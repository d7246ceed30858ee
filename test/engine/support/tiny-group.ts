import type { AddressFacts, SetFacts } from "../../../server/src/engine/address-facts.ts"
import type { Access, Condition, Direction, Protocol, SecurityRule } from "../../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../../server/src/values/address.ts"
import { parseAddress } from "../../../server/src/values/parse-address.ts"
import type { PortTerm } from "../../../server/src/values/port.ts"
import { isUnknown, type Unknown } from "../../../server/src/values/unknown.ts"
import type { Random } from "./random.ts"

/** A group over a universe so small that every packet and every case can be tried. */
export interface TinyGroup {
  readonly rules: readonly TinyRule[]
  readonly facts: AddressFacts
  /** The sets known by name only. */
  readonly names: readonly AddressTerm[]
}
export type TinyRule = SecurityRule

/** How much of a group cannot be known; 0 for nothing. */
export interface TinyShape {
  readonly rules: number
  /** Service tags, ASGs and unknown addresses. */
  readonly names: number
  /** Chance of an unknown value in each other field. */
  readonly unknown: number
  /** Chance of a rule under a condition. */
  readonly absent: number
  /** How many conditions there are for these to share; without any a rule is there or not by itself. */
  readonly conditions?: number
  /** How many priorities there are to share; fewer than rules for ties. */
  readonly priorities: number
}

/** Each address stands for all addresses that these prefixes cannot tell from it. */
export const addresses: readonly string[] = [
  "0.0.0.0",
  "0.0.0.1",
  "0.0.0.2",
  "0.0.0.3",
  "0.0.0.4",
  "0.0.0.8",
  "::",
  "::1",
  "::2",
]
const prefixes = [
  ["0.0.0.0/32", "0.0.0.1/32", "0.0.0.2/32", "0.0.0.3/32", "0.0.0.0/31", "0.0.0.2/31", "0.0.0.0/30", "0.0.0.4/30"],
  ["0.0.0.0/29", "0.0.0.0/0", "::/128", "::1/128", "::/127", "::/0"],
]
  .flat()
  .map(prefixOf)
const addressValues = new Map(addresses.map(address => [address, prefixOf(address)]))
/** Each port stands for those up to the next. */
export const ports = [0, 1, 2, 3] as const
const portRanges = [
  [0, 0],
  [1, 1],
  [2, 2],
  [0, 1],
  [1, 2],
  [0, 2],
  [1, 65535],
  [2, 65535],
  [3, 65535],
].map(([first, last]): PortTerm => ({ first: first!, last: last! }))
const everyPort: PortTerm = { first: 0, last: 65535 }

export function tinyGroup(random: Random, shape: TinyShape): TinyGroup {
  const { facts, names } = tinyNames(random, shape.names)
  const rules = Array.from({ length: shape.rules }, (_, index) => tinyRule(random, shape, names, index))
  const keys = new Set(rules.flatMap(rule => [...rule.source, ...rule.destination]).map(({ key }) => key))
  const used = names.filter(({ key }) => keys.has(key)).map(({ key }) => key)
  return { rules, facts: factsAmong(facts, used), names: names.filter(({ key }) => keys.has(key)) }
}

/** The facts as far as they speak of these names: of what stands in no rule an analysis is not told. */
function factsAmong(facts: AddressFacts, keys: readonly string[]): AddressFacts {
  const among = (some: readonly string[] = []) => some.filter(key => keys.includes(key))
  return {
    about: key => {
      const about = facts.about(key)
      return about && { ...about, inside: among(about.inside), disjoint: among(about.disjoint) }
    },
  }
}

export function tinyRule(random: Random, shape: TinyShape, names: readonly AddressTerm[], index: number): TinyRule {
  const maybe = <T>(value: T, identities = 2): T | Unknown =>
    random.chance(shape.unknown) ? unknown(`value ${random.below(identities)}`) : value
  const direction = random.chance(shape.unknown / 2) ? unknown("direction") : randomDirection(random)
  // An analysis of one direction is not told of names in rules that are surely of the other: all are in inbound rules.
  const named = direction === "Inbound" ? names : []
  return {
    name: `r${index}`,
    priority: random.chance(shape.unknown / 2) ? unknown(`priority ${index}`) : 100 + random.below(shape.priorities),
    direction,
    access: maybe<Access>(random.chance(0.5) ? "Allow" : "Deny"),
    protocol: maybe<Protocol | "*">(random.chance(0.5) ? "*" : random.pick(["Tcp", "Tcp", "Udp", "Icmp", "Esp"])),
    source: tinyAddresses(random, named),
    sourcePorts: random.chance(0.7) ? [everyPort] : tinyPorts(random, shape),
    destination: tinyAddresses(random, named),
    destinationPorts: random.chance(0.3) ? [everyPort] : tinyPorts(random, shape),
    ...tinyPresence(random, shape),
  }
}

/** Two conditions are asked to hold, one to hold or not: so a case split over several shows nothing that one alone does not. */
function tinyPresence(
  random: Random,
  { absent, conditions }: TinyShape,
): Pick<TinyRule, "possiblyAbsent" | "conditions"> {
  const possiblyAbsent = random.chance(absent)
  if (!possiblyAbsent || !conditions || random.chance(0.15)) return { possiblyAbsent }
  const identity = () => `condition ${random.below(conditions)}`
  if (random.chance(0.3)) return { possiblyAbsent, conditions: [identity(), identity()].map(asked) }
  return { possiblyAbsent, conditions: [{ identity: identity(), holds: random.chance(0.6) }] }
}

function asked(identity: string): Condition {
  return { identity, holds: true }
}

/** The rule at another priority, where it has one. */
export function moved(random: Random, rule: TinyRule, { priorities }: TinyShape): TinyRule {
  return isUnknown(rule.priority) ? rule : { ...rule, priority: 100 + random.below(priorities) }
}

function randomDirection(random: Random): Direction {
  return random.chance(0.85) ? "Inbound" : "Outbound"
}

function tinyAddresses(random: Random, names: readonly AddressTerm[]): AddressTerm[] {
  if (random.chance(0.25)) return [{ kind: "any", key: "*" }]
  const pool = [...prefixes, ...names, ...names, ...names]
  return Array.from({ length: 1 + random.below(3) }, () => random.pick(pool))
}

function tinyPorts(random: Random, shape: TinyShape): PortTerm[] {
  if (random.chance(shape.unknown)) return [{ unknown: unknown(`ports ${random.below(2)}`) }]
  return Array.from({ length: 1 + random.below(2) }, () => random.pick(portRanges))
}

/** Names with true contents that are then forgotten; the facts say a part of what is true of these. */
function tinyNames(random: Random, count: number): Pick<TinyGroup, "facts" | "names"> {
  const names = Array.from({ length: count }, (_, index) => tinyName(random, index))
  // Never empty: facts that leave a set no address are no facts about a set anyone has.
  const contents = new Map(names.map(({ key }) => [key, someOf(random, addresses)]))
  const apart = new Set(names.filter(({ kind }) => kind === "tag" && random.chance(0.1)).map(({ key }) => key))
  const ordinary = names.map(({ key }) => key).filter(key => !apart.has(key))
  const holds = (key: string, other: string) => contents.get(other)!.every(one => contents.get(key)!.includes(one))
  const inside = closed(ordinary, (key, other) => key !== other && holds(other, key) && random.chance(0.6))
  const disjoint = ordinary.flatMap((key, index) =>
    ordinary
      .slice(index + 1)
      .filter(other => apartFrom(contents, key, other) && random.chance(0.6))
      .map(other => [key, other]),
  )
  const facts = new Map<string, SetFacts>([...apart].map(key => [key, { apart: true }]))
  for (const key of ordinary) {
    const has = contents.get(key)!
    const sure = prefixes.filter(prefix => members(prefix).every(one => has.includes(one)) && random.chance(0.5))
    facts.set(key, {
      inside: inside.get(key)!,
      disjoint: disjoint.filter(pair => pair.includes(key)).map(([one, other]) => (one === key ? other! : one!)),
      ...(random.chance(0.4) && { possible: enclosing(random, has) }),
      ...(random.chance(0.4) && { sure }),
    })
  }
  return { names, facts: { about: key => facts.get(key) } }
}

function someOf(random: Random, items: readonly string[]): string[] {
  const some = items.filter(() => random.chance(0.4))
  return some.length > 0 ? some : [random.pick(items)]
}

/** What each key reaches by any number of the given steps. */
function closed(keys: readonly string[], isStep: (key: string, other: string) => boolean): Map<string, string[]> {
  const reached = new Map(keys.map(key => [key, new Set(keys.filter(other => isStep(key, other)))]))
  for (const through of keys) {
    for (const [key, others] of reached) {
      if (others.has(through)) for (const other of reached.get(through)!) if (other !== key) others.add(other)
    }
  }
  return new Map([...reached].map(([key, others]) => [key, [...others]]))
}

function apartFrom(contents: ReadonlyMap<string, readonly string[]>, key: string, other: string): boolean {
  return !contents.get(key)!.some(one => contents.get(other)!.includes(one))
}

/** Prefixes that hold all of these addresses, and more as chance will have it. */
function enclosing(random: Random, has: readonly string[]): AddressPrefix[] {
  const some = prefixes.filter(() => random.chance(0.15))
  const missing = has.filter(one => !some.some(prefix => members(prefix).includes(one)))
  return [...some, ...missing.map(one => prefixes.find(prefix => members(prefix).includes(one))!)]
}

/** The addresses of the universe in a prefix. */
function members(prefix: AddressPrefix): string[] {
  return addresses.filter(address => isMember(prefix, address))
}

/** Whether the address of the universe lies in the prefix. */
export function isMember({ family, first, last }: AddressPrefix, address: string): boolean {
  const one = addressValues.get(address)
  return one?.family === family && first <= one.first && one.first <= last
}

function prefixOf(text: string): AddressPrefix {
  const term = parseAddress(text)
  if (!("kind" in term) || term.kind !== "prefix") throw new Error(text)
  return term
}

function unknown(identity: string): Unknown {
  return { identity, reason: "of the test" }
}

function tinyName(random: Random, index: number): AddressTerm {
  const kind = random.pick(["tag", "group", "unknown"] as const)
  if (kind === "unknown") return { kind, key: `unknown:${index}`, unknown: unknown(`addresses ${index}`) }
  return { kind, key: `${kind}:${index}`, name: `${kind}${index}` }
}
