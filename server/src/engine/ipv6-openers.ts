import { addressAxis } from "./address-axis.ts"
import { examine, type Judge, judgeOf, reachOf } from "./judge.ts"
import { coverOf } from "./minimal-cover.ts"
import { isZero } from "./prefix-order.ts"
import type { SecurityRule } from "./security-rule.ts"
import type { Universe } from "./universe.ts"

/**
 * Microsoft's texts call `0.0.0.0/0` the same as `*`, and no test is published. So of a rule that only IPv6 packets reach it
 * is worth knowing whether it would be dead if that were so: then these earlier rules with `0.0.0.0/0` leave it open.
 */
export function ipv6OpenersOf(judge: Judge, wider: () => Judge, rule: number, reached: Universe): number[] {
  if (reached.family === 4) return []
  const openers = (index: number) => hasZero(judge.sequence.rules[index]!)
  if (!judge.sequence.rules.slice(0, judge.sequence.earlierEnd[rule]!).some(hasZero)) return []
  const widened = wider()
  examine(widened, rule)
  const reach = reachOf(widened, rule)
  return reach.reach === "dead" ? coverOf(widened, rule, reach.holder).filter(openers) : []
}

function hasZero(rule: SecurityRule): boolean {
  return rule.source.some(isZero) || rule.destination.some(isZero)
}

/** The same questions where `0.0.0.0/0` means what `*` does. */
export function judgeWithZeroAsAny(judge: Judge): Judge {
  const { sequence, universes } = judge
  const six = universes.filter(universe => universe.family === 6)
  const [first] = six
  if (!first) return judge
  const rules = sequence.rules.length
  const { source, destination } = first
  const from = addressAxis({ lists: source.lists, names: source.names, rules }, 6, sequence.words, true)
  const to = addressAxis({ lists: destination.lists, names: destination.names, rules }, 6, sequence.words, true)
  const widened = six.map((universe): Universe => {
    const { protocol, sourcePort, destinationPort } = universe
    return { ...universe, source: from, destination: to, axes: [protocol, sourcePort, destinationPort, from, to] }
  })
  const four = universes.filter(universe => universe.family === 4)
  return judgeOf(sequence, [...four, ...widened], judge.search, judge.budget)
}
