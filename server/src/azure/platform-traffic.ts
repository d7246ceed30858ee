import type { Flow } from "../engine/flow.ts"
import type { Protocol, SecurityRule } from "../engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { loadBalancerKey } from "./service-tags.ts"
import { kmsAddresses, metadataAddress, platformPrefix, prefix } from "./special-addresses.ts"

/** Traffic between a machine and its host that the ordinary rules of a group do not judge. */
export interface PlatformTraffic {
  /** The tag by which a rule can nevertheless deny it; null where there is none. */
  readonly tag: "AzurePlatformDNS" | "AzurePlatformIMDS" | "AzurePlatformLKM" | null
  /** What it is, as the subject of a sentence. */
  readonly name: string
  /** When it may be judged by ordinary rules after all. */
  readonly caveat?: string
}

/**
 * Whether the flow's network has a default route of its own to an appliance or gateway (forced tunnelling), which leaves
 * Windows activation to ordinary rules and routes.
 */
export type DefaultRoute = "yes" | "no" | "unknown"

/** The part of a flow that is platform traffic, as a flow of its own. */
export interface PlatformPart {
  readonly traffic: PlatformTraffic
  readonly flow: Flow
}

/**
 * Tells whether an outbound flow is platform traffic as a whole: "not subject to the configured network security groups
 * unless targeted by service tags" (overview, 07/2025; "What is IP address 168.63.129.16?", 03/2023). A tag of the
 * platform as the destination stands for that traffic.
 */
export function platformTraffic(flow: Flow, route: DefaultRoute = "unknown"): PlatformTraffic | undefined {
  const found = endpointsOf(flow).find(({ traffic, port, address }) => {
    if (traffic.tag !== null && flow.destination.key === `tag:${traffic.tag.toLowerCase()}`) return true
    return isExempt(traffic, route) && hostOf(flow).key === address.key && flow.destinationPort === port
  })?.traffic
  return found && asRouted(found, route)
}

function isExempt(traffic: PlatformTraffic, route: DefaultRoute): boolean {
  return traffic !== kms || route !== "yes"
}

/** Where it is known that there is no such route, nothing is left to be said of one. */
function asRouted(traffic: PlatformTraffic, route: DefaultRoute): PlatformTraffic {
  return traffic === kms && route === "no" ? kmsUnrouted : traffic
}

/**
 * The traffic of a platform tag that a flow names although no packet of it can be that traffic: it goes the other way, or
 * has another protocol or port.
 */
export function missedPlatformTag(flow: Flow): NamedPlatformTraffic | undefined {
  return trafficOfTag(flow.source) ?? (platformTraffic(flow) ? undefined : trafficOfTag(flow.destination))
}

/** What the end names by a tag of the platform; undefined for any other end. */
export function trafficOfTag({ key }: AddressTerm): NamedPlatformTraffic | undefined {
  const traffic = [dns, metadata, kms].find(({ tag }) => tag !== null && key === `tag:${tag.toLowerCase()}`)
  if (!traffic) return undefined
  const own = endpoints.filter(endpoint => endpoint.traffic === traffic)
  return { traffic, protocols: [...new Set(own.map(({ protocol }) => protocol))], port: own[0]?.port ?? 0 }
}

/** What a tag of the platform stands for. */
export interface NamedPlatformTraffic {
  readonly traffic: PlatformTraffic
  readonly protocols: readonly Protocol[]
  readonly port: number
}

/** Whether some packet of the flow may be platform traffic, or be judged by the rules that name its tag. */
export function concernsPlatform(flow: Flow): boolean {
  if (typeof flow.destinationPort === "number" && !platformPorts.has(flow.destinationPort)) return false
  return endpointsOf(flow).some(({ address }) => flow.destination.kind === "tag" || holds(flow, address))
}

/** The platform traffic among the packets of a flow that holds others, too. */
export function platformParts(flow: Flow, route: DefaultRoute = "unknown"): PlatformPart[] {
  if (platformTraffic(flow, route)) return []
  return endpointsOf(flow)
    .filter(({ traffic, address }) => isExempt(traffic, route) && holds(flow, address))
    .map(({ traffic, address, port }) => ({
      traffic: asRouted(traffic, route),
      flow: { ...flow, destination: address, destinationPort: port },
    }))
}

