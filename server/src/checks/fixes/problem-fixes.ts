import type { Side } from "../../readers/edit-side.ts"
import { singularOf } from "../../readers/property-names.ts"
import type { LocatedGroup, LocatedRule, RuleProperty } from "../../readers/reader.ts"
import type { ProblemReason, RuleProblem } from "../../readers/rule-problem.ts"
import type { Fix } from "../fix.ts"
import { leastPriority } from "../free-priority.ts"
import { moveTo, placeBelow, placeFirst } from "./placed-priority.ts"
import { singleFields } from "./written-terms.ts"

/**
 * What may be done about a value that Azure refuses: what it says should be written instead is written, a list goes where
 * lists are taken, and a priority out of bounds comes within them.
 */
export function problemFixes(problem: RuleProblem, rule: LocatedRule, group: LocatedGroup): readonly Fix[] {
  return fixesFor[problem.reason]?.({ problem, rule, group }) ?? []
}

interface Faulty {
  readonly problem: RuleProblem
  readonly rule: LocatedRule
  readonly group: LocatedGroup
}

const fixesFor: Readonly<Partial<Record<ProblemReason, (faulty: Faulty) => readonly Fix[]>>> = {
  "bad-address": writeInstead,
  "host-bits": writeInstead,
  "ambiguous-address": writeInstead,
  "any-word": writeInstead,
  "classic-tag": writeInstead,
  "unknown-word": writeInstead,
  "bad-port": writeInstead,
  "reversed-range": writeInstead,
  "bad-name": writeInstead,
  "out-of-range": comeWithinBounds,
  "comma-list": splitAtCommas,
}

function writeInstead({ problem: { instead, range }, rule }: Faulty): readonly Fix[] {
  if (instead === undefined) return []
  return [
    { title: `Change to ${instead}`, changes: [{ kind: "write", rule, range, value: instead }], isPreferred: true },
  ]
}

/** The number's own end of the bounds: below 100 before all rules, above 4096 behind them. */
function comeWithinBounds({ problem: { value }, rule, group }: Faulty): readonly Fix[] {
  const written = Number(value)
  if (!Number.isInteger(written) || typeof rule.direction !== "string") return []
  const known = { ...group, rules: group.rules.filter(each => each !== rule) }
  const placement = written < leastPriority ? placeFirst(known, rule.direction) : placeBelow(known, rule.direction)
  return placement ? [moveTo(rule, placement)] : []
}

function splitAtCommas({ problem: { property, value = "" }, rule }: Faulty): readonly Fix[] {
  const side = sideOfField(property)
  const values = value.split(",").map(each => each.trim())
  if (!side || values.some(each => each === "")) return []
  return [{ title: "Split into a list", changes: [{ kind: "side", rule, side, values }], isPreferred: true }]
}

function sideOfField(property: string): Side | undefined {
  const single = singularOf(property as RuleProperty)
  return (Object.keys(singleFields) as Side[]).find(side => singleFields[side] === single)
}
