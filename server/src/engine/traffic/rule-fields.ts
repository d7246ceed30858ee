import type { AddressPrefix, AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { RulePart } from "../flow.ts"
import type { Direction, MatchingRule, Protocol } from "../security-rule.ts"
import type { AddressLine } from "./address-line.ts"
import { emptySet, type IntervalSet } from "./interval-set.ts"
import { portSet } from "./port-set.ts"
import { presenceName } from "./presence-facts.ts"
import type { Field } from "./region.ts"

/** What decides whether a rule takes a packet: the five parts of the match, its direction, and whether it is there. */
export type Part = RulePart | "direction" | "presence"

export const parts: readonly Part[] = [
  "direction",
  "presence",
  "protocol",
  "destinationPort",
  "destination",
  "source",
  "sourcePort",
]

/** A value for each part. */
export function forParts<T>(of: (part: Part) => T): Readonly<Record<Part, T>> {
  return {
    direction: of("direction"),
    presence: of("presence"),
    protocol: of("protocol"),
    source: of("source"),
    sourcePort: of("sourcePort"),
    destination: of("destination"),
    destinationPort: of("destinationPort"),
  }
}

/** A rule as points on seven lines: it takes a packet exactly where each of its fields holds the packet's point. */
export interface FieldedRule<R extends MatchingRule> {
  readonly rule: R
  readonly fields: Readonly<Record<Part, Field>>
  /** The parts that may tell packets apart; in the others the rule holds all that are asked about. */
  readonly open: readonly Part[]
}

export const directions: readonly Direction[] = ["Inbound", "Outbound"]
export const protocols: readonly Protocol[] = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]

/** The set that holds just this number. */
export function only(point: number): IntervalSet {
  return [point, point + 1]
}

/** `presence` names what a possibly absent rule without conditions, or one without a known priority, depends on. */
export function fieldsOf<R extends MatchingRule>(rule: R, presence: string, line: AddressLine): FieldedRule<R> {
  const isSettled = !rule.possiblyAbsent && !isUnknown(rule.priority)
  return {
    rule,
    open: parts,
    fields: {
      direction: wordField(rule.direction, directionPoints),
      presence: isSettled ? known(only(0)) : { points: emptySet, names: [presenceName(rule, presence)] },
      protocol: wordField(rule.protocol, protocolPoints),
      source: addressField(rule.source, line),
      sourcePort: portField(rule.sourcePorts),
      destination: addressField(rule.destination, line),
      destinationPort: portField(rule.destinationPorts),
    },
  }
}

function known(points: IntervalSet): Field {
  return { points, names: [] }
}

function wordField(word: Maybe<string>, pointsOf: (word: string) => IntervalSet): Field {
  return isUnknown(word) ? { points: emptySet, names: [word.identity] } : known(pointsOf(word))
}

export function directionPoints(word: string): IntervalSet {
  return only(directions.indexOf(word as Direction))
}

export function protocolPoints(word: string): IntervalSet {
  return word === "*" ? [0, protocols.length] : only(protocols.indexOf(word as Protocol))
}

export function addressField(terms: readonly AddressTerm[], line: AddressLine): Field {
  const prefixes: AddressPrefix[] = []
  const names = new Set<string>()
  for (const term of terms) {
    if (term.kind === "prefix") prefixes.push(term)
    else if (term.kind !== "any") names.add(term.key)
  }
  const isAny = terms.some(({ kind }) => kind === "any")
  return { points: isAny ? line.addresses : line.prefixSet(prefixes), names: [...names] }
}

export function portField(terms: readonly PortTerm[]): Field {
  const names = new Set<string>()
  for (const term of terms) if ("unknown" in term) names.add(term.unknown.identity)
  return { points: portSet(terms), names: [...names] }
}
