import type { Flow } from "../engine/flow.ts"
import type { Endpoint } from "../topology/endpoint.ts"
import type { BalancingRule, FrontEnd, LoadBalancer } from "../topology/topology.ts"
import { rulesAt } from "../topology/topology-index.ts"
import type { AddressTerm } from "../values/address.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { attachmentOf, memberStations, type Station, stationsOf } from "./path-station.ts"
import type { PublicEntry } from "./public-entry.ts"

/** Where traffic to an end arrives, and what its sender sees of that. */
export interface Reception {
  readonly stations: readonly Station[]
  /** The address that the sender sends to, where that is not where it arrives. */
  readonly asked?: AddressTerm
  /** The public address on the way: of the front end, or of the IP configuration. */
  readonly publicEntry?: PublicEntry
  readonly balancing?: Balancing
}

/** How a load balancer hands on what comes to its front end. */
export interface Balancing {
  readonly loadBalancer: LoadBalancer
  readonly frontEnd: FrontEnd
  /** Those for the flow's protocol and port. */
  readonly rules: readonly BalancingRule[]
  /** Whether there may be others, or other back ends than are known. */
  readonly isOpen: boolean
}

export function receptionOf(
  network: JudgedNetwork,
  endpoint: Endpoint,
  flow: Pick<Flow, "protocol" | "destinationPort">,
): Reception {
  if (endpoint.kind === "frontEnd") return behindFrontEnd(network, endpoint, flow)
  const stations = stationsOf(network, endpoint)
  if (endpoint.kind !== "publicAddress") return { stations }
  const { publicAddress } = endpoint
  return {
    stations,
    asked: publicAddress.address ?? internet,
    publicEntry: { resource: publicAddress, sku: publicAddress.sku },
  }
}

/** An address that is not known, of a front end or a network interface that is open to the Internet. */
export const internet: AddressTerm = { kind: "tag", key: "tag:internet", name: "Internet" }

function behindFrontEnd(
  network: JudgedNetwork,
  { loadBalancer, frontEnd }: Extract<Endpoint, { kind: "frontEnd" }>,
  flow: Pick<Flow, "protocol" | "destinationPort">,
): Reception {
  const own = frontEndAddress(frontEnd)
  const isPublic = frontEnd.publicAddress.kind !== "none"
  const publicEntry: PublicEntry | undefined = isPublic ? { resource: loadBalancer, sku: loadBalancer.sku } : undefined
  if (loadBalancer.kind !== "loadBalancer") {
    const subnet = loadBalancer.subnet ?? frontEnd.subnet
    const stations = subnet.kind === "none" ? [] : [{ term: own, attachment: { subnet } }]
    return { stations, ...(isPublic && { asked: own }), ...(publicEntry && { publicEntry }) }
  }
  const all = rulesAt({ loadBalancer, frontEnd })
  const rules = all.filter(rule => takes(rule, flow))
  const elsewhere = [...loadBalancer.rules, ...loadBalancer.inboundNat].filter(rule => rule.frontEnd === undefined)
  const isOpen =
    all.some(rule => takes(rule, flow) === null) ||
    rules.some(({ areAll }) => !areAll) ||
    elsewhere.some(rule => takes(rule, flow) !== false) ||
    (rules.length === 0 && loadBalancer.hasOtherRules === true)
  const stations = rules.flatMap(rule =>
    rule.backEnds.flatMap(backEnd => {
      const port = backEndPort(rule, flow)
      if (rule.floatingIp) return [{ term: own, attachment: attachmentOf(backEnd), port: flow.destinationPort }]
      return memberStations(network, backEnd).map(station => ({ ...station, port }))
    }),
  )
  return {
    stations,
    asked: own,
    balancing: { loadBalancer, frontEnd, rules, isOpen },
    ...(publicEntry && { publicEntry }),
  }
}

/** Where the front end's address is not known: any of its subnet, or of the Internet. */
function frontEndAddress({ address, publicAddress, subnet }: FrontEnd): AddressTerm {
  if (publicAddress.kind === "resolved") return publicAddress.target.address ?? internet
  if (publicAddress.kind === "unresolved") return internet
  const [only, another] = subnet.kind === "resolved" ? subnet.target.prefixes.known : []
  return address ?? (only && !another ? only : { kind: "tag", key: "tag:virtualnetwork", name: "VirtualNetwork" })
}

/** Null where it cannot be known. */
function takes(
  { protocol, frontEndPort }: BalancingRule,
  flow: Pick<Flow, "protocol" | "destinationPort">,
): boolean | null {
  // "All" is Tcp and Udp: a load balancer hands on nothing else.
  if (flow.destinationPort === null || (protocol ?? "All") !== (protocol === flow.protocol ? protocol : "All"))
    return false
  const isPort = frontEndPort === undefined ? null : frontEndPort === 0 || frontEndPort === flow.destinationPort
  if (isPort === false) return flow.destinationPort === "*" ? null : false
  return protocol === undefined ? null : isPort
}

function backEndPort(
  { backEndPort: port }: BalancingRule,
  { destinationPort }: Pick<Flow, "destinationPort">,
): Flow["destinationPort"] {
  if (destinationPort === null) return null
  if (port === undefined) return "*"
  return port === 0 ? destinationPort : port
}
