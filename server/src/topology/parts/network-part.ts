import type { ServiceId } from "../../azure/service-need.ts"
import type { AdminRule } from "../../engine/traffic-path.ts"
import type { LocatedResource } from "../../readers/located-resource.ts"
import type { Range } from "../../syntax/node.ts"
import type { AddressPrefix } from "../../values/address.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import type { BalancingRule, Prefixes, Route } from "../topology.ts"
import type { PartKey } from "./part-key.ts"

/** A resource, and what it says of the network: plain data, which is kept of files that no editor has open. */
export interface NetworkPart<S extends Statement = Statement> extends LocatedResource {
  /** Its literal resource id, where one is written. */
  readonly id?: string
  readonly says: S
}

/** What a resource says, in Azure's words; whatever is absent is not said. */
export type Statement =
  | NetworkStatement
  | SubnetStatement
  | PeeringStatement
  | InterfaceStatement
  | MachineStatement
  | BalancerStatement
  | PoolStatement
  | BalancingStatement
  | PublicAddressStatement
  | RouteTableStatement
  | RouteStatement
  | GatewayStatement
  | LocalGatewayStatement
  | ConnectionStatement
  | HubConnectionStatement
  | PrivateEndpointStatement
  | AssociationStatement
  | GroupStatement
  | ManagerStatement
  | ManagedNetworkStatement
  | AdminConfigurationStatement
  | AdminCollectionStatement
  | AdminRuleStatement
  | DeploymentStatement
  | HostedServiceStatement
  | OtherStatement

export type StatementOf<K extends Statement["kind"]> = Statement & { readonly kind: K }

/** A reference to another resource, as it is written. */
export interface WrittenReference {
  /** What it names; undefined where that cannot be read. */
  readonly reference: ResourceRef | undefined
  /** As people read it. */
  readonly text: string
  readonly range: Range
  /** Why it is not known what it refers to, where that is not for want of a document. */
  readonly reason?: string
}

/** A service of Azure that has machines in subnets of its customer. */
export interface HostedServiceStatement {
  readonly kind: "hostedService"
  /** Absent where it needs nothing of a group, or where it is not known which kind it is. */
  readonly service?: ServiceId
  readonly subnets: readonly WrittenReference[]
}

/** A deployment within a template. */
export interface DeploymentStatement {
  readonly kind: "deployment"
  /** The template that it links, where that is not read. */
  readonly template?: LinkedTemplate
  /** The deployments of its template that have to be done before. */
  readonly needs: readonly WrittenReference[]
}

/** A template in another file. */
export interface LinkedTemplate {
  /** As people read it: its path, its address, or the expression that makes this. */
  readonly text: string
  readonly range: Range
}

/** A list, and whether these are all: an expression may stand for more. */
export interface Listed<T> {
  readonly items: readonly T[]
  readonly areAll: boolean
}

export interface NetworkStatement {
  readonly kind: "virtualNetwork"
  readonly addressSpace: Prefixes
}

export interface SubnetStatement {
  readonly kind: "subnet"
  readonly prefixes: Prefixes
  readonly group?: WrittenReference
  readonly routeTable?: WrittenReference
  readonly delegations: readonly string[]
  readonly serviceEndpoints: readonly string[]
  readonly privateEndpointNetworkPolicies?: string
  /** The network interfaces that it says are in it: output has them. */
  readonly interfaces: readonly WrittenReference[]
}

export interface PeeringStatement extends PeeringAccess {
  readonly kind: "peering"
  readonly remote?: WrittenReference
  /** As written: "Connected", "Initiated", "Disconnected". */
  readonly state?: string
  readonly remotePrefixes: readonly AddressPrefix[]
  /** Where its tool makes it in both networks, what it is like in the other one. */
  readonly back?: PeeringAccess
}

export interface PeeringAccess {
  readonly blocksAccess?: true
  readonly usesRemoteGateway?: true
}

/** A network interface, or the profile of one. */
export interface InterfaceStatement {
  readonly kind: "networkInterface"
  readonly configurations: readonly ConfigurationStatement[]
  /** False where it may have other configurations. */
  readonly areAll: boolean
  readonly group?: WrittenReference
  readonly machine?: WrittenReference
  readonly isPrimary?: boolean
  readonly isPrivateEndpoint?: true
  readonly mayForward?: true
  /** As written. */
  readonly mac?: string
}

export interface ConfigurationStatement {
  readonly name: string
  readonly isPrimary?: boolean
  readonly family: 4 | 6
  readonly address?: AddressPrefix
  readonly subnet?: WrittenReference
  readonly publicAddress?: WrittenReference
  readonly securityGroups: Listed<SecurityGroupReference>
  readonly pools: Listed<WrittenReference>
  readonly natRules: Listed<WrittenReference>
}

/** An application security group, and the key under which rules of the same document know it if they are written alike. */
export interface SecurityGroupReference extends WrittenReference {
  readonly key: string
}

