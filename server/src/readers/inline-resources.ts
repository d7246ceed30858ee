import * as l10n from "@vscode/l10n"
import type { ResourceType } from "../azure/resource-types.ts"
import { textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { isUnknown, type Maybe } from "../values/unknown.ts"
import { partOf } from "./arm-choice.ts"
import { oneSpelling } from "./arm-spelling.ts"
import type { ReadResource } from "./located-resource.ts"
import { noName } from "./rule-reading.ts"

/** The lists of a resource that hold resources of other types, in Azure's own form and in Terraform's. */
const inlineLists: readonly (readonly [ResourceType, string, ResourceType])[] = [
  ["Microsoft.Network/virtualNetworks", "subnets", "Microsoft.Network/virtualNetworks/subnets"],
  ["Microsoft.Network/virtualNetworks", "subnet", "Microsoft.Network/virtualNetworks/subnets"],
  [
    "Microsoft.Network/virtualNetworks",
    "virtualNetworkPeerings",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
  ],
]

/** The resources that are written out in the lists of another one: subnets and peerings of a virtual network. */
export function inlineResources(holder: ReadResource): readonly ReadResource[] {
  return inlineLists
    .filter(([type]) => type === holder.type)
    .flatMap(([, key, type]) => {
      const kind = holder.kind.includes("/") ? type : `${holder.kind}.${key}`
      return itemsIn(holder.property(key)).map(item => inlineResource(item, { type, kind, holder }))
    })
}

/** A list that is not known may hold any number; a block that stands once may be written without its list. */
function itemsIn(list: Node | undefined): readonly Node[] {
  if (list?.kind === "unknown") return [{ ...list, many: true }]
  if (list?.kind === "map") return [list]
  return list?.kind === "list" ? list.items : []
}

interface Placed {
  readonly type: ResourceType
  readonly kind: string
  readonly holder: ReadResource
}

function inlineResource(item: Node, { type, kind, holder }: Placed): ReadResource {
  const maybe = item.kind === "unknown" ? item.maybe : undefined
  const node = maybe?.value ?? item
  const label = partOf(node, "name")
  const own = nameIn(label, node)
  const { condition: around, association: _, iteration, ...shared } = holder
  const condition = [around, maybe?.condition].filter(text => text !== undefined).join(l10n.t` and `)
  // A parameter's value stands nowhere in the text.
  const range = node.range.end > 0 ? node.range : holder.range
  const made = node.kind === "map" ? node.iteration : undefined
  return {
    ...presenceOf(shared),
    ...{ type, kind, node, range },
    name: isUnknown(own) ? (own.text ?? (label ? l10n.t`(name not known here)` : noName)) : own,
    nameRange: label?.range ?? startOf(range),
    reference: ownReference(node, type, holder) ?? childReference(holder.reference, type, own),
    parent: holder.reference,
    ...(condition !== "" && { condition }),
    ...(item.kind === "unknown" && item.many && { uncounted: true }),
    ...((made ?? iteration) !== undefined && { iteration: made ?? iteration }),
    property: (...path) => {
      const steps = (from: Node | undefined) => path.reduce<Node | undefined>(partOf, from)
      return steps(partOf(node, "properties")) ?? steps(node)
    },
    refer: holder.refer,
  }
}

/** By its id, where the API has printed it. */
function ownReference(node: Node, type: ResourceType, { refer }: ReadResource): ResourceRef | undefined {
  const id = partOf(node, "id")
  return textOf(id)?.startsWith("/") ? refer(id, { type }) : undefined
}

/** A child is there as its parent is. */
function presenceOf({ existing, uncounted, absentByDefault, presentByDefault }: Partial<ReadResource>) {
  return {
    ...(existing && { existing }),
    ...(uncounted && { uncounted }),
    ...(absentByDefault && { absentByDefault }),
    ...(presentByDefault && { presentByDefault }),
  }
}

function nameIn(label: Node | undefined, node: Node): Maybe<string> {
  const text = textOf(label)
  if (text !== undefined) return text
  const unknown = label?.kind === "unknown" ? label : node.kind === "unknown" ? node : undefined
  const reason = l10n.t`its name is not known`
  if (!unknown) return { identity: `name at ⟦${node.range.start}⟧`, reason }
  return { ...unknown.unknown, ...(unknown.text !== undefined && { text: unknown.text }) }
}

/** The reference of a child by its parent's and its own name. */
function childReference(parent: ResourceRef, type: ResourceType, name: Maybe<string>): ResourceRef {
  const { symbol: _, ...place } = parent
  const own = isUnknown(name) ? { ...name, identity: oneSpelling(name.identity) } : name.toLowerCase()
  return { ...place, type: type.toLowerCase(), name: parent.name.length > 0 ? [...parent.name, own] : [] }
}
