import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { AdminRule } from "../../server/src/engine/traffic-path.ts"
import type { LocatedGroup } from "../../server/src/readers/reader.ts"
import type {
  AdminConfiguration,
  FrontEnd,
  IpConfiguration,
  LoadBalancer,
  Member,
  NetworkInterface,
  Peering,
  Place,
  PlacedGroup,
  Prefixes,
  PublicAddress,
  Reference,
  RouteTable,
  Subnet,
  Topology,
  VirtualNetwork,
} from "../../server/src/topology/topology.ts"
import type { AddressPrefix, NamedAddresses } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { parsePort } from "../../server/src/values/parse-ports.ts"

/** A rule in few words; what is left out is `*`, Tcp and Inbound, and priorities go up by one in the order of the list. */
export interface NetworkRule {
  readonly name?: string
  readonly priority?: number
  readonly access: string
  readonly direction?: string
  readonly protocol?: string
  /** An address, tag or `asg:NAME`, or several. */
  readonly source?: string | readonly string[]
  readonly destination?: string | readonly string[]
  readonly port?: string
}

export interface SampleNetwork {
  readonly groups?: Readonly<Record<string, readonly NetworkRule[]>>
  /** By their names; peers are named by one side alone. */
  readonly networks: Readonly<Record<string, SampleVirtualNetwork>>
  readonly peerings?: readonly (readonly [string, string])[]
  readonly interfaces?: Readonly<Record<string, SampleInterface>>
  readonly publicAddresses?: Readonly<Record<string, { readonly address?: string; readonly sku?: string }>>
  readonly loadBalancers?: Readonly<Record<string, SampleLoadBalancer>>
  readonly admin?: readonly SampleAdmin[]
}

interface SampleVirtualNetwork extends Partial<Pick<VirtualNetwork, "gateway">> {
  readonly prefixes: readonly string[]
  readonly subnets: Readonly<Record<string, SampleSubnet>>
  /** Names of networks that no document defines. */
  readonly unresolvedPeers?: readonly string[]
}

interface SampleSubnet extends Partial<Pick<Subnet, "privateEndpointNetworkPolicies" | "delegations">> {
  readonly prefix: string
  /** A group of `groups`; with a question mark one that no document defines. */
  readonly group?: string
  /** Destination and next hop of each route. */
  readonly routes?: readonly (readonly [string, string])[]
  readonly unresolvedRoutes?: string
}

interface SampleInterface extends Partial<Pick<NetworkInterface, "isPrivateEndpoint" | "isPrimary">> {
  /** `VNET/SUBNET`; with a question mark one that no document defines. */
  readonly subnet: string
  /** Addresses, one configuration for each; "" for one that Azure chooses. */
  readonly addresses?: readonly string[]
  readonly group?: string
  readonly securityGroups?: readonly string[]
  readonly machine?: string
  readonly scaleSet?: string
  readonly publicAddress?: string
}

interface SampleLoadBalancer {
  readonly sku?: string
  readonly kind?: LoadBalancer["kind"]
  readonly subnet?: string
  readonly frontEnds: Readonly<
    Record<string, { readonly address?: string; readonly publicAddress?: string; readonly subnet?: string }>
  >
  readonly rules?: readonly SampleBalancing[]
  readonly inboundNat?: readonly SampleBalancing[]
}

interface SampleBalancing {
  readonly frontEnd: string
  readonly port: number
  readonly to?: number
  readonly backEnds: readonly string[]
  readonly protocol?: "Tcp" | "Udp" | "All"
  readonly floatingIp?: boolean
}

interface SampleAdmin extends Partial<Pick<AdminConfiguration, "complete" | "intentPolicyServices">> {
  readonly name: string
  readonly scopeDepth?: number
  readonly networks: readonly string[]
  readonly rules: readonly NetworkRule[]
}

