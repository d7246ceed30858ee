import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { covers, emptySet, type IntervalSet, subtract, union } from "./interval-set.ts"
import { forParts, type Part, parts } from "./parts.ts"
import { type Field, type Region, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"

/** The parts of which not one value is asked for, but all of them at once. */
export type FixedParts = readonly Part[]

/** A rule as what it surely takes of the start, whatever is unknown: by points alone, without any name. */
export function surely(
  rule: FieldedRule<MatchingRule>,
  start: TrafficCase,
  fixed: FixedParts,
  { names }: AddressSpace,
): FieldedRule<MatchingRule> {
  return bounded(rule, start, part => {
    const field = rule.fields[part]
    if (fixed.includes(part)) return allWhere(truthOn(start[part], field, names[part]) === true, start[part])
    return field.names.length === 0 ? field : fieldWith(field.sure)
  })
}

/** A rule as what it may take of the start. */
export function possibly(
  rule: FieldedRule<MatchingRule>,
  start: TrafficCase,
  fixed: FixedParts,
  { names }: AddressSpace,
): FieldedRule<MatchingRule> {
  return bounded(rule, start, part => {
    const field = rule.fields[part]
    if (fixed.includes(part)) return allWhere(truthOn(start[part], field, names[part]) !== false, start[part])
    if (field.names.length === 0) return field
    const { possible, lacks } = names[part]
    const held = field.names.map(name => subtract(possible(name) ?? start[part].points, lacks(name)))
    return fieldWith(held.reduce(union, field.sure))
  })
}

function bounded(
  { rule }: FieldedRule<MatchingRule>,
  start: TrafficCase,
  fieldOf: (part: Part) => Field,
): FieldedRule<MatchingRule> {
  const fields = forParts(fieldOf)
  // What is no question for the packets of one course may be one for these.
  return { rule, fields, open: parts.filter(part => !covers(fields[part].points, start[part].points)) }
}

function allWhere(isSo: boolean, { points }: Region): Field {
  return fieldWith(isSo ? points : emptySet)
}

function fieldWith(points: IntervalSet): Field {
  return { points, names: [], sure: points }
}
