import type { SecurityRule } from "../security-rule.ts"
import { isEmptyRow, setBit } from "../tables/bit-row.ts"
import { hasPackets, narrowToOverlap, type PacketSpace } from "../tables/packet-space.ts"
import type { RuleSequence } from "../tables/rule-sequence.ts"
import type { RuleTables } from "../tables/rule-tables.ts"
import { hasZero } from "./ipv6-openers.ts"
import type { RuleChanges } from "./rule-changes.ts"
import { type Bench, judgeIfPortsMeanNothing, type RuleFinding } from "./rule-finding.ts"

/** What is looked at of an analysis before an edit. */
interface JudgedRules {
  readonly sequence: RuleSequence<SecurityRule>
  readonly bench: Bench
  readonly findings: readonly RuleFinding[]
}

/** The rules that share a packet with an edited one, as it was or as it is. */
export function touchedBy(changes: RuleChanges, previous: JudgedRules, bench: Bench): Int32Array {
  const { words, rules } = bench.judge.sequence
  const touched = new Int32Array(words)
  // What is sure of a set bears on others from the moment a rule names it.
  if (namesDiffer(previous.bench.tables, bench.tables)) return touched.fill(-1)
  const row = new Int32Array(words)
  for (const rule of changes.rules) {
    setBit(touched, 0, rule)
    for (const space of [...allSpaces(previous.bench), ...allSpaces(bench)]) {
      if (!hasPackets(space, rule)) continue
      narrowToOverlap(space, rule, row.fill(-1))
      for (let w = 0; w < words; w++) touched[w]! |= row[w]!
    }
  }
  // What 0.0.0.0/0 would hold if it were `*` is in no row.
  const isOpen = previous.findings.some(({ onlyIpv6 }) => onlyIpv6)
  if (isOpen && (rules.some(hasZero) || previous.sequence.rules.some(hasZero))) {
    previous.findings.forEach((finding, rule) => {
      if (finding.onlyIpv6) setBit(touched, 0, rule)
    })
  }
  return touched
}

/** Whether a rule may share a packet with one of `others`. */
export function meetsAny(bench: Bench, rule: number, others: Int32Array): boolean {
  return allSpaces(bench).some(space => {
    if (!hasPackets(space, rule)) return false
    const row = others.slice()
    narrowToOverlap(space, rule, row)
    return !isEmptyRow(row)
  })
}

function allSpaces(bench: Bench): readonly PacketSpace[] {
  return [...bench.judge.spaces, ...judgeIfPortsMeanNothing(bench).spaces]
}

function namesDiffer({ named: before }: RuleTables, { named: after }: RuleTables): boolean {
  return before.size !== after.size || [...after.keys()].some(key => !before.has(key))
}
