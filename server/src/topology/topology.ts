import type { ServiceId } from "../azure/service-need.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { AdminRule } from "../engine/traffic-path.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressPrefix, NamedAddresses } from "../values/address.ts"
import type { ResourceRef } from "../values/resource-ref.ts"

/**
 * The networks that the documents at hand describe together: what is in which network, and which groups apply to it.
 * References are resolved; what none of the documents defines is listed as unresolved, and is unknown where it counts.
 */
export interface Topology {
  readonly virtualNetworks: readonly VirtualNetwork[]
  readonly networkInterfaces: readonly NetworkInterface[]
  readonly loadBalancers: readonly LoadBalancer[]
  readonly publicAddresses: readonly PublicAddress[]
  readonly adminConfigurations: readonly AdminConfiguration[]
  readonly hostedServices: readonly HostedService[]
  /** Groups that no subnet and no network interface of the documents refers to. */
  readonly unattached: readonly PlacedGroup[]
  readonly unresolved: readonly UnresolvedReference[]
}

/** Where a resource stands. */
export interface Place {
  /** URI of the document. */
  readonly document: string
  /** The whole resource. */
  readonly range: Range
  /** The value of its name, else the start of the resource. */
  readonly nameRange: Range
}

/** A resource as it is called: names are compared without case. */
export interface NamedResource {
  /** As known here: evaluated where that can be done, else the text of its expression. */
  readonly name: string
  /** Its literal resource id, where one is written. */
  readonly id?: string
  readonly place: Place
}

/** A group and the document that defines it; joined with the rules that other documents add to it. */
export interface PlacedGroup {
  readonly document: string
  readonly group: LocatedGroup
}

/** What a reference to another resource comes to. */
export type Reference<T> =
  | { readonly kind: "none" }
  | { readonly kind: "resolved"; readonly target: T }
  /**
   * `text`: as people read it, the id or the name; `reason`: why it is not known, behind "which": "no document here
   * defines".
   */
  | { readonly kind: "unresolved"; readonly text: string; readonly reason: string }

/** Prefixes, and whether these are all: an expression may stand for more. */
export interface Prefixes {
  readonly known: readonly AddressPrefix[]
  readonly areAll: boolean
}

export interface VirtualNetwork extends NamedResource {
  readonly addressSpace: Prefixes
  readonly subnets: readonly Subnet[]
  readonly peerings: readonly Peering[]
  /** Its VPN or ExpressRoute gateway, or its connection to a virtual hub, where a document defines one. */
  readonly gateway?: Gateway
}

export interface Gateway {
  readonly kind: "gateway" | "virtualHub"
  /**
   * What lies behind it: the prefixes of local network gateways and of networks that are connected with it. Not all where
   * routes are learnt (BGP, ExpressRoute), or where a connection cannot be known.
   */
  readonly connected: Prefixes
}

export interface Peering {
  readonly name: string
  readonly remote: Reference<VirtualNetwork>
  /** The other network, where a condition decides whether the peering is there: `remote` is unresolved then. */
  readonly perhaps?: VirtualNetwork
  /**
   * Both networks have it, and neither says that it is not connected; where no document defines the other network, that
   * this one does not say so.
   */
  readonly counts: boolean
  /** Set where the other network's addresses are no part of this one's VirtualNetwork (`allowVirtualNetworkAccess: false`). */
  readonly blocksAccess?: true
  /** Set where this network's traffic takes the other one's gateway. */
  readonly usesRemoteGateway?: true
  /** The remote prefixes as the peering itself states them (API output), for a network that no document defines. */
  readonly remotePrefixes: readonly AddressPrefix[]
  readonly place: Place
}

export interface Subnet extends NamedResource {
  readonly network: VirtualNetwork
  readonly prefixes: Prefixes
  readonly group: Reference<PlacedGroup>
  readonly routeTable: Reference<RouteTable>
  readonly delegations: readonly string[]
  readonly serviceEndpoints: readonly string[]
  /** As written: "Enabled", "Disabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled". */
  readonly privateEndpointNetworkPolicies?: string
}

export interface RouteTable extends NamedResource {
  readonly routes: readonly Route[]
  /** False where part of the list cannot be known. */
  readonly complete: boolean
}

export interface Route {
  readonly name: string
  /** A prefix, or a service tag; undefined where it cannot be known. */
  readonly destination: AddressPrefix | NamedAddresses | undefined
  /** As written: "VirtualAppliance", "Internet", "VnetLocal", "VirtualNetworkGateway", "None". */
  readonly nextHopType?: string
}

