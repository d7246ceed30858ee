import fc from "fast-check"
import { expect, test } from "vitest"
import type { Packet, PacketEnd } from "../../server/src/engine/flow.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import { facts, group } from "./analyse-groups.ts"
import { priority } from "./analyse-oracle.ts"

/** Every set that holds the end: those it is said to lie in, those the facts put it into, and what these lie inside of. */
function setsOf({ address, of }: PacketEnd, keys: readonly string[]): Set<string> {
  const sure = keys.filter(key => facts.about(key)?.sure?.some(prefix => isIn(prefix, address)))
  const held = [...of.map(term => term.key), ...sure]
  return new Set(held.flatMap(key => [key, ...(facts.about(key)?.inside ?? [])]))
}

function isIn(prefix: AddressPrefix, address: string): boolean {
  const host = parseAddress(address) as AddressTerm
  return (
    host.kind === "prefix" && host.family === prefix.family && prefix.first <= host.first && host.first <= prefix.last
  )
}

function isApart({ of }: PacketEnd): boolean {
  return of.some(term => facts.about(term.key)?.apart)
}

function holdsEnd(terms: readonly AddressTerm[], end: PacketEnd, sets: ReadonlySet<string>): boolean {
  return terms.some(term => {
    if (term.kind === "any") return !isApart(end)
    return term.kind === "prefix" ? !isApart(end) && isIn(term, end.address) : sets.has(term.key)
  })
}

/** Of a packet without ports it is not told which reading of particular ports it stands for: null. */
function holdsPort(ports: SecurityRule["sourcePorts"], port: number | null): boolean | null {
  const known = ports.flatMap(term => ("first" in term ? [term] : []))
  if (port !== null) return known.some(({ first, last }) => first <= port && port <= last)
  return known.some(({ first, last }) => first === 0 && last === 65535) ? true : null
}

function holds(rule: SecurityRule, packet: Packet, keys: readonly string[]): boolean | null {
  const { protocol, source, sourcePort, destination, destinationPort } = packet
  const certain =
    (rule.protocol === "*" || rule.protocol === protocol) &&
    holdsEnd(rule.source, source, setsOf(source, keys)) &&
    holdsEnd(rule.destination, destination, setsOf(destination, keys))
  if (!certain) return false
  const ports = [holdsPort(rule.sourcePorts, sourcePort), holdsPort(rule.destinationPorts, destinationPort)]
  return ports.includes(false) ? false : ports.includes(null) ? null : true
}

function hasUnknownService(rule: SecurityRule): boolean {
  return isUnknown(rule.protocol) || [...rule.sourcePorts, ...rule.destinationPorts].some(term => "unknown" in term)
}

test("the witness of a live rule is a packet that it holds and no earlier rule does", () => {
  let seen = 0
  const check = (rules: readonly SecurityRule[]) => {
    if (rules.some(hasUnknownService)) return
    for (const { rule, reach, witness } of analyseRules(rules, facts).judgements) {
      if (reach !== "live") continue
      const same = rules.filter(other => other.direction === rule.direction)
      const named = same.flatMap(other => [...other.source, ...other.destination]).map(({ key }) => key)
      const takes = (other: SecurityRule) => holds(other, witness!, named)
      const earlier = same.filter(other => priority(other) < priority(rule))
      expect(takes(rule)).not.toBe(false)
      expect(earlier.filter(other => takes(other) === true)).toEqual([])
      seen++
    }
  }
  fc.assert(fc.property(fc.oneof(group(true, true), group(false, true)), check), { numRuns: 1500 })
  expect(seen).toBeGreaterThan(500)
}, 600_000)
