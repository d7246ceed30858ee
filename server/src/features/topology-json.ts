import type { LinkedTopology } from "../topology/link-topology.ts"
import type {
  AdminConfiguration,
  BalancingRule,
  FrontEnd,
  LoadBalancer,
  NetworkInterface,
  Subnet,
  VirtualNetwork,
} from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { addressText } from "../values/format-address.ts"
import { groupedBy } from "../values/grouped.ts"
import { adminNetworks, adminRuleParts } from "./admin-rule-parts.ts"
import { portRanges } from "./port-ranges.ts"
import { describeFault } from "./topology-fault-text.ts"
import {
  groupLabel,
  interfacesIn,
  peerLabel,
  referenceLabel,
  securityGroupLabels,
  unplacedInterfaces,
} from "./topology-labels.ts"

export type TopologyJson<P> = ReturnType<typeof topologyJson<P>>

/** What `nsg topology --format json` prints, where `locate` says of a place in a document what is printed for it. */
export function topologyJson<P>(topology: LinkedTopology, locate: (place: DocumentPlace) => P) {
  return {
    version: 1,
    virtualNetworks: topology.virtualNetworks.map(network => networkJson(network, topology)),
    networkInterfaces: unplacedInterfaces(topology).map(interfaceJson),
    loadBalancers: topology.loadBalancers.map(loadBalancerJson),
    securityAdminConfigurations: topology.adminConfigurations.map(adminJson),
    unattached: topology.unattached.map(({ group }) => group.name),
    unresolved: topology.unresolved.map(({ kind, reference, ...place }) => ({ kind, reference, ...locate(place) })),
    faults: topology.faults.map(fault => ({ kind: fault.kind, message: describeFault(fault), ...locate(fault) })),
  }
}

export interface DocumentPlace {
  readonly document: string
  readonly range: { readonly start: number; readonly end: number }
}

function networkJson(network: VirtualNetwork, topology: LinkedTopology) {
  const { name, id, addressSpace, peerings, subnets } = network
  return {
    name,
    ...(id !== undefined && { id }),
    addressPrefixes: addressSpace.known.map(({ key }) => key),
    peerings: peerings.map(peerLabel),
    subnets: subnets.map(subnet => subnetJson(subnet, topology)),
  }
}

function subnetJson(subnet: Subnet, topology: LinkedTopology) {
  const { name, id, prefixes, group, routeTable, delegations } = subnet
  return {
    name,
    ...(id !== undefined && { id }),
    addressPrefixes: prefixes.known.map(({ key }) => key),
    networkSecurityGroup: groupLabel(group) ?? null,
    routeTable: referenceLabel(routeTable) ?? null,
    ...(delegations.length > 0 && { delegations }),
    networkInterfaces: interfacesIn(subnet, topology).map(interfaceJson),
  }
}

function interfaceJson(networkInterface: NetworkInterface) {
  const { name, id, configurations, group, machine } = networkInterface
  return {
    name,
    ...(id !== undefined && { id }),
    addresses: configurations.flatMap(({ address }) => (address ? [plainAddress(address)] : [])),
    networkSecurityGroup: groupLabel(group) ?? null,
    applicationSecurityGroups: securityGroupLabels(networkInterface),
    virtualMachine: machine?.name ?? null,
  }
}

function loadBalancerJson({ name, id, kind, sku, subnet, frontEnds, rules, inboundNat }: LoadBalancer) {
  return {
    name,
    ...(id !== undefined && { id }),
    kind,
    ...(sku !== undefined && { sku }),
    ...(subnet && { subnet: referenceLabel(subnet) ?? null }),
    frontEnds: frontEnds.map(frontEndJson),
    rules: rulesJson(rules),
    inboundNatRules: rulesJson(inboundNat),
  }
}

/** One for each collection of rules: its networks are its own. */
function adminJson(configuration: AdminConfiguration) {
  const { name, id, hasOtherNetworks = false, complete } = configuration
  return {
    name,
    ...(id !== undefined && { id }),
    virtualNetworks: adminNetworks(configuration),
    otherVirtualNetworks: hasOtherNetworks,
    rules: adminRuleParts(configuration),
    complete,
  }
}

function frontEndJson({ name, address, publicAddress, subnet }: FrontEnd) {
  return {
    name,
    address: address ? plainAddress(address) : null,
    publicIPAddress: referenceLabel(publicAddress) ?? null,
    subnet: referenceLabel(subnet) ?? null,
  }
}

/** The rules of one name, which differ by their ports alone, as one. */
function rulesJson(rules: readonly BalancingRule[]) {
  const byName = groupedBy(rules, ({ name }) => name)
  return [...byName].map(([name, own]) => {
    const [first] = own
    return {
      name,
      frontEnd: first?.frontEnd ?? "",
      protocol: first?.protocol ?? null,
      frontEndPorts: portRanges(own.map(({ frontEndPort }) => frontEndPort)),
      backEndPort: first?.backEndPort ?? null,
      backEnds: [
        ...new Set(own.flatMap(({ backEnds }) => backEnds.map(({ networkInterface }) => networkInterface.name))),
      ],
      complete: own.every(({ areAll }) => areAll),
    }
  })
}

/** A single address without its length. */
export function plainAddress({ family, first }: AddressPrefix): string {
  return addressText(family, first)
}
