import { entriesOf, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
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
}

export function kubernetesObjects(roots: readonly Node[]): readonly KubernetesObject[] {
  return roots.flatMap(objectsIn)
}

function objectsIn(node: Node): readonly KubernetesObject[] {
  if (node.kind === "list") return node.items.flatMap(objectsIn)
  if (!isMap(node)) return []
  const inner = entriesOf(node).flatMap(entry => objectsIn(entry.value))
  const kind = textOf(member(node, "kind"))
  const apiVersion = textOf(member(node, "apiVersion"))
  if (kind === undefined || apiVersion === undefined) return inner
  const nameNode = memberAt(node, "metadata", "name")
  const object = {
    node,
    kind,
    apiGroup: apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/"))),
    name: textOf(nameNode) ?? noName,
    nameNode,
    namespace: textOf(memberAt(node, "metadata", "namespace")) ?? "",
    spec: member(node, "spec"),
  }
  return [object, ...inner]
}

/** What is filled in before Kubernetes sees it: Helm's `{{ … }}`, and `${ … }` of envsubst and clusterctl. */
export function manifestIdentity(text: string): string | undefined {
  return templateIdentity(text) ?? dollarIdentity(text)
}
