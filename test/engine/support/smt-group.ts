import type { AddressFacts } from "../../../server/src/engine/address-facts.ts"
import type { Direction, SecurityRule } from "../../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../../server/src/values/address.ts"
import type { PortTerm } from "../../../server/src/values/port.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import { dependsOn } from "./standing.ts"

/**
 * Rules in SMT-LIB: one packet, of either family, as bit vectors; a named set as a truth of each end, which the facts
 * bind and nothing else; a portless packet with its two readings more. Nothing is shared with the engine but the types.
 */
export function declarePacket(rules: readonly SecurityRule[], facts: AddressFacts): string {
  const keys = namesIn(rules, facts)
  return [
    "(declare-const inbound Bool)",
    "(declare-const six Bool)",
    "(declare-const protocol (_ BitVec 3))",
    "(assert (bvult protocol #b101))",
    ...["source", "destination"].flatMap(side => [
      `(declare-const ${side}4 (_ BitVec 32))`,
      `(declare-const ${side}6 (_ BitVec 128))`,
      `(declare-const ${side}Apart Bool)`,
      `(declare-const ${side}Port (_ BitVec 16))`,
      ...["None", "All"].map(reading => `(declare-const ${side}${reading} Bool)`),
      `(assert (=> (bvult protocol #b010) (not (or ${side}None ${side}All))))`,
      `(assert (not (and ${side}None ${side}All)))`,
      ...keys.map(key => `(declare-const ${name(side, key)} Bool)`),
      ...keys.flatMap(key => factsOf(side, key, keys, facts)),
    ]),
  ].join("\n")
}

function namesIn(rules: readonly SecurityRule[], facts: AddressFacts): string[] {
  const terms = rules.flatMap(rule => [...rule.source, ...rule.destination])
  const keys = new Set(terms.filter(term => term.kind !== "any" && term.kind !== "prefix").map(({ key }) => key))
  for (const key of keys) {
    for (const other of [...(facts.about(key)?.inside ?? []), ...(facts.about(key)?.disjoint ?? [])]) keys.add(other)
  }
  return [...keys]
}

function factsOf(side: string, key: string, keys: readonly string[], facts: AddressFacts): string[] {
  const it = name(side, key)
  const about = facts.about(key)
  if (about?.apart) {
    const others = keys.filter(other => other !== key).map(other => name(side, other))
    return [`(assert (=> ${it} ${side}Apart))`, `(assert (=> ${it} (not ${either(others)})))`]
  }
  return [
    // Of what stands apart only its own name holds anything.
    `(assert (=> ${it} (not ${side}Apart)))`,
    ...(about?.inside ?? []).map(other => `(assert (=> ${it} ${name(side, other)}))`),
    ...(about?.disjoint ?? []).map(other => `(assert (not (and ${it} ${name(side, other)})))`),
    ...(about?.possible ? [`(assert (=> ${it} ${either(about.possible.map(one => isIn(side, one)))}))`] : []),
    ...(about?.sure ? [`(assert (=> ${either(about.sure.map(one => isIn(side, one)))} ${it}))`] : []),
  ]
}

/** Whether the rule takes the packet. */
export function takes({ direction, protocol, ...rule }: SecurityRule): string {
  const protocols = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]
  const isOf = isUnknown(protocol) || protocol === "*" ? "true" : `(= protocol ${bits(protocols.indexOf(protocol), 3)})`
  return `(and ${(direction as Direction) === "Inbound" ? "inbound" : "(not inbound)"} ${isOf} ${[
    either(rule.source.map(term => isAt("source", term))),
    either(rule.destination.map(term => isAt("destination", term))),
    isOn("source", rule.sourcePorts),
    isOn("destination", rule.destinationPorts),
  ].join(" ")})`
}

function isAt(side: string, term: AddressTerm): string {
  if (term.kind === "any") return `(not ${side}Apart)`
  return term.kind === "prefix" ? isIn(side, term) : name(side, term.key)
}

function isIn(side: string, { family, first, length }: AddressPrefix): string {
  const width = family === 4 ? 32 : 128
  const isOfFamily = family === 4 ? "(not six)" : "six"
  const top = BigInt(first) >> BigInt(width - length)
  const isSame =
    length === 0 ? "true" : `(= ((_ extract ${width - 1} ${width - length}) ${side}${family}) ${bits(top, length)})`
  return `(and (not ${side}Apart) ${isOfFamily} ${isSame})`
}

function isOn(side: string, terms: readonly PortTerm[]): string {
  const ranges = terms.flatMap(term => ("first" in term ? [term] : []))
  if (holdsAll(ranges)) return "true"
  const within = ranges.map(
    ({ first, last }) => `(and (bvule ${bits(first, 16)} ${side}Port) (bvule ${side}Port ${bits(last, 16)}))`,
  )
  return `(or ${side}All (and (not ${side}None) ${either(within)}))`
}

function holdsAll(ranges: readonly { first: number; last: number }[]): boolean {
  let next = 0
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first))
    if (first <= next) next = Math.max(next, last + 1)
  return next === 65536
}

/** The access of the first of these rules, in the order given, that takes the packet: true for Allow; false for none. */
export function allows(rules: readonly SecurityRule[], taken: (rule: SecurityRule) => string): string {
  return rules.toReversed().reduce((rest, rule) => `(ite ${taken(rule)} ${rule.access === "Allow"} ${rest})`, "false")
}

export function either(parts: readonly string[]): string {
  return parts.length === 0 ? "false" : `(or ${parts.join(" ")})`
}

function name(side: string, key: string): string {
  return `|${side} ${key}|`
}

function bits(value: number | bigint, width: number): string {
  return `#b${value.toString(2).padStart(width, "0")}`
}

/** A truth for each condition, and for each rule that is there or not whatever else is so. */
export function declarePresence(rules: readonly SecurityRule[]): string[] {
  return [...new Set(rules.flatMap(rule => dependsOn(rule)))].map(one => `(declare-const |${one}| Bool)`)
}

/** Whether the rule is there. */
export function isThere(rule: SecurityRule): string {
  const asked = rule.possiblyAbsent ? (rule.conditions ?? []) : []
  if (asked.length === 0) return dependsOn(rule).length === 0 ? "true" : `|${rule.name}|`
  return `(and ${asked.map(({ identity, holds }) => (holds ? `|${identity}|` : `(not |${identity}|)`)).join(" ")})`
}
