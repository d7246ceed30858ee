import { terraformTypes } from "../azure/resource-types.ts"
import { terraformAssociations, terraformParentKey } from "../azure/terraform-relations.ts"
import { memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import type { Maybe } from "../values/unknown.ts"
import { dollarIdentity } from "./expression-text.ts"
import type { ReadResource } from "./located-resource.ts"
import { nameOrUnknown, unknownName } from "./reference-text.ts"
import { terraformReference, terraformSymbol } from "./terraform-references.ts"
import { type ToolResource, targetOfParent } from "./tool-resources.ts"

/** A resource of Terraform's, in a configuration or in what Terraform prints. */
export interface TerraformBlock {
  readonly kind: string
  readonly address: string
  readonly node: MapNode
  readonly nameRange: ReadResource["nameRange"]
  /** Its arguments or values by their names. */
  value(key: string): Node | undefined
  readonly existing?: true
  readonly condition?: string
  readonly uncounted?: true
}

/** The block as a resource of Azure's; undefined where no network is made of it. */
export function terraformResource(block: TerraformBlock): ToolResource | undefined {
  const { kind, address, node, value, nameRange, existing, condition, uncounted } = block
  const association = terraformAssociations.get(kind)
  const type = association?.type ?? terraformTypes.typeOf(kind)
  if (!type) return undefined
  const subject = association && terraformReference(value(association.key), { type })
  const target = targetOfParent(type)
  const key = association ? undefined : terraformParentKey(type)
  const parent = target && key !== undefined ? terraformReference(value(key), target) : undefined
  const id = textOf(value("id"))
  const named = value("name")
  return {
    ...{ type, kind, node, nameRange, range: node.range },
    own: nameIn(named, address),
    known: association ? subject : id?.startsWith("/") ? terraformReference(value("id"), { type }) : undefined,
    symbol: terraformSymbol(address),
    place: placeIn(value("resource_group_name")),
    ...(association && { association: true }),
    ...(parent && { parent }),
    ...(existing && { existing }),
    ...(condition !== undefined && { condition }),
    ...(uncounted && { uncounted }),
    property: (first, ...rest) => memberAt(value(first), ...rest),
    refer: terraformReference,
  }
}

function nameIn(node: Node | undefined, address: string): Maybe<string> {
  const text = textOf(node)
  return text === undefined
    ? { ...unknownName(`name of ${address}`), text: address }
    : nameOrUnknown(text, dollarIdentity)
}

function placeIn(node: Node | undefined): Pick<ResourceRef, "resourceGroup"> {
  const text = textOf(node)?.toLowerCase()
  return text === undefined ? {} : { resourceGroup: nameOrUnknown(text, dollarIdentity) }
}
