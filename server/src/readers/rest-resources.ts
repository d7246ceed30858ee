import { type ResourceType, resourceType } from "../azure/resource-types.ts"
import { isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { keptFor } from "../values/kept-for.ts"
import { parentOf, type ResourceRef } from "../values/resource-ref.ts"
import { isUnknown } from "../values/unknown.ts"
import { armIdentity, placeholderIdentity } from "./expression-text.ts"
import { inlineResources } from "./inline-resources.ts"
import type { ReadResource, ReferenceTarget } from "./located-resource.ts"
import { nameOrUnknown, textReference, writtenId } from "./reference-text.ts"
import { isEmpty, noName } from "./rule-reading.ts"
import { whatIfAfter } from "./what-if.ts"

/** The resources in the API's output, whatever wraps them; what is printed again inside of another one is left out. */
export function restResources(roots: readonly Node[]): readonly ReadResource[] {
  const walk: Walk = { found: [], parts: new Set() }
  for (const root of roots) search(root, false, walk)
  const listed = new Set(walk.found.filter(({ isInside }) => !isInside).map(idOf))
  return walk.found.filter(each => !each.isInside || isFirst(each, listed)).map(({ resource }) => resource)
}

interface Found {
  readonly resource: ReadResource
  /** It stands inside of another resource, and is no part of that. */
  readonly isInside: boolean
}

interface Walk {
  readonly found: Found[]
  /** Nodes that have been found as parts of the resource around them. */
  readonly parts: Set<Node>
}

function isFirst(found: Found, listed: Set<string | undefined>): boolean {
  const id = idOf(found)
  const isKnown = id !== undefined && listed.has(id)
  listed.add(id)
  return !isKnown
}

function idOf({ resource }: Found): string | undefined {
  return textOf(idNode(resource.node))?.toLowerCase()
}

function search(node: Node, isInside: boolean, walk: Walk): void {
  const isAlone = !isInside && walk.parts.size === 0
  for (const item of itemsOf(node)) {
    if (isAlone) walk.found.push(...foundIn(item))
    else search(item, isInside, walk)
  }
  if (!isMap(node)) return
  const change = whatIfAfter(node)
  if (change) {
    if (change.after) search(change.after, isInside, walk)
    return
  }
  const resource = walk.parts.has(node) ? undefined : resourceOf(node, isInside)
  const own = resource ? [resource, ...inlineResources(resource)] : []
  for (const each of own) {
    walk.found.push({ resource: each, isInside })
    walk.parts.add(each.node)
  }
  for (const { value } of node.entries) search(value, isInside || walk.parts.has(node), walk)
}

/** What is in an item of a list that is in no resource: an edit leaves most of the thousands of items of an export where they are. */
const foundIn = keptFor((item: Node): readonly Found[] => {
  const walk: Walk = { found: [], parts: new Set() }
  search(item, false, walk)
  return walk.found
})

function idNode(node: Node): Node | undefined {
  return member(node, "id") ?? member(node, "resourceId")
}

/** A resource by its type or its id; inside of another one only what is more than a reference to it. */
function resourceOf(node: MapNode, isInside: boolean): ReadResource | undefined {
  const stated = textOf(member(node, "type") ?? member(node, "resourceType")) ?? ""
  const isStated = stated.includes("/")
  // Thousands of rules say at sight that no network is made of them.
  if (isStated && !resourceType(stated)) return undefined
  const id = textOf(idNode(node))
  const written = id === undefined ? undefined : writtenId(id, identityIn)
  const kind = isStated ? stated : (written?.type ?? "")
  const type = resourceType(kind)
  if (!type || !isResource(node, written, isInside)) return undefined
  const label = member(node, "name")
  const name = textOf(label) ?? id?.slice(id.lastIndexOf("/") + 1)
  const reference = written?.type === type.toLowerCase() ? written : namedIn(node, type, name)
  const parent = parentOf(reference)
  return {
    ...{ type, kind, node, reference, range: node.range },
    name: name ?? noName,
    nameRange: (label ?? idNode(node))?.range ?? startOf(node.range),
    ...(parent && { parent }),
    ...(isLiteralResource(node, type) && { isLiteral: true }),
    property: (...path) => memberAt(member(node, "properties"), ...path) ?? memberAt(node, ...path),
    refer: referIn,
  }
}

/** A log's record has the id of what it is about, and a table of types no resource: both lack what a resource has. */
function isResource(node: MapNode, written: ResourceRef | undefined, isInside: boolean): boolean {
  const says = node.entries.some(({ key, value }) => !labels.has(key.toLowerCase()) && !isEmpty(value))
  const isNamed = textOf(member(node, "name")) !== undefined
  if (isInside) return says && (isNamed || written !== undefined)
  const isTyped = ["type", "resourceType", "properties"].some(key => member(node, key))
  return isTyped ? isNamed || written !== undefined : isNamed && says
}

/** What a reference may have beside the id. */
const labels: ReadonlySet<string> = new Set([
  ...["id", "resourceid", "name", "type", "resourcetype", "resourcegroup", "resourcegroupname", "subscriptionid"],
  ...["etag", "location", "tenantid", "kind"],
])

/** Of a resource that is printed without its id. */
function namedIn(node: Node, type: ResourceType, name: string | undefined): ResourceRef {
  const place = (key: string) => {
    const text = textOf(member(node, key))
    return text === undefined ? undefined : nameOrUnknown(text.toLowerCase(), identityIn)
  }
  const [subscription, resourceGroup] = [place("subscriptionId"), place("resourceGroup") ?? place("resourceGroupName")]
  const count = type.split("/").length - 1
  const whole = nameOrUnknown(name?.toLowerCase() ?? "", identityIn)
  const parts = isUnknown(whole) ? [whole] : whole.split("/").filter(part => part !== "")
  return {
    type: type.toLowerCase(),
    name: parts.length === count ? parts : [],
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
  }
}

/** A group is attached by others, and its rules are read for themselves: of it only what it is called says anything of networks. */
function isLiteralResource(node: MapNode, type: ResourceType): boolean {
  if (type !== "Microsoft.Network/networkSecurityGroups") return isLiteral(node)
  return node.entries.every(({ value }) => value.kind === "list" || value.kind === "map" || isLiteral(value))
}

/** Whether no text in it is an expression, so that nothing in what it says is unknown. */
function isLiteral(node: Node): boolean {
  if (node.kind === "scalar") return typeof node.value !== "string" || identityIn(node.value) === undefined
  return node.kind === "map" ? isLiteralMap(node) : itemsOf(node).every(isLiteral) && node.kind !== "unknown"
}

/** Kept for the larger parts of a resource alone: that costs more than to look at a few texts. */
const isLiteralMap: (node: MapNode) => boolean = keptFor(({ entries }) =>
  entries.every(({ value }) => isLiteral(value)),
)

/** A reference is an object with an id nearly everywhere, and a text in some exports. */
function referIn(value: Node | undefined, target: ReferenceTarget): ResourceRef | undefined {
  const text = textOf(value) ?? textOf(value && (idNode(value) ?? member(value, "name")))
  return text === undefined ? undefined : textReference(text, target, identityIn)
}

/** Some files hold parts of templates, whose expressions nothing here evaluates. */
function identityIn(text: string): string | undefined {
  return armIdentity(text) ?? placeholderIdentity(text)
}
