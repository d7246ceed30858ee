import { remember } from "../../values/remember.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { Direction, MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { inOrder } from "./ordered-rules.ts"
import { forParts, type Part } from "./parts.ts"
import type { Field } from "./region.ts"
import { type FieldedRule, fieldsOf } from "./rule-fields.ts"

/** The rules that are, or may be, of one direction, in the order in which they are tried, with their fields. */
export interface OrderedFields<R extends MatchingRule> {
  readonly rules: readonly FieldedRule<R>[]
  readonly columns: Readonly<Record<Part, FieldColumn>>
}

/** One part of all rules: rules share few distinct fields, and what is asked of a field is asked once. */
export interface FieldColumn {
  readonly distinct: readonly Field[]
  /** Rule → its place in `distinct`. */
  readonly ofRule: Int32Array
}

export function orderedFields<R extends MatchingRule>(
  rules: readonly R[],
  direction: Direction,
  space: AddressSpace,
): OrderedFields<R> {
  const meant = inOrder(rules).filter(rule => isUnknown(rule.direction) || rule.direction === direction)
  return inColumns(meant.map((rule, index) => fieldsOf(rule, `rule ${index}`, space)))
}

export function inColumns<R extends MatchingRule>(rules: readonly FieldedRule<R>[]): OrderedFields<R> {
  return { rules, columns: forParts(part => columnOf(rules.map(({ fields }) => fields[part]))) }
}

function columnOf(fields: readonly Field[]): FieldColumn {
  const places = new Map<string, number>()
  const known = new Map<Field, number>()
  const distinct: Field[] = []
  const placeOf = (field: Field) =>
    remember(places, `${field.names.join("\n")}\n${field.points.join()}`, () => distinct.push(field) - 1)
  const ofRule = Int32Array.from(fields, field => remember(known, field, () => placeOf(field)))
  return { distinct, ofRule }
}
