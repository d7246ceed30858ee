import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { LinkedTopology } from "../topology/link-topology.ts"
import type { NetworkInterface, Place, PlacedGroup, Reference, Subnet, VirtualNetwork } from "../topology/topology.ts"
import { isUnknown } from "../values/unknown.ts"
import { interfaceName } from "./level-name.ts"
import { networkThings } from "./network-things.ts"
import { shownName } from "./rule-cells.ts"
import { plainAddress } from "./topology-json.ts"
import { interfacesIn, namedFirst, unplacedInterfaces } from "./topology-labels.ts"

/** The networks of a workspace as a tree: virtual networks, subnets, network interfaces, groups, rules. */
export interface NetworkTree<P> {
  readonly roots: readonly NetworkNode<P>[]
  /** Every group once, however many nodes have it. */
  readonly groups: readonly GroupNode<P>[]
}

export interface NetworkNode<P> {
  /** A heading stands for no resource. */
  readonly kind: "virtualNetwork" | "subnet" | "networkInterface" | "heading"
  readonly label: string
  readonly description?: string
  readonly place?: P
  /** As a flow names it; a subnet's or network interface's. */
  readonly end?: string
  /** Places in the list of groups. */
  readonly groups: readonly number[]
  readonly children: readonly NetworkNode<P>[]
}

export interface GroupNode<P> {
  readonly label: string
  readonly place: P
  readonly rules: readonly RuleNode<P>[]
}

export interface RuleNode<P> {
  readonly label: string
  /** Priority, access and direction, where these are known. */
  readonly description: string
  readonly access?: "Allow" | "Deny"
  readonly place: P
}

/** `locate` says of a place in a document what a node has of it. */
export function networkTree<P>(topology: LinkedTopology, locate: (place: Place) => P): NetworkTree<P> {
  const numbers = new Map(topology.groups.map((group, index) => [group, index]))
  const ends = new Map(networkThings(topology).map(({ place, end }) => [place, end]))
  const writing: Writing<P> = {
    topology,
    locate,
    numbersOf: groups => groups.flatMap(group => numbers.get(group) ?? []),
    endOf: place => ends.get(place),
  }
  return {
    roots: [
      ...namedFirst(topology.virtualNetworks).map(network => networkNode(network, writing)),
      ...heading<P>(l10n.t`NICs whose subnet is not defined here`, {
        children: unplacedInterfaces(topology).map(each => interfaceNode(each, writing)),
      }),
      ...heading<P>(l10n.t`NSGs not attached to anything here`, { groups: writing.numbersOf(topology.unattached) }),
    ],
    groups: topology.groups.map(({ document, group }) => groupNode(document, group, locate)),
  }
}

/** What each node is made with. */
interface Writing<P> {
  readonly topology: LinkedTopology
  locate(place: Place): P
  numbersOf(groups: readonly PlacedGroup[]): readonly number[]
  endOf(place: Place): string | undefined
}

function networkNode<P>({ name, addressSpace, place, subnets }: VirtualNetwork, writing: Writing<P>): NetworkNode<P> {
  return {
    kind: "virtualNetwork",
    label: shownName(name),
    description: prefixText(addressSpace),
    place: writing.locate(place),
    groups: [],
    children: subnets.map(subnet => subnetNode(subnet, writing)),
  }
}

function subnetNode<P>(subnet: Subnet, writing: Writing<P>): NetworkNode<P> {
  const { name, prefixes, group } = subnet
  return {
    kind: "subnet",
    label: name,
    description: prefixText(prefixes),
    ...thingPart(subnet, writing),
    groups: writing.numbersOf(targetOf(group)),
    children: interfacesIn(subnet, writing.topology).map(each => interfaceNode(each, writing)),
  }
}

function interfaceNode<P>(networkInterface: NetworkInterface, writing: Writing<P>): NetworkNode<P> {
  const { configurations, group } = networkInterface
  const addresses = configurations.map(({ address }) => (address ? plainAddress(address) : "dynamic"))
  return {
    kind: "networkInterface",
    label: interfaceName(networkInterface),
    description: addresses.join(", "),
    ...thingPart(networkInterface, writing),
    groups: writing.numbersOf(targetOf(group)),
    children: [],
  }
}

function thingPart<P>({ place }: Subnet | NetworkInterface, { locate, endOf }: Writing<P>) {
  const end = endOf(place)
  return { place: locate(place), ...(end !== undefined && { end }) }
}

function targetOf(group: Reference<PlacedGroup>): readonly PlacedGroup[] {
  return group.kind === "resolved" ? [group.target] : []
}

function heading<P>(
  label: string,
  { groups = [], children = [] }: Partial<Pick<NetworkNode<P>, "groups" | "children">>,
): readonly NetworkNode<P>[] {
  return groups.length + children.length === 0 ? [] : [{ kind: "heading", label, groups, children }]
}

function prefixText({ known }: Subnet["prefixes"]): string {
  return known.map(({ key }) => key).join(", ")
}

function groupNode<P>(document: string, group: LocatedGroup, locate: (place: Place) => P): GroupNode<P> {
  const { name, range, nameRange, rules } = group
  return {
    label: name,
    place: locate({ document: group.document ?? document, range, nameRange }),
    rules: rules.toSorted(byEvaluation).map(rule => ruleNode(group.document ?? document, rule, locate)),
  }
}

/** Inbound before outbound; a rule whose priority cannot be known possibly comes before any other. */
function byEvaluation(one: LocatedRule, other: LocatedRule): number {
  const [first, second] = [rank(one.direction), rank(other.direction)]
  return first - second || place(one) - place(other)
}

function rank(direction: LocatedRule["direction"]): number {
  return direction === "Inbound" ? 0 : direction === "Outbound" ? 1 : 2
}

function place({ priority }: LocatedRule): number {
  return isUnknown(priority) ? 0 : priority
}

function ruleNode<P>(document: string, rule: LocatedRule, locate: (place: Place) => P): RuleNode<P> {
  const { name, priority, access, direction, at } = rule
  const words = [priority, access, direction].filter(word => !isUnknown(word))
  return {
    label: name,
    description: words.join(" "),
    ...(!isUnknown(access) && { access }),
    place: locate({ document: rule.document ?? document, range: at.self, nameRange: at.name }),
  }
}
