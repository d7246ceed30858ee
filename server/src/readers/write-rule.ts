import { type Refusal, refuse } from "../syntax/edit.ts"
import type { Node } from "../syntax/node.ts"
import type { Writable, WritableMap } from "../syntax/write-value.ts"
import { isWrittenExpression } from "./expression-text.ts"
import { pluralOf, singularOf } from "./property-names.ts"
import { type RuleProperty, ruleProperties, type WrittenRule } from "./reader.ts"
import { type RuleForm, writesEmpty } from "./rule-form.ts"
import { isEmpty } from "./rule-reading.ts"

/** A rule's values under Azure's names. */
export type RuleValues = WrittenRule["values"]

/** A value of one property. */
export type RuleValue = string | number | readonly string[]

/** A rule as its document's dialect, and the rule that shows its form, would write it. */
export function writeRule(values: RuleValues, form: RuleForm): { readonly rule: WritableMap } | Refusal {
  const entries: [RuleProperty, string, Writable][] = []
  for (const [property, value] of inOrder(values, form)) {
    const key = keyFor(property, value, form)
    if (key === undefined) return refuse(`this dialect has no name for ${property}`)
    if (listOf(value).some(text => isWrittenExpression(`${text}`)))
      return refuse(`"${value}" would be read as an expression`)
    entries.push([property, key, writeProperty(property, value, form)])
  }
  const all = [...entries, ...emptyEntries(values, form)]
  const plain = (of: typeof all) => Object.fromEntries(of.map(([, key, value]) => [key, value]))
  if (form.inner === undefined) return { rule: plain(all) }
  const isName = ([property]: (typeof all)[number]) => property === "name"
  return { rule: { ...plain(all.filter(isName)), [form.inner]: plain(all.filter(entry => !isName(entry))) } }
}

/** One property's value in the form of the rule that is written, or that stands beside it. */
export function writeProperty(property: RuleProperty, value: RuleValue, form: RuleForm): Writable {
  if (property.endsWith("SecurityGroups")) return listOf(value).map(id => writeGroup(id, form))
  const like = likeOf(property, form)
  const written = listOf(value).map(item => writeText(property, item, like))
  const [only] = written
  return only !== undefined && written.length === 1 && !isListIn(property, value, form) ? only : written
}

/** Whether one value stands in a list: as it is given, unless there is no field for it; as PowerShell prints all of them. */
function isListIn(property: RuleProperty, value: RuleValue, { names, entries }: RuleForm): boolean {
  if (typeof value === "object") return names[property] !== undefined
  const plural = pluralOf(property)
  return entries.get(property)?.value.kind === "list" && (!plural || names[plural] !== names[property])
}

/** A number where the neighbours write numbers, else a text. */
function writeText(property: RuleProperty, value: string | number, like: Node | undefined): string | number {
  const [first] = like?.kind === "list" ? like.items : [like]
  const isNumber = first?.kind === "scalar" ? typeof first.value === "number" : property === "priority"
  return isNumber && /^\d+$/.test(`${value}`) ? Number(value) : `${value}`
}

/** The value that the neighbour has for the property, or for its other field. */
function likeOf(property: RuleProperty, { entries }: RuleForm): Node | undefined {
  const written = [property, singularOf(property), pluralOf(property)].map(each => each && entries.get(each)?.value)
  return written.find(node => node && !isEmpty(node))
}

function writeGroup(id: string | number, { group, names }: RuleForm): Writable {
  if (group === "text") return `${id}`
  const isPascal = /^[A-Z]/.test(names.access ?? "")
  return group === "object" ? { [isPascal ? "Id" : "id"]: `${id}` } : { reference: { armId: `${id}` } }
}

/** The field for a value. A dialect without one for lists takes one value alone, and PowerShell's takes both. */
export function keyFor(property: RuleProperty, value: RuleValue, { names, entries }: RuleForm): string | undefined {
  const singular = entries.get(singularOf(property))
  if (singular?.value.kind === "list" && !entries.has(property)) return singular.key
  const isOne = typeof value !== "object" || value.length === 1
  return names[property] ?? (isOne ? names[singularOf(property)] : undefined)
}

/** As the neighbour has them, then as Azure does. */
function inOrder(values: RuleValues, { entries }: RuleForm): readonly (readonly [RuleProperty, RuleValue])[] {
  const places = [...entries.keys()].map(sideOf)
  const placeOf = (property: RuleProperty) => {
    const place = places.indexOf(sideOf(property))
    return place < 0 ? places.length + ruleProperties.indexOf(property) : place
  }
  const written = ruleProperties.flatMap(property => {
    const value = values[property]
    return value === undefined ? [] : [[property, value] as const]
  })
  return written.toSorted(([a], [b]) => placeOf(a) - placeOf(b))
}

/** `sourceAddress` for the three fields of it. */
export function sideOf(property: RuleProperty): string {
  return property.replace(/(Prefix(es)?|Ranges?)$/, "").replace("ApplicationSecurityGroups", "Address")
}

/** What the neighbour leaves empty is written empty here, too. */
function emptyEntries(values: RuleValues, form: RuleForm): [RuleProperty, string, Writable][] {
  if (!writesEmpty(form)) return []
  const used = new Set(Object.entries(values).map(([property, value]) => keyFor(property as RuleProperty, value, form)))
  return [...form.entries].flatMap(([property, { key, value }]) =>
    used.has(key) || !isSideField(property) ? [] : [[property, key, emptyLike(property, value, form)]],
  )
}

function isSideField(property: RuleProperty): boolean {
  return sideOf(property) !== property || property === "description"
}

/** Empty as the neighbour has it there, or in a field of its kind. */
export function emptyLike(property: RuleProperty, value: Node | undefined, { entries }: RuleForm): Writable {
  if (value?.kind === "list" || /(s|es)$/.test(property))
    return value?.kind === "scalar" && value.value === null ? null : []
  const empty = [...entries].find(([other, entry]) => !/s$/.test(other) && isEmpty(entry.value))?.[1].value
  return empty?.kind === "scalar" && empty.value === null ? null : ""
}

function listOf(value: RuleValue): readonly (string | number)[] {
  return typeof value === "object" ? value : [value]
}
