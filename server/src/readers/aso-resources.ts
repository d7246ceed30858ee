import { asoTypes } from "../azure/resource-types.ts"
import { memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { ResourceRef, ResourceSymbol } from "../values/resource-ref.ts"
import { isUnknown } from "../values/unknown.ts"
import { type KubernetesObject, manifestIdentity } from "./kubernetes.ts"
import type { ReferenceTarget } from "./located-resource.ts"
import { nameOrUnknown, textReference, unknownName, writtenId } from "./reference-text.ts"
import { type ToolResource, targetOfParent } from "./tool-resources.ts"

/** An object of Azure Service Operator as a resource; undefined where no network is made of it. */
export function asoResource(object: KubernetesObject): ToolResource | undefined {
  const { kind, apiGroup, node, name, nameNode, namespace, spec } = object
  const type = /^(network|compute)\.azure\.com$/.test(apiGroup) ? asoTypes.typeOf(kind) : undefined
  if (!type) return undefined
  const owner = memberAt(spec, "owner")
  const target = targetOfParent(type)
  const parent = target && referIn(owner, target, namespace)
  return {
    ...{ type, kind, node, range: node.range },
    own: nameOrUnknown(textOf(memberAt(spec, "azureName")) ?? name, manifestIdentity),
    symbol: symbolOf(kind, namespace, name),
    ...(!target && { place: placeOf(owner, namespace) }),
    nameRange: nameNode?.range ?? startOf(node.range),
    ...(parent && { parent }),
    property: (...path) => memberAt(spec, ...path),
    refer: (value, wanted) => referIn(value, wanted, namespace),
  }
}

/** The resource group is an object, too, whose name in Azure may be another one. */
function placeOf(owner: Node | undefined, namespace: string): Pick<ResourceRef, "subscription" | "resourceGroup"> {
  const id = writtenId(`${textOf(memberAt(owner, "armId")) ?? ""}/providers/x/y/z`, manifestIdentity)
  const name = textOf(memberAt(owner, "name"))
  if (id?.resourceGroup !== undefined) return { resourceGroup: id.resourceGroup, ...subscriptionOf(id) }
  return name === undefined ? {} : { resourceGroup: unknownName(`ResourceGroup/${namespace}/${name}`) }
}

function subscriptionOf({ subscription }: ResourceRef): Pick<ResourceRef, "subscription"> {
  return subscription === undefined ? {} : { subscription }
}

/** `{ reference: { group, kind, name } }`, the same without what holds it, or by `armId`; an owner is written without its kind. */
function referIn(value: Node | undefined, target: ReferenceTarget, namespace: string): ResourceRef | undefined {
  const reference = memberAt(value, "reference") ?? value
  const id = textOf(memberAt(reference, "armId") ?? reference)
  if (id !== undefined) return textReference(id, target, manifestIdentity)
  const name = textOf(memberAt(reference, "name"))
  const kind = textOf(memberAt(reference, "kind")) ?? asoTypes.namesOf(target.type)[0]
  const type = kind === undefined ? undefined : asoTypes.typeOf(kind)
  if (name === undefined || kind === undefined || type === undefined) return undefined
  const symbol = nameOrUnknown(name, manifestIdentity)
  return { type: type.toLowerCase(), name: [], symbol: isUnknown(symbol) ? symbol : symbolOf(kind, namespace, name) }
}

function symbolOf(kind: string, namespace: string, name: string): ResourceSymbol {
  return { address: `${kind}/${namespace}/${name}`.toLowerCase() }
}
