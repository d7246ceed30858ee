import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { emptySet, type IntervalSet, subtract, union } from "./interval-set.ts"
import { forParts, type Part, parts } from "./parts.ts"
import { type Field, type Region, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"

/** A rule as what it surely takes and what it may take, whatever is unknown: by points alone, without any name. */
export interface Bounds {
  readonly sure: FieldedRule<MatchingRule>
  readonly possible: FieldedRule<MatchingRule>
}

/** The parts of which not one value is asked for, but all of them at once. */
export type FixedParts = ReadonlySet<Part>

export function boundsIn(
  start: TrafficCase,
  { rule, fields }: FieldedRule<MatchingRule>,
  fixed: FixedParts,
  space: AddressSpace,
): Bounds {
  const bounded = (of: (part: Part) => IntervalSet) => ({
    rule,
    // What is no question for the packets of one course may be one for these.
    open: parts,
    fields: forParts(part => fieldWith(of(part))),
  })
  return {
    sure: bounded(part => {
      const field = fields[part]
      return fixed.has(part) ? allWhere(isTrue(start[part], field, part, space) === true, start[part]) : field.sure
    }),
    possible: bounded(part => {
      const field = fields[part]
      if (fixed.has(part)) return allWhere(isTrue(start[part], field, part, space) !== false, start[part])
      return field.names.map(name => possiblePoints(name, start[part], part, space)).reduce(union, field.sure)
    }),
  }
}

function isTrue(region: Region, field: Field, part: Part, { names }: AddressSpace) {
  return truthOn(region, field, names[part])
}

function allWhere(isSo: boolean, { points }: Region): IntervalSet {
  return isSo ? points : emptySet
}

function possiblePoints(name: string, { points }: Region, part: Part, { names }: AddressSpace): IntervalSet {
  const facts = names[part]
  return subtract(facts.possible(name) ?? points, facts.lacks(name))
}

function fieldWith(points: IntervalSet): Field {
  return { points, names: [], sure: points }
}
