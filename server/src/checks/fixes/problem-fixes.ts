import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule, RuleProperty } from "../../readers/reader.ts"
import type { ProblemReason, RuleProblem } from "../../readers/rule-problem.ts"
import type { Fix } from "../fix.ts"
import { leastPriority } from "../free-priority.ts"
import { listFixes, sideOfField } from "./list-fixes.ts"
import { moveTo, placeBelow, placeFirst } from "./placed-priority.ts"

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
  "tool-word": writeInstead,
  "bad-port": writeInstead,
  "loose-form": writeInstead,
  "reversed-range": writeInstead,
  "bad-name": writeInstead,
  "out-of-range": comeWithinBounds,
  "comma-list": splitAtCommas,
  "tag-in-list": takeOutOfList,
  "any-port-in-list": takeOutOfList,
  "list-in-singular": moveToItsField,
  "value-in-plural": moveToItsField,
}

function writeInstead({ problem: { instead, range }, rule }: Faulty): readonly Fix[] {
  if (instead === undefined) return []
  return [
    {
      title: l10n.t`Change to ${instead}`,
      changes: [{ kind: "write", rule, range, value: instead }],
      isPreferred: true,
    },
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
  return [{ title: l10n.t`Split into a list`, changes: [{ kind: "side", rule, side, values }], isPreferred: true }]
}

function takeOutOfList({ problem: { property }, rule, group }: Faulty): readonly Fix[] {
  const values = rule.written.values[property as RuleProperty]
  return Array.isArray(values) ? listFixes(rule, group, property, values.map(String)) : []
}

function moveToItsField({ problem: { property, value = "" }, rule, group }: Faulty): readonly Fix[] {
  return listFixes(
    rule,
    group,
    property,
    value.split(",").map(each => each.trim()),
  )
}
