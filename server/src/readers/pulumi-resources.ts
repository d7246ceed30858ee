import { pulumiTypes, type ResourceType } from "../azure/resource-types.ts"
import { camelCaseAssociations, camelCaseParentKey } from "../azure/terraform-relations.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { hasWord } from "../syntax/words.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import type { Maybe } from "../values/unknown.ts"
import { dollarIdentity } from "./expression-text.ts"
import type { ReadResource, ReferenceTarget } from "./located-resource.ts"
import type { StatedResource } from "./pulumi-stated.ts"
import { nameOrUnknown, textReference, unknownName, writtenId } from "./reference-text.ts"
import { type ToolResource, targetOfParent, toolResources } from "./tool-resources.ts"

/** The resources of which a network is made in a Pulumi program. */
export function pulumiResources(document: SyntaxDocument): readonly ReadResource[] {
  if (!hasWord(document, "azure-native:") && !hasWord(document, "azure:")) return []
  const [root] = document.roots
  const program = entriesOf(member(root, "resources"))
  const types = new Map(program.map(({ key, value }) => [key, textOf(member(value, "type")) ?? ""]))
  return toolResources(program.flatMap(entry => programResource(entry, types) ?? []))
}

/** The same of a stack's state, where every reference is an id or a name. Of what is only foreseen too little is known. */
export function pulumiStateResources(stated: readonly StatedResource[]): readonly ReadResource[] {
  return toolResources(stated.flatMap(each => (each.isPlanned ? [] : (statedResource(each) ?? []))))
}

function statedResource({ urn, type: kind, node, id, values, inputs }: StatedResource): ToolResource | undefined {
  const found = resourceOf(
    { kind, node, address: urn, range: node.range, nameRange: startOf(node.range) },
    (...path) => {
      return memberAt(values, ...path) ?? memberAt(inputs, ...path)
    },
  )
  const known = id === undefined || found?.association ? undefined : writtenId(id, dollarIdentity)
  return found && (known ? { ...found, known } : found)
}

/** What a program's resources are, by their logical names. */
type Program = ReadonlyMap<string, string>

function programResource({ key, keyRange, value: node }: Entry, program: Program): ToolResource | undefined {
  const properties = member(node, "properties")
  const range = { start: keyRange.start, end: node.range.end }
  return resourceOf(
    { kind: program.get(key) ?? "", node, address: key, range, nameRange: keyRange },
    (...path) => memberAt(properties, ...path),
    program,
  )
}

/** A resource as it is written or kept; what its name stands at if it has no other place. */
type PulumiResource = Pick<ReadResource, "kind" | "node" | "range" | "nameRange"> & { readonly address: string }

function resourceOf(
  { kind, node, address, range, nameRange }: PulumiResource,
  property: ReadResource["property"],
  program: Program = new Map(),
): ToolResource | undefined {
  const name = classIn(kind)
  const association = camelCaseAssociations.get(name)
  const type = association?.type ?? pulumiTypes.typeOf(name)
  if (!type) return undefined
  const refer = (value: Node | undefined, target: ReferenceTarget) => referIn(value, target, program)
  const target = targetOfParent(type)
  const parentKey = camelCaseParentKey(type)?.replace(/^loadbalancerId$/, "loadBalancerName")
  const holder = (each: string | undefined) => (each === undefined ? undefined : property(each))
  const parent =
    target && !association ? refer(holder(parentKey) ?? holder(camelCaseParentKey(type)), target) : undefined
  const label = nameNode(property, name)
  return {
    ...{ type, kind, node, refer, range, property },
    nameRange: label?.range ?? nameRange,
    own: ownName(label, address),
    known: association && refer(holder(association.key), { type }),
    symbol: { address },
    place: placeOf(property),
    ...(association && { association: true }),
    ...(parent && { parent }),
  }
}

/** What a resource of a program is; undefined for one that says nothing of a network. */
export function pulumiTypeOf({ value }: Entry): ResourceType | undefined {
  return pulumiTypes.typeOf(classIn(textOf(member(value, "type")) ?? ""))
}

/** `Subnet` of `azure-native:network/v20230901:Subnet` and of `azure:network/subnet:Subnet`. */
function classIn(type: string): string {
  return /^azure(?:-native)?:(?:network|compute|lb)[/\w]*:(\w+)$/.exec(type)?.[1] ?? ""
}

/** `subnetName` of a `Subnet`, or `name` with the classic provider. */
function nameNode(property: ReadResource["property"], name: string): Node | undefined {
  const keys = [`${name}Name`, "vmName", "vmScaleSetName", "name"]
  return keys.map(key => property(key)).find(value => value !== undefined)
}

/** Without a name of its own a resource gets one from Pulumi, with letters at its end that nobody knows. */
function ownName(label: Node | undefined, key: string): Maybe<string> {
  const text = textOf(label)
  return text === undefined ? { ...unknownName(`name of ${key}`), text: key } : nameOrUnknown(text, dollarIdentity)
}

function placeOf(property: ReadResource["property"]): Pick<ResourceRef, "resourceGroup"> {
  const text = textOf(property("resourceGroupName"))?.toLowerCase()
  return text === undefined ? {} : { resourceGroup: nameOrUnknown(text, dollarIdentity) }
}

/** `${web.id}`, `${web.name}`, an id, a name, or an object with an id. */
function referIn(value: Node | undefined, target: ReferenceTarget, program: Program): ResourceRef | undefined {
  const text = textOf(isMap(value) ? member(value, "id") : value)
  if (text === undefined) return undefined
  const logical = /^\$\{([^.[\]}]+)\.(id|name)\}$/.exec(text)?.[1]
  const type = logical === undefined ? undefined : pulumiTypes.typeOf(classIn(program.get(logical) ?? ""))
  if (logical !== undefined && type) return { type: type.toLowerCase(), name: [], symbol: { address: logical } }
  return textReference(text, target, dollarIdentity)
}
