import { entriesOf, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { type ComposedResource, composedResources } from "./composition.ts"
import { dollarIdentity, templateIdentity } from "./expression-text.ts"
import { noName } from "./rule-reading.ts"

/** A Kubernetes object, wherever it stands: a document of a stream, an item of a List, the base in a Composition. */
export interface KubernetesObject {
  readonly node: MapNode
  readonly kind: string
  /** The part of `apiVersion` before the slash. */
  readonly apiGroup: string
  readonly name: string
  readonly nameNode: Node | undefined
  /** Empty where none is written. */
  readonly namespace: string
  readonly spec: Node | undefined
  /** Which of the document's Compositions makes it; absent for an object of its own. */
  readonly composition?: number
  /** The name is what the Composition calls it alone: nothing can refer to it by that. */
  readonly isLabel?: true
}

export function kubernetesObjects(roots: readonly Node[]): readonly KubernetesObject[] {
  const composed = composedResources(roots)
  return roots.flatMap(root => objectsIn(root, composed))
}

type Composed = ReturnType<typeof composedResources>

function objectsIn(written: Node, composed: Composed, around?: ComposedResource): readonly KubernetesObject[] {
  const resource = composed.get(written) ?? around
  const node = resource?.base === written ? resource.patched : written
  if (node.kind === "list") return node.items.flatMap(item => objectsIn(item, composed, resource))
  if (!isMap(node)) return []
  const inner = entriesOf(node).flatMap(entry => objectsIn(entry.value, composed, resource))
  const object = objectOf(node, resource)
  return object ? [object, ...inner] : inner
}

function objectOf(node: MapNode, resource: ComposedResource | undefined): KubernetesObject | undefined {
  const kind = textOf(member(node, "kind"))
  const apiVersion = textOf(member(node, "apiVersion"))
  if (kind === undefined || apiVersion === undefined) return undefined
  const written = memberAt(node, "metadata", "name")
  const label = textOf(written) === undefined ? labelOf(resource) : undefined
  const nameNode = label ?? written
  return {
    node,
    kind,
    apiGroup: apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/"))),
    name: textOf(nameNode) ?? noName,
    nameNode,
    namespace: textOf(memberAt(node, "metadata", "namespace")) ?? "",
    spec: member(node, "spec"),
    ...(resource && { composition: resource.composition }),
    ...(label && { isLabel: true }),
  }
}

/** What a Composition calls its resource stands for a name that Crossplane makes; it may hold what no name does. */
function labelOf(resource: ComposedResource | undefined): Node | undefined {
  return /^\w[\w.-]*$/.test(textOf(resource?.label) ?? "") ? resource?.label : undefined
}

/** What is filled in before Kubernetes sees it: Helm's `{{ … }}`, and `${ … }` of envsubst and clusterctl. */
export function manifestIdentity(text: string): string | undefined {
  return templateIdentity(text) ?? dollarIdentity(text)
}
