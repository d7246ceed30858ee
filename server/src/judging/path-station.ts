import { virtualNetworkTag } from "../azure/service-tags.ts"
import type { Flow, KnownSets } from "../engine/flow.ts"
import type { Endpoint } from "../topology/endpoint.ts"
import type { Member, NetworkInterface, Reference, Subnet } from "../topology/topology.ts"
import type { AddressTerm } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { remember } from "../values/remember.ts"
import type { JudgedNetwork } from "./judged-network.ts"

/** One address at which traffic starts or ends, and where in the topology that is. */
export interface Station {
  readonly term: AddressTerm
  /** The application security groups of an address that Azure chooses among those of the term. */
  readonly sets?: KnownSets
  /** Absent where the address is not in the topology. */
  readonly attachment?: Attachment
  /**
   * Set where it stands for all addresses of a subnet beside the network interfaces in it: what these do is the answer,
   * unless a rule splits the subnet.
   */
  readonly isBeside?: true
  /** Set for a single address of a subnet that nothing here is known to have. */
  readonly isUnclaimed?: true
  /** Of a back end, where it listens; else that of the flow. */
  readonly port?: Flow["destinationPort"]
}

export interface AttachedStation extends Station {
  readonly attachment: Attachment
}

export interface Attachment {
  readonly subnet: Reference<Subnet>
  /** Absent where no network interface here has the address. */
  readonly member?: Member
}

/** The places that an end stands for. None where it stands for things of the topology of which there are none. */
export function stationsOf(network: JudgedNetwork, endpoint: Endpoint): readonly Station[] {
  if (endpoint.kind === "elsewhere") return [{ term: endpoint.term }]
  if (endpoint.kind === "subnet") return subnetStations(network, endpoint)
  if (endpoint.kind === "frontEnd") return []
  const term = endpoint.kind === "networkInterface" ? endpoint.address : undefined
  if (term) return endpoint.members.map(member => ({ term, attachment: attachmentOf(member) }))
  return endpoint.members.flatMap(member => memberStations(network, member))
}

/** Any address of a subnet: those of the network interfaces in it, and all of its prefixes. */
function subnetStations(
  network: JudgedNetwork,
  { subnet, address }: Extract<Endpoint, { kind: "subnet" }>,
): readonly Station[] {
  const attachment: Attachment = { subnet: { kind: "resolved", target: subnet } }
  if (address) return addressStations(network, subnet, address)
  const members = network.index.membersIn(subnet)
  const whole = subnet.prefixes.known.map((term): Station => ({ term, attachment }))
  if (members.length === 0) return whole
  return [
    ...members.flatMap(member => memberStations(network, member)),
    ...whole.map((station): Station => ({ ...station, isBeside: true })),
  ]
}

/** An address that nothing here is known to have: what may have it, and the subnet alone if nothing has. */
function addressStations(network: JudgedNetwork, subnet: Subnet, address: AddressTerm): readonly Station[] {
  const unclaimed = unclaimedStation(subnet, address)
  const possible = possibleStations(network, subnet, address)
  return possible.length === 0 ? [unclaimed] : [...possible, { ...unclaimed, isBeside: true }]
}

/** An address of a subnet that no network interface has. */
export function unclaimedStation(subnet: Subnet, address: AddressTerm): AttachedStation {
  return { term: address, attachment: { subnet: { kind: "resolved", target: subnet } }, isUnclaimed: true }
}

/**
 * Azure may have chosen an address for any network interface without a fixed one, which matters where that has a group of its
 * own.
 */
export function possibleStations(
  { index }: JudgedNetwork,
  subnet: Subnet,
  address: AddressTerm,
): readonly AttachedStation[] {
  const open = [...index.membersIn(subnet), ...index.membersAnywhere].filter(member => mayHave(member, address))
  return open.map(member => ({
    term: address,
    sets: index.securityGroupsOf(member.configuration),
    attachment: { subnet: { kind: "resolved", target: subnet }, member },
  }))
}

function mayHave({ networkInterface, configuration: { address: own, family } }: Member, address: AddressTerm): boolean {
  return !own && networkInterface.group.kind !== "none" && address.kind === "prefix" && address.family === family
}

/** An IP configuration: its address, else any that Azure may choose for it in its subnet; each time the same. */
export function memberStations(network: JudgedNetwork, member: Member): readonly Station[] {
  return remember(knownIn(network), member, () => findStations(network, member))
}

const knownIn = keptFor((_: JudgedNetwork) => new Map<Member, readonly Station[]>())

function findStations(network: JudgedNetwork, member: Member): readonly Station[] {
  const { address, subnet, family } = member.configuration
  const attachment = attachmentOf(member)
  if (address) return [{ term: address, attachment }]
  const prefixes = subnet.kind === "resolved" ? subnet.target.prefixes.known : []
  const own = prefixes.filter(prefix => prefix.family === family)
  if (own.length === 0) return [{ term: virtualNetworkTag, attachment }]
  const sets = network.index.securityGroupsOf(member.configuration)
  return own.map(term => ({ term, sets, attachment }))
}

export function attachmentOf(member: Member): Attachment {
  return { subnet: member.configuration.subnet, member }
}

export function interfaceOf({ attachment }: Station): NetworkInterface | undefined {
  return attachment?.member?.networkInterface
}

/** 4 or 6 where all of its addresses are of one family. */
export function familyOf({ term }: Station): 4 | 6 | undefined {
  return term.kind === "prefix" ? term.family : undefined
}
