import { type PropertyNames, type RuleProperty, ruleProperties } from "../../readers/reader.ts"
import { propertyIn, type RuleForm } from "../../readers/rule-form.ts"
import { sideOf, writeProperty } from "../../readers/write-rule.ts"
import type { Writable } from "../../syntax/write-value.ts"
import type { CompletionPlace } from "./completion-place.ts"
import { priorityValues } from "./priority-values.ts"
import { hasWords, wordValues } from "./word-values.ts"

/** A key that a rule may still have, and what is written behind it at first. */
export interface KeyCandidate {
  readonly key: string
  readonly value: Writable
  /** What to choose from where `stop` stands in the value. */
  readonly choices: readonly string[]
  readonly property: RuleProperty | undefined
}

/** Stands in a first value where the cursor is to go. */
export const stop = "nsg0stop0here"
/** The same where a number is to be written. */
export const numberStop = 909_090_909

/** The keys of its dialect that a rule does not have yet; of several fields for one side none once one is written. */
export function keyCandidates(place: CompletionPlace, form: RuleForm): readonly KeyCandidate[] {
  if (place.part.kind !== "key") return []
  const { holder, isOuter } = place.part
  const keys = new Set(holder.entries.map(({ key }) => key))
  const isFlat = form.inner === undefined || (isOuter && hasValuesBeside(place))
  const free = inOrder.filter(property => {
    const key = form.names[property]
    const isHere = isFlat || (property === "name") === isOuter
    return key !== undefined && isHere && !keys.has(key) && !isWritten(property, place)
  })
  const found = new Map(free.map(property => [form.names[property], candidateOf(property, place, form)] as const))
  const inner: KeyCandidate[] =
    !isFlat && isOuter && form.inner !== undefined && !keys.has(form.inner)
      ? [{ key: form.inner, value: { [stop]: null }, choices: [], property: undefined }]
      : []
  return [...[...found.values()].filter(each => each !== undefined), ...inner]
}

/** What nobody has to write comes last. */
const inOrder = [...ruleProperties.filter(each => each !== "description"), "description"] as const

/** Whether the rule has values that stand beside no inner map. */
function hasValuesBeside({ part, rule }: CompletionPlace): boolean {
  if (part.kind !== "key") return false
  const properties = part.holder.entries.map(({ key }) => propertyIn(rule.names, key))
  return properties.some(property => property !== undefined && property !== "name")
}

function isWritten(property: RuleProperty, { rule }: CompletionPlace): boolean {
  const written = Object.keys(rule.at.properties) as RuleProperty[]
  return written.some(each => sideOf(each) === sideOf(property))
}

function candidateOf(property: RuleProperty, place: CompletionPlace, form: RuleForm): KeyCandidate | undefined {
  const key = form.names[property]
  if (key === undefined) return undefined
  const choices = choicesOf(property, place)
  const isList = isPluralIn(property, form.names)
  const first = property === "priority" ? numberStop : stop
  return { key, property, choices, value: writeProperty(property, isList ? [stop] : first, form) }
}

function choicesOf(property: RuleProperty, { group, rule, read }: CompletionPlace): readonly string[] {
  if (hasWords(property)) return wordValues(property, read.groups).map(({ label }) => label)
  if (property === "priority")
    return priorityValues(group, rule)
      .slice(0, 1)
      .map(({ label }) => label)
  return property.startsWith("sourcePort") && property.endsWith("Range") ? ["*"] : []
}

/** Whether the property's key takes a list and nothing else. */
export function isPluralIn(property: RuleProperty, names: PropertyNames): boolean {
  const singular = property.replace(/Prefixes$/, "Prefix").replace(/Ranges$/, "Range") as RuleProperty
  if (property.endsWith("SecurityGroups")) return true
  return singular !== property && names[singular] !== names[property]
}
