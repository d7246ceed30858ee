import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../server/src/values/address.ts"
import type { PortTerm } from "../../server/src/values/port.ts"

/**
 * The straightforward check to compare with: a rule is dead if one earlier rule holds each of its fields. It misses every
 * rule that only several others cover, and says nothing of redundancy.
 */
export function deadByPairs(rules: readonly SecurityRule[]): number {
  let dead = 0
  for (let r = 0; r < rules.length; r++) {
    for (let e = 0; e < r; e++) {
      if (!holds(rules[e]!, rules[r]!)) continue
      dead++
      break
    }
  }
  return dead
}

function holds(earlier: SecurityRule, later: SecurityRule): boolean {
  return (
    (earlier.protocol === "*" || earlier.protocol === later.protocol) &&
    later.destinationPorts.every(term => earlier.destinationPorts.some(other => holdsPorts(other, term))) &&
    later.sourcePorts.every(term => earlier.sourcePorts.some(other => holdsPorts(other, term))) &&
    later.destination.every(term => earlier.destination.some(other => holdsAddresses(other, term))) &&
    later.source.every(term => earlier.source.some(other => holdsAddresses(other, term)))
  )
}

function holdsPorts(a: PortTerm, b: PortTerm): boolean {
  return "first" in a && "first" in b && a.first <= b.first && b.last <= a.last
}

function holdsAddresses(a: AddressTerm, b: AddressTerm): boolean {
  if (a.kind === "any" || a.key === b.key) return true
  if (a.kind !== "prefix" || b.kind !== "prefix" || a.family !== b.family) return false
  return a.first <= b.first && b.last <= a.last
}
