import { entriesOf, isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { type FieldPath, parseFieldPath, withFieldUnknown } from "./field-path.ts"

/** A resource of a Crossplane Composition: an object, and what the Composition's patches make of it. */
export interface ComposedResource {
  /** The object as it stands in `base`. */
  readonly base: MapNode
  /** The same with an unknown in the place of all that a patch sets. */
  readonly patched: MapNode
  /** What the Composition calls it. */
  readonly label: Node | undefined
  /** Which of the document's lists of composed resources it stands in. */
  readonly composition: number
}

/** The resources of all Compositions, those of `mode: Resources` and those that a pipeline's function is given. */
export function composedResources(roots: readonly Node[]): ReadonlyMap<Node, ComposedResource> {
  const found = new Map<Node, ComposedResource>()
  let composition = 0
  const search = (node: Node): void => {
    for (const item of itemsOf(node)) search(item)
    const resources = itemsOf(member(node, "resources")).filter(item => isMap(member(item, "base")))
    if (resources.length > 0) composition++
    for (const resource of resources) {
      const base = member(resource, "base") as MapNode
      const patches = [...patchesIn(member(resource, "patches"), node)]
      const patched = patches.reduce<Node>((object, patch) => withPatch(object, patch), base) as MapNode
      found.set(base, { base, patched, label: member(resource, "name"), composition })
    }
    for (const { value } of entriesOf(node)) search(value)
  }
  for (const root of roots) search(root)
  return found
}

/** The patches of a list, those of the sets that it names among them. */
function* patchesIn(list: Node | undefined, holder: Node): Iterable<Node> {
  for (const patch of itemsOf(list)) {
    const set = textOf(member(patch, "patchSetName"))
    if (set === undefined) yield patch
    else {
      const named = itemsOf(member(holder, "patchSets")).filter(each => textOf(member(each, "name")) === set)
      for (const { patches } of named.map(each => ({ patches: member(each, "patches") }))) yield* itemsOf(patches)
    }
  }
}

/** What a patch writes to the object is unknown, whether or not something stands there: many patches are optional. */
function withPatch(object: Node, patch: Node): Node {
  const type = textOf(member(patch, "type")) ?? "FromCompositeFieldPath"
  if (/^(To|CombineTo)/.test(type)) return object
  const source = member(patch, "fromFieldPath")
  const target = member(patch, "toFieldPath") ?? source
  const path: FieldPath | undefined = parseFieldPath(textOf(target) ?? "")
  if (!target || !path) return object
  const from = textOf(source) ?? textOf(memberAt(patch, "combine", "strategy")) ?? type
  const plain = source && !member(patch, "transforms") && !member(patch, "policy") ? from : undefined
  return withFieldUnknown(object, path, { from, plain, range: target.range })
}
