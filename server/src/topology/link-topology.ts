import { findFaults } from "./link/find-faults.ts"
import { linkAdmin } from "./link/link-admin.ts"
import { linkDeployments } from "./link/link-deployments.ts"
import { linkGroups } from "./link/link-groups.ts"
import { linkHostedServices } from "./link/link-hosted-services.ts"
import { linkInterfaces } from "./link/link-interfaces.ts"
import { linkLoadBalancers } from "./link/link-load-balancers.ts"
import { linkMachines } from "./link/link-machines.ts"
import { linkNetworks } from "./link/link-networks.ts"
import { linkPools } from "./link/link-pools.ts"
import { linkPublicAddresses } from "./link/link-public-addresses.ts"
import { linkRouteTables } from "./link/link-routes.ts"
import { linkSecurityGroups } from "./link/link-security-groups.ts"
import { startLinking } from "./link/linking.ts"
import { mergeDifferences } from "./link/merge-differences.ts"
import type { TopologyDocument } from "./link/placed-part.ts"
import { collectThings, type Thing } from "./link/things.ts"
import type { NetworkInterface, PlacedGroup, Topology } from "./topology.ts"
import type { TopologyFault } from "./topology-fault.ts"

/** A topology, and what contradicts itself in its documents. */
export interface LinkedTopology extends Topology {
  readonly faults: readonly TopologyFault[]
  /** The groups that the documents define. */
  readonly groups: readonly PlacedGroup[]
  /** URIs of the documents in which Azure printed what there is: networks, and the network interfaces in them. */
  readonly exports: ReadonlySet<string>
  /** URIs of the documents that may give what they define to others that are not at hand. */
  readonly handingOn: ReadonlySet<string>
}

/** What the documents describe together, in whatever order they come. */
export function linkTopology(documents: readonly TopologyDocument[]): LinkedTopology {
  const sorted = documents.toSorted((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0))
  const linking = startLinking(collectThings(sorted))
  const groups = linkGroups(linking, sorted)
  const networks = linkNetworks(linking, groups, linkRouteTables(linking))
  const { subnetOf, networkOf } = networks
  const publicAddresses = linkPublicAddresses(linking)
  const { of: publicAddressOf } = publicAddresses
  const machines = linkMachines(linking)
  const membershipOf = linkSecurityGroups(linking, sorted)
  const linked = linkInterfaces(linking, { groups, machines, membershipOf, subnetOf, publicAddressOf })
  const pools = linkPools(linking, linked)
  const loadBalancers = linkLoadBalancers(linking, { pools, subnetOf, publicAddressOf })
  const adminConfigurations = linkAdmin(linking, networkOf)
  linkDeployments(linking)
  const own = linked.filter(({ profile }) => profile === undefined)
  const byThing = new Map<Thing, NetworkInterface>(own.map(each => [each.thing, each.networkInterface]))
  const virtualNetworks = networks.networks
  return {
    virtualNetworks,
    networkInterfaces: linked.map(({ networkInterface }) => networkInterface),
    loadBalancers,
    publicAddresses: publicAddresses.all,
    adminConfigurations,
    hostedServices: linkHostedServices(linking, subnetOf),
    unattached: groups.unattached(),
    unresolved: linking.unresolved,
    faults: [...mergeDifferences(linking.faults), ...findFaults(linking, { virtualNetworks }, byThing, networks)],
    groups: sorted.flatMap(document => document.groups.map(({ placed }) => placed)),
    exports: new Set(sorted.filter(isExport).map(({ uri }) => uri)),
    handingOn: new Set(sorted.filter(({ handsOn }) => handsOn).map(({ uri }) => uri)),
  }
}

/** Whether it holds networks and network interfaces, each of Azure's own types and with the id that Azure gave it. */
function isExport({ parts }: TopologyDocument): boolean {
  const own = parts.filter(({ says: { kind } }) => kind === "virtualNetwork" || kind === "networkInterface")
  return new Set(own.map(({ says: { kind } }) => kind)).size === 2 && own.every(isPrinted)
}

function isPrinted({ id, kind }: TopologyDocument["parts"][number]): boolean {
  return id !== undefined && /^microsoft\./i.test(kind)
}
