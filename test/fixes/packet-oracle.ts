import { internetKey, loadBalancerKey, virtualNetworkKey } from "../../server/src/azure/service-tags.ts"
import type { Direction, Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { BoxEnd, TrafficBox } from "../../server/src/engine/traffic-box.ts"
import type { AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import type { PortTerm } from "../../server/src/values/port.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

/**
 * What rules do with single packets, by trying one after the other: nothing is shared with the engine. A model says what
 * of a network cannot be seen in the rules.
 */
export interface Model {
  /** Prefixes of tags by their keys; of a tag that is not named nothing is in it. */
  readonly tags: Readonly<Record<string, readonly string[]>>
  /** Whether an expression of addresses or ports holds everything, or nothing. */
  readonly unknownHolds: boolean
  /** Whether a particular port stands for packets without ports. */
  readonly portlessHolds: boolean
}

export interface Packet {
  readonly direction: Direction
  readonly protocol: Protocol
  /** An address, or the key of a tag of the platform that alone reaches it. */
  readonly source: string
  readonly destination: string
  readonly sourcePort: number
  readonly destinationPort: number
}

const vnet = ["10.0.0.0/8", "168.63.129.16", "fd00::/8"]
const internet = ["0.0.0.0/5", "8.0.0.0/7", "12.0.0.0/6", "16.0.0.0/4", "32.0.0.0/3", "64.0.0.0/3", "192.0.3.0/24"]
const publicSpace = [...internet, "198.51.100.0/24", "203.0.113.0/24", "2600::/12"]

const network = {
  [virtualNetworkKey]: vnet,
  [internetKey]: publicSpace,
  [loadBalancerKey]: ["168.63.129.16"],
  "tag:storage": ["20.0.0.0/12"],
  "tag:storage.westeurope": ["20.1.0.0/16"],
  "tag:azurecloud": ["20.0.0.0/8"],
}

export const models: readonly Model[] = [
  { tags: network, unknownHolds: false, portlessHolds: false },
  { tags: network, unknownHolds: true, portlessHolds: true },
  {
    tags: {
      ...network,
      [internetKey]: [...publicSpace, "168.63.129.16"],
      "tag:storage": [],
      "tag:storage.westeurope": [],
    },
    unknownHolds: false,
    portlessHolds: true,
  },
]

const addresses = [
  ...["10.0.0.4", "10.1.2.4", "10.9.9.9", "172.16.0.1", "8.8.8.8", "20.1.0.1", "20.2.0.1", "198.51.100.7"],
  ...["203.0.113.9", "168.63.129.16", "169.254.169.254", "fd00::4", "2001:db8::1", "2600::1"],
]
const ports = [22, 53, 80, 443, 445, 1000, 3389, 8080, 50000]

/** Packets between any of some addresses, and of some ports. */
export const packets: readonly Packet[] = (["Inbound", "Outbound"] as const)
  .flatMap(direction =>
    addresses.flatMap(source =>
      [...addresses, "tag:azureplatformdns", "tag:azureplatformimds"].flatMap(destination =>
        (["Tcp", "Udp", "Icmp"] as const).flatMap(protocol =>
          ports.map((destinationPort, k) => {
            return {
              direction,
              protocol,
              source,
              destination,
              destinationPort,
              sourcePort: ports[(k * 4) % ports.length] ?? 0,
            }
          }),
        ),
      ),
    ),
  )
  .filter(
    ({ source, destination }) => destination.startsWith("tag:") || source.includes(":") === destination.includes(":"),
  )

/** Traffic of the platform passes where no rule names it. */
export function isAllowed(rules: readonly SecurityRule[], packet: Packet, model: Model): boolean {
  const first = rules.find(rule => takes(rule, packet, model))
  return first ? first.access === "Allow" : packet.destination.startsWith("tag:")
}

/** In the order of evaluation; rules of one priority in that of the list. */
export function inOrder(rules: readonly SecurityRule[]): readonly SecurityRule[] {
  return rules.toSorted((a, b) => priorityOf(a) - priorityOf(b))
}

function priorityOf({ priority }: SecurityRule): number {
  return typeof priority === "number" ? priority : 4000
}

function takes(rule: SecurityRule, packet: Packet, model: Model): boolean {
  const direction = isUnknown(rule.direction) ? "Inbound" : rule.direction
  const isProtocol = isUnknown(rule.protocol)
    ? model.unknownHolds
    : rule.protocol === "*" || rule.protocol === packet.protocol
  return (
    direction === packet.direction &&
    isProtocol &&
    rule.source.some(term => holds(term, packet.source, model)) &&
    rule.destination.some(term => holds(term, packet.destination, model)) &&
    rule.sourcePorts.some(term => holdsPort(term, packet, packet.sourcePort, model)) &&
    rule.destinationPorts.some(term => holdsPort(term, packet, packet.destinationPort, model))
  )
}

function holds(term: AddressTerm, address: string, { tags, unknownHolds }: Model): boolean {
  if (address.startsWith("tag:")) return term.key === address
  if (term.kind === "any") return true
  if (term.kind === "unknown") return unknownHolds
  const prefixes = term.kind === "prefix" ? [term.key] : (tags[term.key] ?? [])
  return prefixes.some(prefix => isWithin(address, prefix))
}

const within = new Map<string, boolean>()

function isWithin(address: string, prefix: string): boolean {
  const key = `${address} ${prefix}`
  const known = within.get(key) ?? isParsedWithin(address, prefix)
  within.set(key, known)
  return known
}

function isParsedWithin(address: string, prefix: string): boolean {
  const [one, other] = [parseAddress(address), parseAddress(prefix)]
  if ("fault" in one || "fault" in other || one.kind !== "prefix" || other.kind !== "prefix") return false
  return one.family === other.family && other.first <= one.first && one.last <= other.last
}

function holdsPort(
  term: PortTerm,
  { protocol }: Packet,
  port: number,
  { unknownHolds, portlessHolds }: Model,
): boolean {
  if (!("first" in term)) return unknownHolds
  const isEvery = term.first === 0 && term.last === 65535
  if (protocol !== "Tcp" && protocol !== "Udp") return isEvery || portlessHolds
  return term.first <= port && port <= term.last
}

/** Whether a box that rests on nothing unknown holds a packet. */
export function isInBox(box: TrafficBox, packet: Packet, model: Model): boolean {
  const isEnd = ({ prefixes, inside, outside }: BoxEnd, address: string) =>
    // A tag of the platform stands where another box has its prefixes.
    address.startsWith("tag:")
      ? prefixes.some(name => `tag:${name.toLowerCase()}` === address)
      : prefixes.some(prefix => isWithin(address, prefix)) &&
        inside.every(term => holds(term, address, model)) &&
        !outside.some(term => holds(term, address, model))
  const isPort = (terms: TrafficBox["sourcePorts"], port: number) =>
    (packet.protocol !== "Tcp" && packet.protocol !== "Udp") ||
    terms.some(({ first, last }) => first <= port && port <= last)
  return (
    box.directions.includes(packet.direction) &&
    box.protocols.includes(packet.protocol) &&
    isEnd(box.source, packet.source) &&
    isEnd(box.destination, packet.destination) &&
    isPort(box.sourcePorts, packet.sourcePort) &&
    isPort(box.destinationPorts, packet.destinationPort)
  )
}
