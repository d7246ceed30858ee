import { entriesOf, isTrue, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { KubernetesObject } from "./kubernetes.ts"

/**
 * The object that a selector means among those of its document: by labels, and by what controls both. Undefined unless just one
 * is meant for certain: Crossplane takes any of several.
 */
export function selectedObject(
  selector: Node,
  from: KubernetesObject,
  candidates: readonly KubernetesObject[],
): KubernetesObject | undefined {
  const { objects, areAll } = selectedObjects(selector, from, candidates)
  return areAll && objects.length === 1 ? objects[0] : undefined
}

/** All that a selector means for certain, as Crossplane takes them for a list, and whether no others may be meant. */
export function selectedObjects(selector: Node, from: KubernetesObject, candidates: readonly KubernetesObject[]) {
  const labels = entriesOf(member(selector, "matchLabels"))
  const isControlled = isTrue(member(selector, "matchControllerRef"))
  const isOpen = (labels.length === 0 && !isControlled) || (isControlled && from.composition === undefined)
  if (isOpen) return { objects: [], areAll: false }
  const near = candidates.filter(({ composition, namespace }) => {
    return namespace === from.namespace && (!isControlled || composition === from.composition)
  })
  const answers = near.map(object => ({ object, isMeant: hasLabels(object, labels) }))
  return {
    objects: answers.flatMap(({ object, isMeant }) => (isMeant ? [object] : [])),
    areAll: answers.every(({ isMeant }) => isMeant !== null),
  }
}

/** Null where a label cannot be known. */
function hasLabels({ node }: KubernetesObject, wanted: readonly { readonly key: string; readonly value: Node }[]) {
  const answers = wanted.map(({ key, value }) => {
    const own = memberAt(node, "metadata", "labels", key)
    if (!own) return false
    const [one, other] = [textOf(own), textOf(value)]
    return one === undefined || other === undefined ? null : one === other
  })
  if (answers.includes(false)) return false
  return answers.includes(null) ? null : true
}
