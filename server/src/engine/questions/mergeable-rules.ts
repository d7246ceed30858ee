import type { AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { DirectionAnalysis } from "../proof/direction-analysis.ts"
import { examine, partnersInto } from "../proof/judge.ts"
import { judgesInAnyReading } from "../proof/rule-finding.ts"
import type { SecurityRule } from "../security-rule.ts"
import { bitsBefore } from "../tables/bit-row.ts"
import { tieEnd } from "../tables/rule-sequence.ts"
import { isEqual } from "../traffic/interval-set.ts"
import { portlessPoints, portSet } from "../traffic/port-set.ts"
import type { RuleAnalysis } from "./analyse-rules.ts"

/** Two rules that one could stand for, with the union of their lists in `field`. */
export interface MergeableRules<R extends SecurityRule> {
  readonly first: R
  readonly second: R
  readonly field: MergedField
  /** The place the one rule has to take: in between, some rule of another access shares a packet with the other of the two. */
  readonly keep: "first" | "second"
}

export type MergedField = "source" | "destination" | "sourcePorts" | "destinationPorts"

const mergedFields: readonly MergedField[] = ["source", "destination", "sourcePorts", "destinationPorts"]

/**
 * Finds pairs of rules of one access that differ in one list only, whose union is again one list, and between which no rule
 * of another or unknown access shares a packet with the one that has to move. Each rule is paired with the next such one only.
 */
export function mergeableRules<R extends SecurityRule>({ directions }: RuleAnalysis<R>): MergeableRules<R>[] {
  return directions.flatMap(mergeableIn)
}

function mergeableIn<R extends SecurityRule>(direction: DirectionAnalysis<R>): MergeableRules<R>[] {
  const { sequence, findings } = direction
  const found: MergeableRules<R>[] = []
  for (const field of mergedFields) {
    const last = new Map<string, number>()
    for (let r = 0; r < sequence.placed; r++) {
      const rule = sequence.rules[r]!
      if (isUnknown(rule.access) || rule.possiblyAbsent || findings[r]!.reach === "dead") continue
      const key = keyWithout(rule, field)
      const before = last.get(key)
      last.set(key, r)
      if (before === undefined || !canUnite(sequence.rules[before]!, rule, field)) continue
      const keep = placeFor(direction, before, r)
      if (keep) found.push({ first: sequence.rules[before]!, second: rule, field, keep })
    }
  }
  return found
}

function keyWithout(rule: SecurityRule, field: MergedField): string {
  const texts = mergedFields.map(other => {
    if (other === field) return []
    return rule[other].map(term => ("key" in term ? term.key : JSON.stringify(term))).sort()
  })
  return JSON.stringify([rule.access, rule.protocol, ...texts])
}

/**
 * Addresses if both lists are prefixes or both are security groups, as one field takes no mixture. Ports unless particular ones
 * become all, which protocols without ports have too.
 */
function canUnite(a: SecurityRule, b: SecurityRule, field: MergedField): boolean {
  if (field === "sourcePorts" || field === "destinationPorts") {
    const isPorted = a.protocol === "Tcp" || a.protocol === "Udp"
    return isPorted || !holdsAllPorts([...a[field], ...b[field]]) || holdsAllPorts(a[field]) || holdsAllPorts(b[field])
  }
  const isOf = (kind: AddressTerm["kind"]) => [...a[field], ...b[field]].every(term => term.kind === kind)
  return isOf("prefix") || isOf("group")
}

function holdsAllPorts(terms: readonly PortTerm[]): boolean {
  return isEqual(portSet(terms), portlessPoints)
}

function placeFor(
  direction: DirectionAnalysis<SecurityRule>,
  first: number,
  second: number,
): "first" | "second" | undefined {
  if (!isBlocked(direction, second, first, second)) return "first"
  return isBlocked(direction, first, first, second) ? undefined : "second"
}

/** Whether a rule of another access between the two, or of the priority of either, shares a packet with the one that is to move. */
function isBlocked(
  { sequence, bench }: DirectionAnalysis<SecurityRule>,
  moved: number,
  first: number,
  second: number,
): boolean {
  const own = sequence.rules[moved]!.access === "Allow" ? sequence.allows : sequence.denies
  const row = new Int32Array(sequence.words)
  const start = sequence.earlierEnd[first]!
  const end = tieEnd(sequence, second)
  return judgesInAnyReading(bench, moved).some(judge => {
    examine(judge, moved)
    partnersInto(judge, moved, sequence.present, row)
    return row.some((word, w) => {
      const unplaced = ~bitsBefore(sequence.placed, w)
      const between = bitsBefore(end, w) & ~bitsBefore(start, w)
      return (word & ~own[w]! & (between | unplaced)) !== 0
    })
  })
}
