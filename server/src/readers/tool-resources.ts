import { parentType } from "../azure/resource-types.ts"
import { lazily } from "../values/lazily.ts"
import { indexReferences } from "../values/reference-index.ts"
import { type ResourceRef, type ResourceSymbol, referenceKeys } from "../values/resource-ref.ts"
import { isUnknown, type Maybe } from "../values/unknown.ts"
import { inlineResources } from "./inline-resources.ts"
import type { ReadResource } from "./located-resource.ts"
import { namedReference, unknownName } from "./reference-text.ts"
import { noName } from "./rule-reading.ts"

/** A resource as a tool has it, which knows its own name, and its parent by a reference. */
export interface ToolResource extends Omit<ReadResource, "name" | "reference"> {
  readonly own: Maybe<string>
  /** Its literal id, or of an association the resource that it adds to: what it is called whatever its name is. */
  readonly known?: ResourceRef | undefined
  readonly symbol?: ResourceSymbol | undefined
  readonly place?: Pick<ResourceRef, "subscription" | "resourceGroup"> | undefined
}

/** The resources of a document with full names, as far as it has their parents, and with what is written out in them. */
export function toolResources(found: readonly ToolResource[]): readonly ReadResource[] {
  const parents = lazily(() => indexReferences(found, bySymbol))
  const parentOf = (tool: ToolResource, depth: number): ResourceRef | undefined => {
    const [only, ...others] = parents().find(tool.parent)
    return only && others.length === 0 && depth < 4 ? referenceOf(only, parentOf(only, depth + 1)) : placedParent(tool)
  }
  const listed = found.map(each => resourceOf(each, parentOf(each, 0)))
  const names = indexReferences(listed, ({ reference }) => reference)
  const inline = listed.flatMap(inlineResources).filter(({ reference }) => names.find(reference).length === 0)
  return [...listed, ...inline]
}

/** A parent that is told by its name alone is in the child's own resource group. */
function placedParent({ parent, place }: ToolResource): ResourceRef | undefined {
  return parent && !parent.symbol && parent.resourceGroup === undefined ? { ...place, ...parent } : parent
}

function bySymbol({ symbol, type, association }: ToolResource): ResourceRef | undefined {
  return symbol && !association ? { type: type.toLowerCase(), name: [], symbol } : undefined
}

function resourceOf(tool: ToolResource, parent: ResourceRef | undefined): ReadResource {
  const { own, known, symbol, place, parent: _, ...resource } = tool
  return {
    ...resource,
    name: isUnknown(own) ? (own.text ?? noName) : own,
    reference: referenceOf(tool, parent),
    ...(parent && { parent }),
  }
}

function referenceOf({ type, own, known, symbol, place, association }: ToolResource, parent: ResourceRef | undefined) {
  if (association) return known ?? { type: type.toLowerCase(), name: [] }
  const base = known ?? { ...place, ...namedReference(type, own, parent && withName(parent)) }
  return symbol ? { ...base, symbol } : base
}

/** A parent of which only the symbol is known has that in the place of its name. */
function withName(parent: ResourceRef): ResourceRef {
  const [key] = referenceKeys(parent)
  const isTop = parent.type !== undefined && parent.type.split("/").length === 2
  return parent.name.length > 0 || key === undefined || !isTop
    ? parent
    : { ...parent, name: [unknownName(`name of ${key}`)] }
}

/** The type of what a child is a part of. */
export function targetOfParent(type: ReadResource["type"]) {
  const parent = parentType(type)
  return parent && { type: parent }
}
