import * as l10n from "@vscode/l10n"
import type { Node } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"
import { singularOf } from "./property-names.ts"
import type { RuleProperty, UnknownKey } from "./reader.ts"
import { type Doubt, disbelieved, type RuleFields } from "./rule-reading.ts"
import { propertyOf, type RuleContext } from "./rule-shape.ts"
import type { RuleSource } from "./rule-source.ts"

/** A rule's fields and what is said of the keys that are none. */
export interface MisspeltFields {
  readonly fields: RuleFields
  readonly unknownKeys: readonly UnknownKey[]
  readonly doubts: Map<RuleProperty, Doubt>
}

/**
 * A rule's fields with those that were probably meant by keys that are none. Their values are not known: Azure does not
 * read them, but nor did anyone mean the dialect's default. So a slip in a name is one fault, with no others behind it.
 * Where the side is written besides, nobody can tell what it was to be.
 */
export function readMisspelt(
  fields: RuleFields,
  unknownKeys: readonly UnknownKey[],
  source: RuleSource,
  context: RuleContext,
): MisspeltFields {
  const doubts = new Map<RuleProperty, Doubt>()
  if (unknownKeys.length === 0) return { fields, unknownKeys, doubts }
  const all: Partial<Record<RuleProperty, Node>> = { ...fields }
  const keys = unknownKeys.map((unknown): UnknownKey => {
    const property = unknown.instead === undefined ? undefined : propertyOf(unknown.instead, context)
    const value = property && source.entries.find(({ keyRange }) => keyRange === unknown.range)?.value
    if (!property || !value) return unknown
    const singular = sideOf(property)
    const { key, range } = unknown
    const node = disbelieved(
      key,
      value,
      `value of ${key} ${localMark(range.start)}`,
      l10n.t`${`"${key}"`} is not a property of a rule`,
    )
    if (Object.keys(all).some(key => isOfSide(key, singular))) {
      if (isSide(singular)) doubts.set(singular, { unknown: node.unknown, range })
      return unknown
    }
    all[property] = node
    return isRequired(singular, source, context) ? { ...unknown, required: true } : unknown
  })
  return { fields: all, unknownKeys: keys, doubts }
}

/** A side is written in its singular field, in its plural, which begins with the same word, or as groups. */
export function isOfSide(key: string, singular: string): boolean {
  return key.startsWith(singular) || key === singular.replace("AddressPrefix", "ApplicationSecurityGroups")
}

/** A side is known by its property for one value. */
export function sideOf(property: RuleProperty): RuleProperty {
  return singularOf(property).replace(/ApplicationSecurityGroups$/, "AddressPrefix") as RuleProperty
}

function isSide(property: RuleProperty): boolean {
  return /(AddressPrefix|PortRange)$/.test(property)
}

function isRequired(property: RuleProperty, { rest, name }: RuleSource, { shape }: RuleContext): boolean {
  if (rest || property === "description") return false
  if (property === "name") return !name && !shape.nameless
  return shape.defaults[property] === undefined
}
