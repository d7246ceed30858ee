import * as l10n from "@vscode/l10n"
import type { ResourceType } from "../../azure/resource-types.ts"
import { partOf } from "../../readers/arm-choice.ts"
import type { ReadResource } from "../../readers/located-resource.ts"
import { isEmpty } from "../../readers/rule-reading.ts"
import { member } from "../../syntax/lookup.ts"
import type { Node } from "../../syntax/node.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import { localMarks } from "../../values/unknown.ts"
import { type Path, type PropertyName, type PropertyPaths, pathsOf } from "./property-paths.ts"

/** A resource, or an object within one, whose properties are asked for by names that all dialects share. */
export interface Described {
  readonly resource: ReadResource
  readonly names: PropertyPaths
  /** Its own value: the object that has the properties. */
  readonly node: Node
  /** The value of a property; undefined where it is not written, or is written as nothing. */
  get(name: PropertyName): Node | undefined
}

export function described(resource: ReadResource): Described {
  const names = pathsOf(resource)
  const find = (path: Path) => valueAt(path, key => resource.property(key))
  return { resource, names, node: resource.node, get: name => firstOf(names[name], find) }
}

/** An object within a resource, whose own properties may stand in an inner object `properties`. */
export function describedItem({ resource, names }: Described, node: Node): Described {
  const inner = partOf(node, "properties")
  const find = (path: Path) =>
    (inner && valueAt(path, key => partOf(inner, key))) ?? valueAt(path, key => partOf(node, key))
  return { resource, names, node, get: name => firstOf(names[name], find) }
}

function firstOf(paths: readonly Path[] | undefined, find: (path: Path) => Node | undefined): Node | undefined {
  for (const path of paths ?? []) {
    const node = find(path)
    if (node && !isNothing(node)) return node
  }
  return undefined
}

/** What is empty only by a parameter's default may yet be something. */
function isNothing(node: Node): boolean {
  return isEmpty(node) && !((node.kind === "scalar" || node.kind === "list") && node.byDefault)
}

/** A block that stands once may be written as a list of one. */
function valueAt([first, ...rest]: Path, start: (key: string) => Node | undefined): Node | undefined {
  return rest.reduce<Node | undefined>((from, key) => {
    const only = from?.kind === "list" && from.items.length === 1 ? from.items[0] : from
    return only && (partOf(partOf(only, "properties"), key) ?? partOf(only, key))
  }, start(first))
}

/** The values of a list, and whether these are all: what is not known may stand for any number. */
export function valuesOf(node: Node | undefined): { readonly items: readonly Node[]; readonly areAll: boolean } {
  if (!node) return { items: [], areAll: true }
  if (node.kind === "list") {
    const areAll = node.items.every(item => item.kind !== "unknown" || !(item.many || item.maybe))
    return { items: node.items.flatMap(valueIn), areAll: areAll && !node.byDefault }
  }
  const isOpen = node.kind === "unknown" || (node.kind === "scalar" && node.byDefault !== undefined)
  return isOpen ? { items: [], areAll: false } : { items: [node], areAll: true }
}

/** An item as one that is there, if it is one at all. */
function valueIn(item: Node): readonly Node[] {
  if (item.kind !== "unknown") return isEmpty(item) ? [] : [item]
  if (item.maybe) return [item.maybe.value]
  return item.many ? [] : [item]
}

/** The objects in a list, each to be asked. */
export function itemsAt(
  holder: Described,
  name: PropertyName,
): { readonly items: readonly Described[]; readonly areAll: boolean } {
  const { items, areAll } = valuesOf(holder.get(name))
  return { items: items.map(item => describedItem(holder, item)), areAll }
}

/** A text, number or truth value as text; undefined where it is not written or not known. */
export function textAt(holder: Described, name: PropertyName): string | undefined {
  return scalarText(holder.get(name))
}

export function scalarText(node: Node | undefined): string | undefined {
  if (node?.kind !== "scalar" || node.value === null || node.value === "") return undefined
  return String(node.value)
}

export function flagAt(holder: Described, name: PropertyName): boolean | undefined {
  const text = textAt(holder, name)?.toLowerCase()
  return text === "true" || text === "yes" ? true : text === "false" || text === "no" ? false : undefined
}

/** A name for people and for comparing: the text of the expression where it is not known. */
export function nameAt(holder: Described, otherwise: string): string {
  const node = holder.get("name")
  return scalarText(node) ?? unknownText(node) ?? otherwise
}

function unknownText(node: Node | undefined): string | undefined {
  if (node?.kind !== "unknown") return undefined
  return node.text ?? node.unknown.text ?? node.unknown.identity.replace(localMarks, "")
}

export function referenceOf(
  { resource }: Described,
  node: Node,
  type: ResourceType,
  parent?: ResourceRef,
): ResourceRef | undefined {
  return resource.refer(node, { type, parent })
}

/** What a reference says for people: its id, else its name. */
export function referenceText(node: Node): string {
  const held = member(node, "reference") ?? node
  const id = partOf(held, "armId") ?? partOf(held, "id") ?? partOf(held, "networkGroupId") ?? partOf(held, "name")
  const said = held.kind === "map" ? id : held
  return (
    scalarText(said) ?? unknownText(said) ?? (held.kind === "map" ? l10n.t`(without an id)` : l10n.t`(not readable)`)
  )
}