/** A network interface, or the profile of one that each machine of a scale set has. */
export interface NetworkInterface extends NamedResource {
  readonly configurations: readonly IpConfiguration[]
  readonly group: Reference<PlacedGroup>
  readonly machine?: Machine
  /** The one that its machine sends by if nothing else is asked for. */
  readonly isPrimary: boolean
  /** It belongs to a private endpoint: groups apply to it only where its subnet says so. */
  readonly isPrivateEndpoint: boolean
  /** Set where it may forward traffic that is not meant for itself (IP forwarding), as appliances do. */
  readonly mayForward?: true
  /** As written: `00-22-48-71-C2-05`, which logs of its flows name it by. */
  readonly mac?: string
}

export interface Machine {
  readonly name: string
  readonly id?: string
  readonly kind: "virtualMachine" | "scaleSet"
  readonly place: Place
}

export interface IpConfiguration {
  readonly name: string
  readonly isPrimary: boolean
  readonly family: 4 | 6
  /** A single address; undefined where Azure chooses one of the subnet, or where it cannot be known. */
  readonly address: AddressPrefix | undefined
  readonly subnet: Reference<Subnet>
  /** Its application security groups, as rules name them. */
  readonly securityGroups: readonly NamedAddresses[]
  /** Set where it may be in others, too: the list, or an item of it, cannot be known. */
  readonly hasOtherSecurityGroups?: true
  readonly publicAddress: Reference<PublicAddress>
}

/** A service of Azure that has machines in a subnet. */
export interface HostedService {
  readonly service: ServiceId
  readonly subnet: Subnet
}

export interface PublicAddress extends NamedResource {
  readonly address: AddressPrefix | undefined
  /** "Standard" is closed until a group opens it; undefined where it is not stated. */
  readonly sku?: string
}

export interface LoadBalancer extends NamedResource {
  readonly kind: "loadBalancer" | "applicationGateway" | "bastionHost"
  readonly sku?: string
  /** Where the instances of an application gateway or Bastion host are. */
  readonly subnet?: Reference<Subnet>
  readonly frontEnds: readonly FrontEnd[]
  /** Set where it may have rules that are not known. */
  readonly hasOtherRules?: true
  readonly rules: readonly BalancingRule[]
  readonly inboundNat: readonly BalancingRule[]
}

export interface FrontEnd {
  readonly name: string
  readonly address: AddressPrefix | undefined
  readonly publicAddress: Reference<PublicAddress>
  readonly subnet: Reference<Subnet>
}

/** What becomes of traffic to a port of a front end. */
export interface BalancingRule {
  readonly name: string
  /** Name of the front end; absent where it is not known which it is. */
  readonly frontEnd?: string
  readonly protocol: "Tcp" | "Udp" | "All" | undefined
  /** 0 with protocol All: every port. Undefined where it cannot be known; of several, each is a rule of its own. */
  readonly frontEndPort: number | undefined
  readonly backEndPort: number | undefined
  /** Floating IP: the destination stays the front end's address. */
  readonly floatingIp: boolean
  readonly backEnds: readonly Member[]
  /** False where some back ends cannot be known. */
  readonly areAll: boolean
}

/** An IP configuration, and the network interface that has it. */
export interface Member {
  readonly networkInterface: NetworkInterface
  readonly configuration: IpConfiguration
}

/** Security admin rules of Virtual Network Manager for a set of networks. */
export interface AdminConfiguration extends NamedResource {
  readonly rules: readonly LocatedAdminRule[]
  readonly networks: readonly Reference<VirtualNetwork>[]
  /** Set where it may apply to others, too: a network group whose members a policy chooses. */
  readonly hasOtherNetworks?: true
  /** As written: "None" (the default), "All", "AllowRulesOnly" (`applyOnNetworkIntentPolicyBasedServices`). */
  readonly intentPolicyServices?: string
  /** Where among several it comes: those of a parent scope, with the lower number, first. */
  readonly scopeDepth: number
  readonly complete: boolean
}

export type LocatedAdminRule = AdminRule & Pick<SecurityRule, "name"> & { readonly place: Place }

export interface UnresolvedReference {
  /** What kind of resource is meant: "networkSecurityGroup", "virtualNetwork", …; "linkedTemplate" is a file. */
  readonly kind: string
  readonly reference: string
  /** What it names, where that is known and no document defines it. */
  readonly target?: ResourceRef
  readonly document: string
  readonly range: Range
}