/**
 * The platform traffic that an outbound rule means by its address, and does not reach: of rules for hardly more than that
 * address. Windows activation is left out, for without its platform rule ordinary ones may judge it.
 */
export function unreachedTraffic(rule: Pick<SecurityRule, "protocol" | "destination" | "destinationPorts">) {
  const { protocol, destination, destinationPorts } = rule
  const meant = endpoints.filter(
    ({ traffic, address, port, ...endpoint }) =>
      traffic !== kms &&
      (protocol === "*" || protocol === endpoint.protocol) &&
      destinationPorts.some(each => "first" in each && each.first <= port && port <= each.last) &&
      destination.some(term => term.kind === "prefix" && isNarrow(term, address)),
  )
  return [...new Set(meant.map(({ traffic }) => traffic))]
}

/** Whether a prefix holds an address of the platform and little else: of link-local addresses there are no others. */
function isNarrow({ family, first, last, length }: AddressPrefix, address: AddressPrefix): boolean {
  const least = address.key.startsWith("169.254.") ? 16 : 24
  return family === 4 && length >= least && first <= address.first && address.first <= last
}

/** Where no ordinary rule judges outbound traffic. */
export function platformEndpoints(route: DefaultRoute = "unknown"): readonly PlatformEndpoint[] {
  return endpoints.filter(({ traffic }) => isExempt(traffic, route))
}

/** Those that the flow's direction, protocol and port lead to. */
function endpointsOf({ direction, protocol, destinationPort }: Flow): readonly PlatformEndpoint[] {
  if (direction !== "Outbound") return []
  return endpoints.filter(
    endpoint => endpoint.protocol === protocol && (destinationPort === "*" || destinationPort === endpoint.port),
  )
}

/** The load balancer's tag is the host's address. */
function hostOf({ destination }: Flow): AddressTerm {
  return destination.key === loadBalancerKey ? platformPrefix : destination
}

function holds(flow: Flow, address: AddressPrefix): boolean {
  const destination = hostOf(flow)
  return destination.kind === "any" || (destination.kind === "prefix" && isPrefixWithin(address, destination))
}

/** An address and port at which the platform itself answers. */
export interface PlatformEndpoint {
  readonly traffic: PlatformTraffic
  readonly protocol: Protocol
  readonly address: AddressPrefix
  readonly port: number
}

const dns: PlatformTraffic = { tag: "AzurePlatformDNS", name: "Azure-provided DNS" }
const agent: PlatformTraffic = { tag: null, name: "VM agent traffic" }
const dhcp: PlatformTraffic = { tag: null, name: "Azure-provided DHCP" }
const metadata: PlatformTraffic = { tag: "AzurePlatformIMDS", name: "The Instance Metadata Service" }
const kmsUnrouted: PlatformTraffic = { tag: "AzurePlatformLKM", name: "Windows activation (KMS)" }
const kms: PlatformTraffic = {
  ...kmsUnrouted,
  caveat: "where a user-defined route sends 0.0.0.0/0 elsewhere, ordinary rules and routes may decide",
}

const endpoints: readonly PlatformEndpoint[] = [
  { traffic: dns, protocol: "Tcp", address: platformPrefix, port: 53 },
  { traffic: dns, protocol: "Udp", address: platformPrefix, port: 53 },
  { traffic: agent, protocol: "Tcp", address: platformPrefix, port: 80 },
  { traffic: agent, protocol: "Tcp", address: platformPrefix, port: 32526 },
  { traffic: dhcp, protocol: "Udp", address: platformPrefix, port: 67 },
  // A machine that has no address yet asks everyone, and the host answers.
  { traffic: dhcp, protocol: "Udp", address: prefix("255.255.255.255"), port: 67 },
  { traffic: metadata, protocol: "Tcp", address: prefix(metadataAddress), port: 80 },
  ...kmsAddresses.map(
    (address): PlatformEndpoint => ({ traffic: kms, protocol: "Tcp", address: prefix(address), port: 1688 }),
  ),
]

const platformPorts: ReadonlySet<number> = new Set(endpoints.map(({ port }) => port))