export interface MachineStatement {
  readonly kind: "virtualMachine" | "scaleSet"
  readonly interfaces: readonly MachineInterface[]
  /** Network interfaces that are written out in it. */
  readonly profiles: readonly Profile[]
}

export interface MachineInterface extends WrittenReference {
  readonly isPrimary?: boolean
}

export interface Profile {
  readonly name: string
  readonly range: Range
  readonly nameRange: Range
  readonly says: InterfaceStatement
}

export interface BalancerStatement {
  readonly kind: "loadBalancer" | "applicationGateway" | "bastionHost"
  readonly sku?: string
  readonly subnet?: WrittenReference
  readonly frontEnds: readonly FrontEndStatement[]
  readonly pools: readonly NamedPool[]
  readonly rules: Listed<NamedBalancing>
  readonly inboundNat: Listed<NamedBalancing>
}

export interface FrontEndStatement {
  readonly name: string
  readonly key: PartKey
  readonly address?: AddressPrefix
  readonly publicAddress?: WrittenReference
  readonly subnet?: WrittenReference
}

export interface PoolStatement {
  readonly kind: "pool"
  /** IP configurations that it says are in it. */
  readonly members: Listed<WrittenReference>
  /** Members by their addresses alone. */
  readonly addresses: readonly AddressPrefix[]
}

export interface NamedPool extends PoolStatement {
  readonly key: PartKey
}

/** A rule of a load balancer: a balancing rule, or one of inbound NAT. */
export interface BalancingStatement
  extends Pick<BalancingRule, "protocol" | "frontEndPort" | "backEndPort" | "floatingIp"> {
  readonly kind: "balancing"
  readonly isNat: boolean
  /** Its front end; undefined where it is not known. */
  readonly frontEnd: PartKey | undefined
  readonly pools: Listed<WrittenReference>
  readonly member?: WrittenReference
  /** The last of several front-end ports, one for each machine. */
  readonly lastPort?: number
}

export interface NamedBalancing extends BalancingStatement {
  readonly name: string
  readonly key: PartKey
}

export interface PublicAddressStatement {
  readonly kind: "publicAddress"
  readonly address?: AddressPrefix
  readonly sku?: string
}

export interface RouteTableStatement {
  readonly kind: "routeTable"
  readonly routes: readonly Route[]
  readonly areAll: boolean
}

export interface RouteStatement {
  readonly kind: "route"
  readonly route: Route
}

export interface GatewayStatement {
  readonly kind: "gateway"
  readonly subnets: readonly WrittenReference[]
  /** More may lie behind it than its connections say: it is none of VPN, or takes in single clients. */
  readonly isOpen?: true
}

/** The other end of a connection, in no network of Azure. */
export interface LocalGatewayStatement {
  readonly kind: "localGateway"
  readonly prefixes: Prefixes
}

export interface ConnectionStatement {
  readonly kind: "connection"
  /** The gateways of networks that it connects. */
  readonly gateways: readonly WrittenReference[]
  readonly local?: WrittenReference
  /** What lies behind it is learnt (BGP, ExpressRoute), or may be. */
  readonly isOpen?: true
}

export interface HubConnectionStatement {
  readonly kind: "hubConnection"
  readonly network?: WrittenReference
}

export interface PrivateEndpointStatement {
  readonly kind: "privateEndpoint"
  readonly subnet?: WrittenReference
  readonly interfaceName?: string
  readonly interfaces: readonly WrittenReference[]
  readonly addresses: readonly AddressPrefix[]
}

/** What a resource of its own adds to a subnet or a network interface: Terraform's associations. */
export interface AssociationStatement {
  readonly kind: "association"
  readonly group?: WrittenReference
  readonly routeTable?: WrittenReference
  readonly securityGroup?: SecurityGroupReference
  readonly pool?: WrittenReference
  readonly natRule?: WrittenReference
  /** The IP configuration that it is about; absent for all. */
  readonly configuration?: string
}

/** A network security group: what is in it, its reader says. */
export interface GroupStatement {
  readonly kind: "networkSecurityGroup"
  /** It says itself that subnets or network interfaces have it. */
  readonly isAttached: boolean
}

export interface ManagerStatement {
  readonly kind: "networkManager"
  /** It manages a management group, whose rules come before those of subscriptions. */
  readonly isOfManagementGroup: boolean
}

export interface ManagedNetworkStatement {
  readonly kind: "managedNetwork"
  readonly network?: WrittenReference
}

export interface AdminConfigurationStatement {
  readonly kind: "adminConfiguration"
  readonly intentPolicyServices?: string
}

export interface AdminCollectionStatement {
  readonly kind: "adminCollection"
  readonly networkGroups: Listed<WrittenReference>
}

export interface AdminRuleStatement {
  readonly kind: "adminRule"
  readonly rule: AdminRule
}

/** Known, and without a word about groups or traffic: NAT gateways, firewalls, prefixes, security groups. */
export interface OtherStatement {
  readonly kind: "other"
}
