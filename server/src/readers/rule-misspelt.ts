import type { Node } from "../syntax/node.ts"
import type { RuleProperty, UnknownKey } from "./reader.ts"
import { type RuleFields, type RuleSource, scalarText } from "./rule-reading.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"

/**
 * A rule's fields with those that were probably meant by keys that are none. Their values are not known: Azure does not
 * read them, but nor did anyone mean the dialect's default. So a slip in a name is one fault, with no others behind it.
 */
export function readMisspelt(
  fields: RuleFields,
  unknownKeys: readonly UnknownKey[],
  source: RuleSource,
  context: RuleContext,
): { readonly fields: RuleFields; readonly unknownKeys: readonly UnknownKey[] } {
  if (unknownKeys.length === 0) return { fields, unknownKeys }
  const all: Partial<Record<RuleProperty, Node>> = { ...fields }
  const keys = unknownKeys.map((unknown): UnknownKey => {
    const property = unknown.instead === undefined ? undefined : propertyOf(unknown.instead, context)
    const value = property && source.entries.find(({ keyRange }) => keyRange === unknown.range)?.value
    if (!property || !value || Object.keys(all).some(key => isOfSide(key, singularOf(property)))) return unknown
    all[property] = unknownValue(unknown, value)
    return isRequired(singularOf(property), source, context) ? { ...unknown, required: true } : unknown
  })
  return { fields: all, unknownKeys: keys }
}

/** A side is written in its singular field, in its plural, which begins with the same word, or as groups. */
export function isOfSide(key: string, singular: string): boolean {
  return key.startsWith(singular) || key === singular.replace("AddressPrefix", "ApplicationSecurityGroups")
}

export function singularOf(property: RuleProperty): RuleProperty {
  const singular = property.replace(/Prefixes$|ApplicationSecurityGroups$/, match =>
    match === "Prefixes" ? "Prefix" : "AddressPrefix",
  )
  return singular.replace(/Ranges$/, "Range") as RuleProperty
}

function isRequired(property: RuleProperty, { rest, name }: RuleSource, { shape }: RuleContext): boolean {
  if (rest || property === "description") return false
  if (property === "name") return !name && !shape.nameless
  return shape.defaults[property] === undefined
}

function unknownValue({ key, range }: UnknownKey, value: Node): Node {
  const text = scalarText(value)
  const unknown = { identity: `value of ${key} at ${range.start}`, reason: `${key} is no property of a rule` }
  return { kind: "unknown", range: value.range, unknown, ...(text !== undefined && { text }) }
}
