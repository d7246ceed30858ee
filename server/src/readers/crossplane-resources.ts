import { crossplaneTypes, type ResourceType } from "../azure/resource-types.ts"
import { camelCaseAssociations, camelCaseParentKey } from "../azure/terraform-relations.ts"
import { member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { ResourceRef, ResourceSymbol } from "../values/resource-ref.ts"
import { isUnknown, type Maybe } from "../values/unknown.ts"
import { externalName } from "./crossplane-name.ts"
import { selectedObject, selectedObjects } from "./crossplane-selector.ts"
import { type KubernetesObject, manifestIdentity } from "./kubernetes.ts"
import type { ReferenceTarget } from "./located-resource.ts"
import { nameOrUnknown, textReference, unknownName } from "./reference-text.ts"
import { type ToolResource, targetOfParent } from "./tool-resources.ts"

/** A managed resource of Crossplane's as one of Azure's; undefined where no network is made of it. */
export function crossplaneResource(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
): ToolResource | undefined {
  const { kind, apiGroup, node, nameNode, namespace, spec } = object
  if (!isCrossplane(apiGroup)) return undefined
  const association = camelCaseAssociations.get(kind)
  const type = association?.type ?? crossplaneTypes.typeOf(kind)
  if (!type) return undefined
  const provider = member(spec, "forProvider")
  const refer = (value: Node | undefined, target: ReferenceTarget) => referIn(value, target, { object, objects })
  const target = targetOfParent(type)
  const key = association?.key ?? camelCaseParentKey(type)
  const holder =
    key === undefined ? undefined : refer(argumentOf(provider, key), association ? { type } : (target ?? { type }))
  return {
    ...{ type, kind, node, refer, range: node.range },
    own: ownName(object),
    known: association ? holder : undefined,
    symbol: symbolOf(object),
    place: placeOf(provider, namespace),
    nameRange: nameNode?.range ?? startOf(node.range),
    ...(association && { association: true }),
    ...(!association && holder && { parent: holder }),
    property: (first, ...rest) => {
      return memberAt(selectedList(provider, first, { object, objects }) ?? argumentOf(provider, first), ...rest)
    },
  }
}

/** What stands under the key, or in its place a reference to another object, or the labels of one. */
function argumentOf(provider: Node | undefined, key: string): Node | undefined {
  return member(provider, key) ?? member(provider, `${key}Ref`) ?? member(provider, `${key}Selector`)
}

/** The lists that Crossplane's provider takes a selector for, of those that networks are made of. */
const selectableLists: ReadonlyMap<string, ResourceType> = new Map([
  ["networkInterfaceIds", "Microsoft.Network/networkInterfaces"],
])

/** In the place of a list, a selector means all objects that have its labels: these are the list's items. */
function selectedList(provider: Node | undefined, key: string, { object, objects }: Surroundings): Node | undefined {
  const type = selectableLists.get(key)
  const selector = type && member(provider, `${key}Selector`)
  if (!selector || member(provider, key) || member(provider, `${key}Refs`)) return undefined
  const { range } = selector
  const selected = selectedObjects(selector, object, ofType(objects, type))
  const unknown = unknownName(`${key} of ${object.kind} ${object.namespace} ${object.name}`)
  const others: readonly Node[] = selected.areAll ? [] : [{ kind: "unknown", range, unknown, many: true }]
  return { kind: "list", range, items: [...selected.objects.map(({ node }) => node), ...others] }
}

/** What a Composition calls its resource is no name in Azure. */
function ownName(object: KubernetesObject): Maybe<string> {
  const { name, isLabel, composition } = object
  const external = externalName(object)
  if (external === undefined && isLabel) return { ...unknownName(`composed ${composition ?? ""} ${name}`), text: name }
  return nameOrUnknown(external ?? name, manifestIdentity)
}

function placeOf(provider: Node | undefined, namespace: string): Pick<ResourceRef, "resourceGroup"> {
  const written = textOf(member(provider, "resourceGroupName"))
  const object = textOf(memberAt(provider, "resourceGroupNameRef", "name"))
  if (written !== undefined) return { resourceGroup: nameOrUnknown(written.toLowerCase(), manifestIdentity) }
  return object === undefined ? {} : { resourceGroup: unknownName(`ResourceGroup/${namespace}/${object}`) }
}

interface Surroundings {
  readonly object: KubernetesObject
  readonly objects: readonly KubernetesObject[]
}

/** An id or a name, `{ name }` of an object, or a selector of one. */
function referIn(
  value: Node | undefined,
  target: ReferenceTarget,
  { object, objects }: Surroundings,
): ResourceRef | undefined {
  const text = textOf(value)
  if (text !== undefined) return textReference(text, target, manifestIdentity)
  const itself = objects.find(({ node }) => node === value)
  if (itself) return referenceTo(itself, target)
  if (value && (member(value, "matchLabels") || member(value, "matchControllerRef"))) {
    const selected = selectedObject(value, object, ofType(objects, target.type))
    return selected && referenceTo(selected, target)
  }
  const name = textOf(member(value, "name"))
  const kind = crossplaneTypes.namesOf(target.type)[0]
  if (name === undefined || kind === undefined) return undefined
  const symbol = nameOrUnknown(name, manifestIdentity)
  const type = target.type.toLowerCase()
  return { type, name: [], symbol: isUnknown(symbol) ? symbol : { address: addressOf(kind, name, object) } }
}

function referenceTo(object: KubernetesObject, { type }: ReferenceTarget): ResourceRef {
  return { type: type.toLowerCase(), name: [], symbol: symbolOf(object) }
}

function ofType(objects: readonly KubernetesObject[], type: string): readonly KubernetesObject[] {
  return objects.filter(each => typeOf(each) === type)
}

/** What a Composition alone calls so is no name of an object, and is told by the Composition. */
function symbolOf(object: KubernetesObject): ResourceSymbol {
  const { kind, name, isLabel, composition } = object
  return { address: addressOf(kind, isLabel ? `composed ${composition} ${name}` : name, object) }
}

function typeOf({ kind, apiGroup }: KubernetesObject) {
  return isCrossplane(apiGroup) ? crossplaneTypes.typeOf(kind) : undefined
}

function isCrossplane(apiGroup: string): boolean {
  return /^(network|compute)\.azure(\.m)?\.upbound\.io$/.test(apiGroup)
}

/** Several kinds may be one type of Azure's: an object is told by the type. */
function addressOf(kind: string, name: string, { namespace }: KubernetesObject): string {
  return `${crossplaneTypes.typeOf(kind) ?? kind}/${namespace}/${name}`.toLowerCase()
}
