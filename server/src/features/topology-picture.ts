import * as l10n from "@vscode/l10n"
import type { LinkedTopology } from "../topology/link-topology.ts"
import type {
  LoadBalancer,
  NetworkInterface,
  Place,
  PlacedGroup,
  Reference,
  Subnet,
  VirtualNetwork,
} from "../topology/topology.ts"
import { interfaceName, shortName } from "./level-name.ts"
import type { Picture, PictureLine, PictureLink, PictureNode } from "./picture.ts"
import { describeFault } from "./topology-fault-text.ts"
import { type DocumentPlace, plainAddress } from "./topology-json.ts"
import {
  groupLabel,
  interfacesIn,
  kindWords,
  namedFirst,
  peerLabel,
  referenceLabel,
  securityGroupLabels,
  undefinedHere,
  unknownTemplates,
  unknownTemplatesTitle,
  unplacedInterfaces,
} from "./topology-labels.ts"

/** So many network interfaces of one subnet are drawn. */
const mostDrawn = 60

/** Networks with their subnets and what is in them; beneath, what belongs to none of them. */
export function topologyPicture(topology: LinkedTopology): Picture {
  const { virtualNetworks, loadBalancers, unattached, faults } = topology
  const networks = new Map(namedFirst(virtualNetworks).map(network => [network, networkNode(network, topology)]))
  const unplaced = unplacedInterfaces(topology)
  return {
    label: summary(topology),
    nodes: [
      ...networks.values(),
      ...section(l10n.t`NICs whose subnet is not defined here`, few(unplaced.map(interfaceNode))),
      ...section(l10n.t`Load balancers and gateways`, loadBalancers.map(balancerNode)),
      ...section(l10n.t`NSGs not attached to anything here`, unattached.map(groupNode)),
      ...section(l10n.t`Not defined here`, undefinedHere(topology).map(missingNode)),
      ...section(unknownTemplatesTitle(), unknownTemplates(topology).map(missingNode)),
      ...section(l10n.t`Contradictions`, faults.map(faultNode)),
    ],
    links: virtualNetworks.flatMap(network => peeringLinks(network, networks)),
  }
}

function summary(topology: LinkedTopology): string {
  const { virtualNetworks, networkInterfaces, unattached } = topology
  const subnets = virtualNetworks.reduce((sum, { subnets }) => sum + subnets.length, 0)
  const [networks, interfaces, alone, missing] = [
    virtualNetworks.length,
    networkInterfaces.length,
    unattached.length,
    undefinedHere(topology).length,
  ]
  return [
    networks === 1 ? l10n.t`1 virtual network` : l10n.t`${networks} virtual networks`,
    subnets === 1 ? l10n.t`1 subnet` : l10n.t`${subnets} subnets`,
    interfaces === 1 ? l10n.t`1 network interface` : l10n.t`${interfaces} network interfaces`,
    alone === 1 ? l10n.t`1 unattached NSG` : l10n.t`${alone} unattached NSGs`,
    missing === 1 ? l10n.t`1 undefined reference` : l10n.t`${missing} undefined references`,
  ].join(", ")
}

function section(title: string, children: readonly PictureNode[]): readonly PictureNode[] {
  return children.length === 0 ? [] : [node("section", title, [], children)]
}

/** Says for a screen reader what the eye sees: the kind, the title and the lines. */
function node(
  kind: PictureNode["kind"],
  title: string,
  lines: readonly PictureLine[],
  children: readonly PictureNode[] = [],
  place?: DocumentPlace,
): PictureNode {
  const word = kindNames()[kind]
  const label = [`${word}${word ? " " : ""}${title}`, ...lines.map(({ text }) => text)].join(", ")
  return { kind, title, lines, label, children, ...(place && { place }) }
}

const kindNames = (): Readonly<Record<PictureNode["kind"], string>> => ({
  network: l10n.t`virtual network`,
  subnet: l10n.t`subnet`,
  interface: l10n.t`network interface`,
  balancer: "",
  group: "NSG",
  missing: l10n.t`not defined here:`,
  fault: l10n.t`contradiction:`,
  section: "",
  more: "",
})

function networkNode(network: VirtualNetwork, topology: LinkedTopology): PictureNode {
  const { name, addressSpace, peerings, subnets, place, gateway } = network
  const peers = peerings.map(one => `${peerLabel(one)}${one.counts ? "" : l10n.t` (not connected)`}`)
  const lines = [
    { text: prefixesText(addressSpace) },
    ...(peers.length > 0 ? [{ text: l10n.t`peered with ${peers.join(", ")}` }] : []),
    ...(gateway ? [{ text: "gateway" }] : []),
  ]
  return node(
    "network",
    name,
    lines,
    subnets.map(subnet => subnetNode(subnet, topology)),
    nameOf(place),
  )
}

