import type { AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { AdminRule } from "../traffic-path.ts"
import { presenceName } from "./presence-facts.ts"

/** A text that two rules of one list share only if they do the same to the same traffic, at whatever priority. */
export function ruleMeaning(rule: AdminRule): string {
  return JSON.stringify([
    word(rule.direction),
    word(rule.access),
    word(rule.protocol),
    ...[rule.source, rule.destination].map(terms => terms.map(keyOf).toSorted()),
    ...[rule.sourcePorts, rule.destinationPorts].map(terms => terms.map(port).toSorted()),
    presence(rule),
  ])
}

/** Whether they have the same meaning, spelt in the same way: soon found out where it is not so. */
export function isSameRule(one: AdminRule, other: AdminRule): boolean {
  return (
    one === other ||
    (word(one.direction) === word(other.direction) &&
      word(one.access) === word(other.access) &&
      word(one.protocol) === word(other.protocol) &&
      isSameBy(keyOf, one.source, other.source) &&
      isSameBy(keyOf, one.destination, other.destination) &&
      isSamePorts(one.sourcePorts, other.sourcePorts) &&
      isSamePorts(one.destinationPorts, other.destinationPorts) &&
      presence(one) === presence(other))
  )
}

/** Whether a rule is there that need not be goes by its conditions, else by its name; undefined for one that is. */
function presence(rule: AdminRule): string | undefined {
  const isOpen = rule.possiblyAbsent || isUnknown(rule.priority)
  return isOpen ? presenceName(rule, rule.name.toLowerCase()) : undefined
}

function isSamePorts(one: readonly PortTerm[], other: readonly PortTerm[]): boolean {
  return one.length === other.length && one.every((term, place) => isSamePort(term, other[place]!))
}

function isSamePort(one: PortTerm, other: PortTerm): boolean {
  if ("unknown" in one || "unknown" in other) return port(one) === port(other)
  return one.first === other.first && one.last === other.last
}

function isSameBy<T>(textOf: (item: T) => string, one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, place) => textOf(item) === textOf(other[place]!))
}

function keyOf({ key }: AddressTerm): string {
  return key
}

function word(value: Maybe<string>): string {
  return isUnknown(value) ? `unknown ${value.identity}` : value
}

function port(term: PortTerm): string {
  return "unknown" in term ? `unknown ${term.unknown.identity}` : `${term.first}-${term.last}`
}
