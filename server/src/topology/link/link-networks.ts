import { type ResourceRef, sameResource } from "../../values/resource-ref.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { PeeringAccess, PeeringStatement, SubnetStatement, WrittenReference } from "../parts/network-part.ts"
import type { NamedResource, Peering, Prefixes, Reference, RouteTable, Subnet, VirtualNetwork } from "../topology.ts"
import { unresolvedReasons } from "../unresolved-reasons.ts"
import { linkGateways } from "./link-gateways.ts"
import type { Groups } from "./link-groups.ts"
import { type Linking, namedThing, resolve, resolveStated, type Stated, statedOf } from "./linking.ts"
import { type PlacedPart, placeOf, type TopologyDocument } from "./placed-part.ts"
import { referenceName } from "./reference-name.ts"
import { isFound, type Thing } from "./things.ts"

/** The virtual networks, and what other resources find of them. */
export interface Networks {
  readonly networks: readonly VirtualNetwork[]
  networkOf(thing: Thing): VirtualNetwork | undefined
  /** Whether a document makes the network, and does not only refer to it: its peerings are then all here. */
  isMade(network: VirtualNetwork): boolean
  /** Whether no document makes the network, and what refers to it does not tell which one it is. */
  isAnyone(network: VirtualNetwork): boolean
  subnetOf(thing: Thing): Subnet | undefined
}

interface Draft extends VirtualNetwork {
  readonly subnets: Subnet[]
  readonly peerings: Peering[]
  gateway?: NonNullable<VirtualNetwork["gateway"]>
}

export function linkNetworks(
  linking: Linking,
  groups: Groups,
  routeTableOf: (thing: Thing) => RouteTable | undefined,
): Networks {
  const drafts = new Map<Thing, Draft>()
  for (const thing of linking.things.of("virtualNetwork")) {
    const values = thing.parts.map(by => ({ value: by.part.says.addressSpace, by }))
    drafts.set(thing, draftOf(namedThing(thing), prefixesOf(linking, "addressSpace", values)))
  }
  const owners = ownersOf(linking, drafts)
  const subnets = new Map<Thing, Subnet>()
  for (const thing of linking.things.of("subnet")) {
    const network = owners.of(thing)
    const subnet = subnetOf(linking, thing, { network, groups, routeTableOf })
    network.subnets.push(subnet)
    subnets.set(thing, subnet)
  }
  const find = (thing: Thing) => drafts.get(thing)
  const made = new Set<VirtualNetwork>(
    [...drafts].flatMap(([{ parts }, draft]) => (parts.some(({ part }) => !part.existing) ? [draft] : [])),
  )
  const isMade = (network: VirtualNetwork) => made.has(network)
  const peerings = linking.things.of("peering").map(thing => ({ thing, network: owners.of(thing) }))
  const isBack = (network: VirtualNetwork, remote: VirtualNetwork) =>
    peerings.some(
      one =>
        one.network === remote &&
        one.thing.parts.some(({ part, document }) => {
          const target = linking.things.find(part.says.remote?.reference, document)
          return isConnected(part.says) && isFound(target) && find(target) === network
        }),
    )
  for (const { thing, network } of peerings) {
    const peering = peeringOf(linking, thing.parts[0], { network, find, undefinedCalled: owners.find, isMade, isBack })
    network.peerings.push(peering)
    const { back } = thing.parts[0].part.says
    if (back) addBack(peering, back, { network, all: owners.all() })
  }
  const gateways = linkGateways(linking, thing => subnets.get(thing), find)
  for (const draft of owners.all()) {
    const gateway = gateways.get(draft)
    if (gateway) draft.gateway = gateway
  }
  const { isAnyone } = owners
  return { networks: owners.all(), networkOf: find, isMade, isAnyone, subnetOf: thing => subnets.get(thing) }
}

function draftOf(named: NamedResource, addressSpace: Prefixes): Draft {
  return { ...named, addressSpace, subnets: [], peerings: [] }
}

/** What children are a part of; a network that no document defines is made of what its children say of it. */
function ownersOf(linking: Linking, drafts: ReadonlyMap<Thing, Draft>) {
  const { things, unresolved } = linking
  const made: { readonly by: PlacedPart; readonly draft: Draft }[] = []
  const find = (reference: ResourceRef | undefined, document: TopologyDocument) =>
    made.find(({ by }) => isSameNetwork(by, reference, document))?.draft
  const of = ({ parts: [by] }: Thing): Draft => {
    const { document, part } = by
    const found = things.find(part.parent, document)
    const known = (isFound(found) ? drafts.get(found) : undefined) ?? find(part.parent, document)
    if (known) return known
    const name = referenceName(part.parent)
    unresolved.push({ kind: "virtualNetwork", reference: name, document: document.uri, range: part.nameRange })
    const draft = draftOf({ name, place: placeOf(by) }, { known: [], areAll: false })
    made.push({ by, draft })
    return draft
  }
  const isAnyone = (network: VirtualNetwork) =>
    made.some(({ draft, by }) => draft === network && !isNamed(by.part.parent))
  return { of, find, all: () => [...drafts.values(), ...made.map(({ draft }) => draft)], isAnyone }
}

function isNamed(reference: ResourceRef | undefined): boolean {
  const names = reference && (reference.name.length > 0 ? reference.name : [reference.symbol])
  return names?.every(name => name !== undefined && !isUnknown(name)) ?? false
}

