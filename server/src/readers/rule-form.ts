import { entriesOf, isMap } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import { fold, looseKeys, moduleKeys } from "./property-names.ts"
import type { Dialect, LocatedRule, PropertyNames, RuleProperty } from "./reader.ts"
import { isEmpty } from "./rule-reading.ts"

/** How the rules of a document are written, as one of them shows it. */
export interface RuleForm {
  readonly names: PropertyNames
  /** The key under which the rule has its values, as it is written there. */
  readonly inner?: string
  /** How an application security group is written. */
  readonly group: GroupForm
  /** The entries of the rule that shows it, those of its inner map included, by their properties and in their order. */
  readonly entries: ReadonlyMap<RuleProperty, Entry>
}

/** `{ id }`, as Azure has it; a text; a reference of Azure Service Operator's. */
export type GroupForm = "object" | "text" | "reference"

/** The form of a rule that stands in a node. */
export function formOf(node: Node, { names }: Pick<LocatedRule, "names">, dialect: Dialect): RuleForm {
  const inner = innerEntry(node)
  const entries = new Map<RuleProperty, Entry>()
  for (const entry of [...entriesOf(node), ...entriesOf(inner?.value)]) {
    const property = propertyIn(names, entry.key)
    if (property) entries.set(property, entry)
  }
  const own = namesIn(entries, names)
  const group = groupForm(entries) ?? defaultGroups[dialect] ?? "object"
  return { names: own, group, entries, ...(inner && { inner: inner.key }) }
}

/** The map in which a rule has its values: an inner `properties`, where it has one. */
export function innerEntry(node: Node): Entry | undefined {
  return entriesOf(node).find(({ key, value }) => key.toLowerCase() === "properties" && isMap(value))
}

/** The property that a key stands for, in the words of the rule's own document or, where it takes these, in others. */
export function propertyIn(names: PropertyNames, key: string): RuleProperty | undefined {
  const own = (Object.keys(names) as RuleProperty[]).find(property => names[property] === key)
  const folded = fold(key, "any-style")
  return own ?? looseKeys.properties.get(folded) ?? moduleKeys.properties.get(folded)
}

/** What the rule itself calls a property counts before its dialect's name for it. */
function namesIn(entries: RuleForm["entries"], names: PropertyNames): PropertyNames {
  return { ...names, ...Object.fromEntries([...entries].map(([property, { key }]) => [property, key])) }
}

function groupForm(entries: RuleForm["entries"]): GroupForm | undefined {
  for (const property of ["sourceApplicationSecurityGroups", "destinationApplicationSecurityGroups"] as const) {
    const list = entries.get(property)?.value
    const [first] = list?.kind === "list" ? list.items : []
    if (first?.kind === "scalar") return "text"
    if (isMap(first)) return first.entries.some(({ key }) => key === "reference") ? "reference" : "object"
  }
  return undefined
}

const defaultGroups: Readonly<Partial<Record<Dialect, GroupForm>>> = {
  ansible: "text",
  aso: "reference",
  crossplane: "text",
  "tf-json": "text",
}

/** Whether a rule writes out also what it leaves empty, as some tools ask for. */
export function writesEmpty({ entries }: RuleForm): boolean {
  return [...entries.values()].some(({ value }) => isEmpty(value))
}
