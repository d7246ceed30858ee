import { parseAddress } from "../values/parse-address.ts"
import { pluralOf } from "./property-names.ts"
import type { RuleProperty, WrittenRule } from "./reader.ts"

type WrittenValue = NonNullable<WrittenRule["values"][RuleProperty]>

/**
 * What is written, under the property that Azure has it in: where a dialect's one field takes a value or a list, Azure has
 * the list in a field of its own. Ports are texts, however they are written.
 */
export function withPluralFields(written: WrittenRule): WrittenRule {
  const { values, unknown } = written
  if (isPlain(values)) return written
  const moved: Partial<Record<RuleProperty, WrittenValue>> = {}
  const names = new Map<RuleProperty, RuleProperty>()
  for (const [field, written] of Object.entries(values) as [RuleProperty, WrittenValue][]) {
    const value = plainValue(field, written)
    const property = (typeof value === "object" && pluralOf(field)) || field
    names.set(field, property)
    moved[property] = joined(moved[property], value)
  }
  return { values: moved, unknown: [...new Set(unknown.map(field => names.get(field) ?? field))] }
}

function isPlain(values: WrittenRule["values"]): boolean {
  for (const field in values) {
    const value = values[field as RuleProperty]
    if (typeof value !== "string" && (typeof value !== "number" || field !== "priority")) return false
  }
  return true
}

/** A list of nothing but a word, a tag or `*`, is that word: Azure has it in the singular field alone. */
function plainValue(field: RuleProperty, value: WrittenValue): WrittenValue {
  if (typeof value === "number") return field === "priority" ? value : `${value}`
  if (typeof value === "string" || !pluralOf(field)) return value
  const [only, ...others] = value
  return only !== undefined && others.length === 0 && isWord(only, field) ? only : value
}

function isWord(text: string, field: RuleProperty): boolean {
  if (!field.endsWith("AddressPrefix")) return text === "*"
  const address = parseAddress(text)
  return "kind" in address && (address.kind === "any" || address.kind === "tag")
}

/** Effective rules repeat in one field what they have in the other. */
function joined(before: WrittenValue | undefined, value: WrittenValue): WrittenValue {
  return typeof before === "object" && typeof value === "object" ? [...new Set([...before, ...value])] : value
}
