import type { AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import { remember } from "../../values/remember.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { Direction, MatchingRule, Protocol } from "../security-rule.ts"
import { covers, type IntervalSet, intervalSet } from "../traffic/interval-set.ts"
import { inOrder } from "../traffic/ordered-rules.ts"
import { allPorts, portSet } from "../traffic/port-set.ts"

/** The rules of a direction in the order in which they are tried, read once for whatever network they are asked about in. */
export interface ScannedRules<R> {
  readonly rules: readonly ScannedRule<R>[]
  /** The keys of the sets that their sides name. */
  readonly names: readonly string[]
}

export interface ScannedRule<R> {
  readonly rule: R
  /** Whether it is surely there, in this direction and at its place among the others. */
  readonly isSettled: boolean
  /** Undefined where it cannot be known. */
  readonly protocol: Protocol | "*" | undefined
  readonly source: ScannedSide
  readonly sourcePorts: ScannedPorts
  readonly destination: ScannedSide
  readonly destinationPorts: ScannedPorts
}

export interface ScannedSide {
  readonly isAny: boolean
  /** The IPv4 addresses of its prefixes. */
  readonly addresses: IntervalSet
  /** Places in the list of names. */
  readonly names: readonly number[]
}

export interface ScannedPorts {
  readonly areAll: boolean
  readonly ports: IntervalSet
  /** Whether there may be others. */
  readonly isOpen: boolean
}

export function scannedRules<R extends MatchingRule>(rules: readonly R[], direction: Direction): ScannedRules<R> {
  const places = new Map<string, number>()
  const placeOf = (key: string) => remember(places, key, () => places.size)
  const meant = inOrder(rules).filter(rule => isUnknown(rule.direction) || rule.direction === direction)
  return {
    rules: meant.map(rule => ({
      rule,
      isSettled: !isUnknown(rule.direction) && !rule.possiblyAbsent && !isUnknown(rule.priority),
      protocol: isUnknown(rule.protocol) ? undefined : rule.protocol,
      source: scannedSide(rule.source, placeOf),
      sourcePorts: scannedPorts(rule.sourcePorts),
      destination: scannedSide(rule.destination, placeOf),
      destinationPorts: scannedPorts(rule.destinationPorts),
    })),
    names: [...places.keys()],
  }
}

function scannedSide(terms: readonly AddressTerm[], placeOf: (key: string) => number): ScannedSide {
  const prefixes = terms.flatMap(term => (term.kind === "prefix" && term.family === 4 ? [term] : []))
  return {
    isAny: terms.some(({ kind }) => kind === "any"),
    addresses: intervalSet(prefixes.map(({ first, last }) => [first, last + 1])),
    names: terms.flatMap(({ kind, key }) => (kind === "any" || kind === "prefix" ? [] : [placeOf(key)])),
  }
}

function scannedPorts(terms: readonly PortTerm[]): ScannedPorts {
  const ports = portSet(terms)
  return { areAll: covers(ports, allPorts), ports, isOpen: terms.some(term => "unknown" in term) }
}
