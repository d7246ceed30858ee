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
  const labels = entriesOf(member(selector, "matchLabels"))
  const isControlled = isTrue(member(selector, "matchControllerRef"))
  if ((labels.length === 0 && !isControlled) || (isControlled && from.composition === undefined)) return undefined
  const near = candidates.filter(({ composition, namespace }) => {
    return namespace === from.namespace && (!isControlled || composition === from.composition)
  })
  const answers = near.map(object => ({ object, isMeant: hasLabels(object, labels) }))
  const [only, another] = answers.filter(({ isMeant }) => isMeant !== false)
  return only?.isMeant && !another ? only.object : undefined
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
