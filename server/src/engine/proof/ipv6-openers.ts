import type { SecurityRule } from "../security-rule.ts"
import { addressAxis } from "../tables/address-axis.ts"
import { packetSpaceOf } from "../tables/packet-space.ts"
import { isZero } from "../tables/prefix-order.ts"
import type { RuleTables } from "../tables/rule-tables.ts"
import { type Judge, judgeOf, reachOf } from "./judge.ts"
import { coverOf } from "./minimal-cover.ts"

/**
 * Microsoft's texts call `0.0.0.0/0` the same as `*`, and no test is published. So where only IPv6 packets reach a rule, it
 * is worth knowing whether the rule would be dead if that were so: then these earlier rules with `0.0.0.0/0` leave it open.
 */
export function ipv6OpenersOf({ sequence }: Judge, widened: Judge, rule: number): number[] {
  const reach = reachOf(widened, rule)
  if (reach.reach !== "dead") return []
  return coverOf(widened, rule, reach).filter(index => hasZero(sequence.rules[index]!))
}

export function hasZero(rule: SecurityRule): boolean {
  return rule.source.some(isZero) || rule.destination.some(isZero)
}

/** The same questions where `0.0.0.0/0` means what `*` does. */
export function judgeWithZeroAsAny(judge: Judge, tables: RuleTables): Judge {
  const { words } = judge.sequence
  const source = addressAxis(tables.source.side, 6, words, true)
  const destination = addressAxis(tables.destination.side, 6, words, true)
  const spaces = judge.spaces.map(space => (space.family === 4 ? space : packetSpaceOf(space, 6, source, destination)))
  return judgeOf(judge.sequence, spaces, judge.search, judge.budget)
}
