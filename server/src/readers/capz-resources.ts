import { isMap, itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { type KubernetesObject, manifestIdentity } from "./kubernetes.ts"
import type { ReferenceTarget } from "./located-resource.ts"
import { namedReference, nameOrUnknown, textReference, unknownName } from "./reference-text.ts"
import type { ToolResource } from "./tool-resources.ts"

/** The virtual network of a cluster, its subnets and their groups: the provider makes them. */
export function capzResources({ kind, node, name, spec }: KubernetesObject): readonly ToolResource[] {
  if (kind !== "AzureCluster" && kind !== "AzureClusterTemplate") return []
  // The clusters that a template is for have names of their own.
  const cluster = kind === "AzureCluster" ? name : "(cluster)"
  const own = kind === "AzureCluster" ? spec : memberAt(spec, "template", "spec")
  const network = memberAt(own, "networkSpec")
  const vnet = member(network, "vnet")
  const label = member(vnet, "name")
  const place = placeOf(member(vnet, "resourceGroup") ?? member(own, "resourceGroup"))
  const text = textOf(label)
  const vnetName = text === undefined ? unknownName(`network of ${name}`) : nameOrUnknown(text, manifestIdentity)
  const virtualNetwork = resource(vnet ?? network ?? node, label, {
    ...{ type: "Microsoft.Network/virtualNetworks", kind: `${kind}.vnet`, own: vnetName, place },
  })
  const parent = { ...place, ...namedReference("Microsoft.Network/virtualNetworks", vnetName) }
  const bastion = memberAt(own, "bastionSpec", "azureBastion", "subnet")
  const subnets = [...itemsOf(member(network, "subnets")), ...(isMap(bastion) ? [bastion] : [])]
  return isMap(network)
    ? [
        virtualNetwork,
        ...subnets.flatMap(each => [subnetOf(each, { kind, parent, cluster }), ...groupsOf(each, kind)]),
        ...itemsOf(member(vnet, "peerings")).map(each => peeringOf(each, kind, { parent, place })),
      ]
    : []
}

interface AroundSubnet {
  readonly kind: string
  readonly parent: ResourceRef
  /** The name of the cluster. */
  readonly cluster: string
}

function subnetOf(node: Node, { kind, parent, cluster }: AroundSubnet): ToolResource {
  const label = member(node, "name")
  const text = textOf(label)
  const subnet = resource(node, label, {
    ...{ type: "Microsoft.Network/virtualNetworks/subnets", kind: `${kind}.subnet`, parent },
    own: text === undefined ? unknownName(`subnet at ⟦${node.range.start}⟧`) : nameOrUnknown(text, manifestIdentity),
  })
  const group = groupByDefault(node, cluster)
  if (!group) return subnet
  const property: ToolResource["property"] = (...path) =>
    path[0] === "securityGroup" ? group : subnet.property(...path)
  return { ...subnet, property }
}

/** The provider makes a group for each subnet with one of its roles that names none, and calls it by the cluster. */
function groupByDefault(subnet: Node, cluster: string): Node | undefined {
  const role = member(subnet, "role")
  const ending = defaultGroups.get(textOf(role) ?? "")
  if (!role || ending === undefined || member(subnet, "securityGroup")) return undefined
  return { kind: "scalar", value: `${cluster}-${ending}`, range: role.range }
}

const defaultGroups: ReadonlyMap<string, string> = new Map([
  ["control-plane", "controlplane-nsg"],
  ["node", "node-nsg"],
  ["cluster", "nsg"],
])

/** A peering with another network, which the provider makes in both. */
function peeringOf(node: Node, kind: string, around: Pick<ToolResource, "parent" | "place">): ToolResource {
  const label = member(node, "remoteVnetName")
  const remote = textOf(label)
  const place = { ...around.place, ...placeOf(member(node, "resourceGroup")) }
  return {
    ...resource(node, label, {
      ...{ type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", kind: `${kind}.peering`, place },
      ...(around.parent && { parent: around.parent }),
      own:
        remote === undefined
          ? unknownName(`peering at ⟦${node.range.start}⟧`)
          : nameOrUnknown(remote, manifestIdentity),
    }),
  }
}

function groupsOf(subnet: Node, kind: string): readonly ToolResource[] {
  const group = member(subnet, "securityGroup")
  const label = member(group, "name")
  const own = nameOrUnknown(textOf(label) ?? "", manifestIdentity)
  if (!group || own === "") return []
  return [
    resource(group, label, { type: "Microsoft.Network/networkSecurityGroups", kind: `${kind}.securityGroup`, own }),
  ]
}

function resource(
  node: Node,
  label: Node | undefined,
  rest: Pick<ToolResource, "type" | "kind" | "own" | "place" | "parent">,
): ToolResource {
  return {
    ...rest,
    node,
    range: node.range,
    nameRange: label?.range ?? startOf(node.range),
    property: (...path) => memberAt(node, ...path),
    refer: (value, target) => referIn(value, target, rest.place),
  }
}

/** Groups and route tables are written in the subnet, under their names, in the cluster's resource group. */
function referIn(value: Node | undefined, target: ReferenceTarget, place: ToolResource["place"]) {
  const text = textOf(member(value, "id") ?? member(value, "name") ?? value)
  const found = text === undefined ? undefined : textReference(text, target, manifestIdentity)
  return found && { ...place, ...found }
}

function placeOf(node: Node | undefined): Pick<ResourceRef, "resourceGroup"> {
  const text = textOf(node)?.toLowerCase()
  return text === undefined ? {} : { resourceGroup: nameOrUnknown(text, manifestIdentity) }
}