function subnetNode(subnet: Subnet, topology: LinkedTopology): PictureNode {
  const { name, prefixes, group, routeTable, delegations, place } = subnet
  const route = referenceLabel(routeTable)
  const lines: PictureLine[] = [
    { text: prefixesText(prefixes) },
    groupLine(group) ?? { text: l10n.t`no NSG` },
    ...(route ? [{ text: l10n.t`route table ${route}` }] : []),
    ...(delegations.length > 0 ? [{ text: l10n.t`delegated to ${delegations.join(", ")}` }] : []),
  ]
  return node("subnet", name, lines, few(interfacesIn(subnet, topology).map(interfaceNode)), nameOf(place))
}

function interfaceNode(networkInterface: NetworkInterface): PictureNode {
  const { configurations, group, machine, isPrivateEndpoint, place } = networkInterface
  const addresses = configurations.map(({ address }) => (address ? plainAddress(address) : "dynamic"))
  const securityGroups = securityGroupLabels(networkInterface)
  const own = groupLine(group)
  const lines: PictureLine[] = [
    { text: addresses.join(", ") },
    ...(own ? [own] : []),
    ...(machine ? [{ text: `${machine.kind === "scaleSet" ? l10n.t`scale set` : "VM"} ${machine.name}` }] : []),
    ...(securityGroups.length > 0 ? [{ text: l10n.t`ASG ${securityGroups.join(", ")}` }] : []),
    ...(isPrivateEndpoint ? [{ text: l10n.t`private endpoint` }] : []),
  ]
  return node("interface", interfaceName(networkInterface), lines, [], nameOf(place))
}

function balancerNode({ name, kind, sku, frontEnds, rules, inboundNat, place }: LoadBalancer): PictureNode {
  const addresses = frontEnds.flatMap(one =>
    [one.address && plainAddress(one.address), referenceLabel(one.publicAddress)].filter(text => text !== undefined),
  )
  const backEnds = [...rules, ...inboundNat].flatMap(rule => rule.backEnds.map(one => one.networkInterface))
  const targets = [...new Set(backEnds.map(interfaceName))]
  const lines: PictureLine[] = [
    { text: [kindWords(kind), sku].filter(text => text !== undefined).join(", ") },
    ...(addresses.length > 0 ? [{ text: addresses.join(", ") }] : []),
    ...(targets.length > 0 ? [{ text: l10n.t`to ${targets.join(", ")}` }] : []),
  ]
  return node("balancer", name, lines, [], nameOf(place))
}

function groupNode({ group, document }: PlacedGroup): PictureNode {
  return node("group", group.name, [], [], { document, range: group.nameRange })
}

function missingNode({ kind, reference, document, range }: LinkedTopology["unresolved"][number]): PictureNode {
  const name = kind === "linkedTemplate" ? reference : shortName(reference)
  return node("missing", name, [{ text: kindWords(kind) }], [], { document, range })
}

function faultNode(fault: LinkedTopology["faults"][number]): PictureNode {
  return node("fault", describeFault(fault), [], [], fault)
}

/** The rest of a long list is counted. */
function few(nodes: readonly PictureNode[]): readonly PictureNode[] {
  const more = nodes.length - mostDrawn
  return more > 0 ? [...nodes.slice(0, mostDrawn), node("more", l10n.t`${more} more`, [])] : nodes
}

function groupLine(group: Reference<PlacedGroup>): PictureLine | undefined {
  const label = groupLabel(group)
  if (label === undefined) return undefined
  return group.kind === "unresolved"
    ? { text: l10n.t`NSG ${label} (not known here)`, tone: "missing" }
    : { text: l10n.t`NSG ${label}`, tone: "group" }
}

function prefixesText({ known, areAll }: Subnet["prefixes"]): string {
  return [...known.map(({ key }) => key), ...(areAll ? [] : [l10n.t`prefixes that are not known here`])].join(", ")
}

function nameOf({ document, nameRange }: Place): DocumentPlace {
  return { document, range: nameRange }
}

/** One line for both directions of a peering. */
function peeringLinks(
  network: VirtualNetwork,
  networks: ReadonlyMap<VirtualNetwork, PictureNode>,
): readonly PictureLink[] {
  const order = [...networks.keys()]
  return network.peerings.flatMap(({ remote, counts }) => {
    if (remote.kind !== "resolved") return []
    const [from, to] = [networks.get(network), networks.get(remote.target)]
    const isSecond = counts && order.indexOf(remote.target) < order.indexOf(network)
    return from && to && from !== to && !isSecond ? [{ from, to, holds: counts }] : []
  })
}