/** Whether a reference means the network that a part is of. */
function isSameNetwork(
  { part, document }: PlacedPart,
  other: ResourceRef | undefined,
  from: TopologyDocument,
): boolean {
  const scope = document.scope === from.scope ? "same" : "other"
  return part.parent !== undefined && other !== undefined && sameResource(part.parent, other, scope) === true
}

/** All that is stated; not known where parts do not agree. Where they do not state all, they may. */
function prefixesOf(
  linking: Linking,
  property: "addressSpace" | "prefixes",
  values: readonly Stated<Prefixes>[],
): Prefixes {
  const said = values.filter(({ value }) => value.known.length > 0 || value.areAll)
  const key = ({ value }: Stated<Prefixes>) => `${value.known.map(each => each.key).toSorted()} ${value.areAll}`
  const [first, another] = statedOf(linking, property, said, (one, other) => {
    if (key(one) === key(other)) return true
    return one.value.areAll && other.value.areAll ? false : null
  })
  if (!first) return { known: [], areAll: false }
  return another ? { known: first.value.known, areAll: false } : first.value
}

interface SubnetSurroundings {
  readonly network: Draft
  readonly groups: Groups
  readonly routeTableOf: (thing: Thing) => RouteTable | undefined
}

type SubnetThing = Thing<SubnetStatement>

function subnetOf(linking: Linking, thing: SubnetThing, { network, groups, routeTableOf }: SubnetSurroundings): Subnet {
  const added = linking.things.associationsOf(thing)
  const parts = thing.parts.map(({ part }) => part.says)
  const policies = parts.map(one => one.privateEndpointNetworkPolicies).find(one => one !== undefined)
  const group = [
    ...thing.parts.map(by => by.part.says.group && { value: by.part.says.group, by }),
    ...added.map(by => by.part.says.group && { value: by.part.says.group, by }),
  ]
  const routeTable = [
    ...thing.parts.map(by => by.part.says.routeTable && { value: by.part.says.routeTable, by }),
    ...added.map(by => by.part.says.routeTable && { value: by.part.says.routeTable, by }),
  ]
  const prefixes = thing.parts.map(by => ({ value: by.part.says.prefixes, by }))
  return {
    ...namedThing(thing),
    network,
    prefixes: prefixesOf(linking, "prefixes", prefixes),
    group: groups.resolve(group),
    routeTable: resolveStated(linking, "routeTable", "routeTable", routeTable, routeTableOf),
    delegations: [...new Set(parts.flatMap(one => one.delegations))],
    serviceEndpoints: [...new Set(parts.flatMap(one => one.serviceEndpoints))],
    ...(policies !== undefined && { privateEndpointNetworkPolicies: policies }),
  }
}

interface PeeringSurroundings {
  readonly network: VirtualNetwork
  find(thing: Thing): VirtualNetwork | undefined
  /** The network that no document defines, if others than the reference name it, too. */
  undefinedCalled(reference: ResourceRef | undefined, from: TopologyDocument): VirtualNetwork | undefined
  isMade(network: VirtualNetwork): boolean
  /** Whether `remote` has a peering with `network`. */
  isBack(network: VirtualNetwork, remote: VirtualNetwork): boolean
}

function peeringOf(linking: Linking, by: PlacedPart<PeeringStatement>, around: PeeringSurroundings): Peering {
  const { part, document } = by
  const { says: stated } = part
  const written =
    stated.remote && part.condition !== undefined
      ? { ...stated.remote, reason: unresolvedReasons.condition }
      : stated.remote
  const remote = remoteOf(linking, by, written, around)
  const meant = part.condition === undefined ? undefined : linking.things.find(stated.remote?.reference, document)
  const perhaps = meant && isFound(meant) ? around.find(meant) : undefined
  const isOpen = remote.kind !== "resolved" || !around.isMade(remote.target)
  const isBack = isOpen || stated.back !== undefined || around.isBack(around.network, remote.target)
  return {
    name: part.name,
    remote,
    ...(perhaps && { perhaps }),
    counts: isConnected(stated) && isBack,
    ...(stated.blocksAccess && { blocksAccess: true }),
    ...(stated.usesRemoteGateway && { usesRemoteGateway: true }),
    remotePrefixes: stated.remotePrefixes,
    place: placeOf(by),
  }
}

function remoteOf(
  linking: Linking,
  { part, document }: PlacedPart,
  written: WrittenReference | undefined,
  { find, undefinedCalled }: PeeringSurroundings,
): Reference<VirtualNetwork> {
  if (!written) return { kind: "unresolved", text: part.name, reason: unresolvedReasons.unnamed }
  const target = written.reason === undefined ? undefinedCalled(written.reference, document) : undefined
  return target ? { kind: "resolved", target } : resolve(linking, "virtualNetwork", { written, from: document }, find)
}

interface PeeredNetworks {
  readonly network: VirtualNetwork
  readonly all: readonly Draft[]
}

/** The same peering in the other network, if that does not state it. */
function addBack(
  { name, counts, place, remote }: Peering,
  back: PeeringAccess,
  { network, all }: PeeredNetworks,
): void {
  const other = all.find(one => remote.kind === "resolved" && one === remote.target)
  const hasIt = other?.peerings.some(each => each.remote.kind === "resolved" && each.remote.target === network)
  if (!other || hasIt) return
  other.peerings.push({
    name,
    counts,
    place,
    remote: { kind: "resolved", target: network },
    remotePrefixes: [],
    ...back,
  })
}

function isConnected({ state }: PeeringStatement): boolean {
  return state === undefined || state.toLowerCase() === "connected"
}