/** The topology that is drawn. Its documents have no text: all places are at the start of one. */
export function sampleTopology(sample: SampleNetwork): Topology {
  const groups = new Map(Object.entries(sample.groups ?? {}).map(([name, rules]) => [name, placedGroup(name, rules)]))
  const groupOf = (name: string | undefined): Reference<PlacedGroup> => {
    if (name === undefined) return { kind: "none" }
    if (name.endsWith("?")) return { kind: "unresolved", text: name.slice(0, -1), reason: noDocument }
    return { kind: "resolved", target: groups.get(name)! }
  }
  const networks = new Map(
    Object.entries(sample.networks).map(([name, drawn]) => [name, virtualNetwork(name, drawn, groupOf)]),
  )
  for (const [one, other] of sample.peerings ?? []) {
    peer(networks.get(one)!, networks.get(other)!)
    peer(networks.get(other)!, networks.get(one)!)
  }
  const subnetAt = (text: string): Reference<Subnet> => {
    if (text.endsWith("?")) return { kind: "unresolved", text: text.slice(0, -1), reason: noDocument }
    const [network, subnet] = text.split("/")
    return { kind: "resolved", target: networks.get(network!)!.subnets.find(({ name }) => name === subnet)! }
  }
  const publics = new Map(
    Object.entries(sample.publicAddresses ?? {}).map(([name, { address, sku }]): [string, PublicAddress] => [
      name,
      {
        ...named(name),
        address: address === undefined ? undefined : prefix(address),
        ...(sku !== undefined && { sku }),
      },
    ]),
  )
  const publicAt = (name: string | undefined): Reference<PublicAddress> =>
    name === undefined ? { kind: "none" } : { kind: "resolved", target: publics.get(name)! }
  const interfaces = new Map(
    Object.entries(sample.interfaces ?? {}).map(([name, drawn]): [string, NetworkInterface] => {
      const { subnet, addresses = [""], securityGroups = [], publicAddress } = drawn
      const configurations = addresses.map(
        (text, place): IpConfiguration => ({
          name: `ipconfig${place}`,
          isPrimary: place === 0,
          family: text.includes(":") ? 6 : 4,
          address: text === "" ? undefined : prefix(text),
          subnet: subnetAt(subnet),
          securityGroups: securityGroups.map(securityGroup),
          publicAddress: publicAt(publicAddress),
        }),
      )
      const machineName = drawn.machine ?? drawn.scaleSet
      return [
        name,
        {
          ...named(name),
          configurations,
          group: groupOf(drawn.group),
          isPrimary: drawn.isPrimary ?? true,
          isPrivateEndpoint: drawn.isPrivateEndpoint ?? false,
          ...(machineName !== undefined && {
            machine: { name: machineName, kind: drawn.scaleSet === undefined ? "virtualMachine" : "scaleSet", place },
          }),
        },
      ]
    }),
  )
  const membersOf = (names: readonly string[]): Member[] =>
    names.map(name => {
      const networkInterface = interfaces.get(name)!
      return { networkInterface, configuration: networkInterface.configurations[0]! }
    })
  const balancing = ({ frontEnd, port, to, backEnds, protocol = "Tcp", floatingIp = false }: SampleBalancing) => ({
    ...{ name: `${frontEnd}-${port}`, frontEnd, protocol, frontEndPort: port, backEndPort: to ?? port, floatingIp },
    ...{ backEnds: membersOf(backEnds), areAll: true },
  })
  const loadBalancers = Object.entries(sample.loadBalancers ?? {}).map(
    ([name, drawn]): LoadBalancer => ({
      ...named(name),
      kind: drawn.kind ?? "loadBalancer",
      ...(drawn.sku !== undefined && { sku: drawn.sku }),
      ...(drawn.subnet !== undefined && { subnet: subnetAt(drawn.subnet) }),
      frontEnds: Object.entries(drawn.frontEnds).map(
        ([frontEnd, { address, publicAddress, subnet }]): FrontEnd => ({
          name: frontEnd,
          address: address === undefined ? undefined : prefix(address),
          publicAddress: publicAt(publicAddress),
          subnet: subnet === undefined ? { kind: "none" } : subnetAt(subnet),
        }),
      ),
      rules: (drawn.rules ?? []).map(balancing),
      inboundNat: (drawn.inboundNat ?? []).map(balancing),
    }),
  )
  return {
    virtualNetworks: [...networks.values()],
    networkInterfaces: [...interfaces.values()],
    loadBalancers,
    publicAddresses: [...publics.values()],
    adminConfigurations: (sample.admin ?? []).map(drawn => adminConfiguration(drawn, networks)),
    hostedServices: [],
    unattached: [],
    unresolved: [],
  }
}

const noDocument = "is not defined in these files"
const place: Place = { document: "file:///network.json", range: { start: 0, end: 0 }, nameRange: { start: 0, end: 0 } }

function named(name: string) {
  return { name, place }
}

function virtualNetwork(
  name: string,
  { prefixes, subnets, unresolvedPeers = [], gateway }: SampleVirtualNetwork,
  groupOf: (name: string | undefined) => Reference<PlacedGroup>,
): VirtualNetwork {
  const own: Subnet[] = []
  const peerings = unresolvedPeers.map(
    (text): Peering => ({
      ...{
        name: text,
        remote: { kind: "unresolved", text, reason: noDocument },
        counts: true,
        remotePrefixes: [],
        place,
      },
    }),
  )
  const network: VirtualNetwork = {
    ...named(name),
    addressSpace: allOf(prefixes),
    subnets: own,
    peerings,
    ...(gateway && { gateway }),
  }
  for (const [subnet, drawn] of Object.entries(subnets)) {
    own.push({
      ...named(subnet),
      network,
      prefixes: allOf([drawn.prefix].flatMap(text => text.split(","))),
      group: groupOf(drawn.group),
      routeTable: routesOf(subnet, drawn),
      delegations: drawn.delegations ?? [],
      serviceEndpoints: [],
      ...(drawn.privateEndpointNetworkPolicies !== undefined && {
        privateEndpointNetworkPolicies: drawn.privateEndpointNetworkPolicies,
      }),
    })
  }
  return network
}

