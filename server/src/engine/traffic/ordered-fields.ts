import { remember } from "../../values/remember.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { Direction, MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { FieldColumn } from "./field-column.ts"
import { inOrder } from "./ordered-rules.ts"
import { forParts, type Part } from "./parts.ts"
import { type Field, fieldOf } from "./region.ts"
import { type FieldedRule, fieldsOf } from "./rule-fields.ts"

/** The rules that are, or may be, of one direction, in the order in which they are tried, with their fields. */
export interface OrderedFields<R extends MatchingRule> {
  readonly rules: readonly FieldedRule<R>[]
  readonly columns: Readonly<Record<Part, FieldColumn>>
}

export function orderedFields<R extends MatchingRule>(
  rules: readonly R[],
  direction: Direction,
  space: AddressSpace,
): OrderedFields<R> {
  const meant = inOrder(rules).filter(rule => isUnknown(rule.direction) || rule.direction === direction)
  return inColumns(
    meant.map((rule, index) => fieldsOf(rule, `rule ${index}`, space)),
    space,
  )
}

export function inColumns<R extends MatchingRule>(
  rules: readonly FieldedRule<R>[],
  { names }: AddressSpace,
): OrderedFields<R> {
  const columnOf = (part: Part) => {
    const places = new Map<string, number>()
    const known = new Map<Field, number>()
    const distinct: Field[] = []
    const placeOf = (field: Field) =>
      remember(places, `${field.names.join("\n")}\n${field.points.join()}`, () => distinct.push(field) - 1)
    const ofRule = Int32Array.from(rules, ({ fields }) => remember(known, fields[part], () => placeOf(fields[part])))
    return new FieldColumn(distinct, ofRule, names[part])
  }
  return { rules, columns: forParts(columnOf) }
}

/** The same rules in a space in which other facts hold of addresses: all that these have no say in stays what it is. */
export function withFactsOf<R extends MatchingRule>(
  { rules, columns }: OrderedFields<R>,
  { names }: AddressSpace,
): OrderedFields<R> {
  const known = new Map<Field, Field>()
  const renewed = (field: Field) =>
    field.names.length === 0 ? field : remember(known, field, () => fieldOf(field.points, field.names, names.source))
  const columnOf = ({ distinct, ofRule }: FieldColumn) => new FieldColumn(distinct.map(renewed), ofRule, names.source)
  return {
    rules: rules.map(one => {
      const [source, destination] = [renewed(one.fields.source), renewed(one.fields.destination)]
      const isSame = source === one.fields.source && destination === one.fields.destination
      return isSame ? one : { ...one, fields: { ...one.fields, source, destination } }
    }),
    columns: { ...columns, source: columnOf(columns.source), destination: columnOf(columns.destination) },
  }
}