function routesOf(name: string, { routes, unresolvedRoutes }: SampleSubnet): Reference<RouteTable> {
  if (unresolvedRoutes !== undefined) return { kind: "unresolved", text: unresolvedRoutes, reason: noDocument }
  if (!routes) return { kind: "none" }
  const drawn = routes.map(([destination, nextHopType], index) => ({
    name: `route${index}`,
    destination: term(destination) as AddressPrefix | NamedAddresses,
    nextHopType,
  }))
  return { kind: "resolved", target: { ...named(`${name}-routes`), routes: drawn, complete: true } }
}

function peer(one: VirtualNetwork, other: VirtualNetwork): void {
  const peering = {
    name: other.name,
    remote: { kind: "resolved", target: other },
    counts: true,
    remotePrefixes: [],
    place,
  }
  ;(one.peerings as Peering[]).push(peering as Peering)
}

function allOf(texts: readonly string[]): Prefixes {
  return { known: texts.map(prefix), areAll: true }
}

export function prefix(text: string): AddressPrefix {
  return term(text) as AddressPrefix
}

function term(text: string) {
  if (text.startsWith("asg:")) return securityGroup(text.slice("asg:".length))
  const found = parseAddress(text)
  if ("fault" in found) throw new Error(text)
  return found
}

const groupIds = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups"

/** As rules name it that refer to it by its id. */
function securityGroup(name: string): NamedAddresses {
  return { kind: "group", key: `group:${groupIds}/${name}`.toLowerCase(), name }
}

/** A group as az prints it, read by the reader. */
function placedGroup(name: string, rules: readonly NetworkRule[]): PlacedGroup {
  const text = JSON.stringify({
    name,
    type: "Microsoft.Network/networkSecurityGroups",
    securityRules: rules.map(azRule),
  })
  const document = `file:///${name}.json`
  const [judged] = analyseDocument({ uri: document, language: "json", text }, defaultSettings).groups
  return { document, group: judged!.group as LocatedGroup }
}

function azRule(
  { name, priority, access, direction, protocol, source, destination, port }: NetworkRule,
  place: number,
) {
  return {
    ...{ name: name ?? `r${place}`, priority: priority ?? 100 + place, direction: direction ?? "Inbound", access },
    ...{ protocol: protocol ?? "*", sourcePortRange: "*", destinationPortRange: port ?? "*" },
    ...azSide("source", source),
    ...azSide("destination", destination),
  }
}

function azSide(side: string, texts: string | readonly string[] = "*") {
  const all = [texts].flat()
  const groups = all.filter(text => text.startsWith("asg:"))
  if (groups.length > 0) {
    const ids = groups.map(text => ({ id: `${groupIds}/${text.slice("asg:".length)}` }))
    return { [`${side}ApplicationSecurityGroups`]: ids }
  }
  return all.length === 1 ? { [`${side}AddressPrefix`]: all[0] } : { [`${side}AddressPrefixes`]: all }
}

function adminConfiguration(
  { name, scopeDepth = 0, networks, rules, complete = true, intentPolicyServices }: SampleAdmin,
  known: ReadonlyMap<string, VirtualNetwork>,
): AdminConfiguration {
  return {
    ...named(name),
    scopeDepth,
    complete,
    networks: networks.map(one => ({ kind: "resolved", target: known.get(one)! })),
    rules: rules.map((rule, index) => ({ ...adminRule(rule, index), place })),
    ...(intentPolicyServices !== undefined && { intentPolicyServices }),
  }
}

function adminRule(
  { name, priority, access, direction = "Inbound", protocol = "*", source = "*", destination = "*", port }: NetworkRule,
  index: number,
): AdminRule {
  const ports = parsePort(port ?? "*")
  if ("fault" in ports) throw new Error(port)
  return {
    name: name ?? `a${index}`,
    priority: priority ?? 1 + index,
    access: access as "Allow",
    direction: direction as "Inbound",
    protocol: protocol as "*",
    source: [source].flat().map(term),
    sourcePorts: [{ first: 0, last: 65535 }],
    destination: [destination].flat().map(term),
    destinationPorts: [ports],
    possiblyAbsent: false,
  }
}
