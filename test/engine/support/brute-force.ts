import type { AddressFacts } from "../../../server/src/engine/address-facts.ts"
import type { Direction, MatchingRule, Protocol } from "../../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../../server/src/values/address.ts"
import { isUnknown } from "../../../server/src/values/unknown.ts"
import { addresses, isMember, ports, type TinyGroup, type TinyRule } from "./tiny-group.ts"

/**
 * The meaning of rules, by trying everything: no sets, no search, nothing shared with the engine. In one case (a choice
 * for everything that cannot be known about one packet) a rule takes the packet or it does not.
 */

/** One end of a packet: an address, or the key of a name that stands apart, and all named sets it lies in. */
export interface End {
  readonly address: string
  readonly names: ReadonlySet<string>
}

/** A port number, or how a portless packet is read: as held by no rule with particular ports, or by all of them. */
export interface PortPoint {
  readonly port: number | "none" | "all"
  /** Identities of unknown ports that hold it. */
  readonly names: ReadonlySet<string>
}

/** One packet in one case: of what cannot be known about it, all is settled that rules match by. */
export interface Packet {
  readonly direction: Direction
  readonly protocol: Protocol
  readonly source: End
  readonly sourcePort: PortPoint
  readonly destination: End
  readonly destinationPort: PortPoint
  /** Identities of unknown protocols that are the packet's. */
  readonly protocols: ReadonlySet<string>
}

/** Whether the rule, if it is there and of the packet's direction, takes the packet. */
export function takes(rule: MatchingRule, packet: Packet): boolean {
  return (
    takesProtocol(rule, packet.protocol, packet.protocols) &&
    takesEnd(rule.source, packet.source) &&
    takesEnd(rule.destination, packet.destination) &&
    takesPort(rule.sourcePorts, packet.sourcePort) &&
    takesPort(rule.destinationPorts, packet.destinationPort)
  )
}

/**
 * Every possible end of a packet over the tiny universe. What stands apart lies in the set of its own name alone, and is
 * none of the traffic where no rule names it.
 */
export function endsOf({ rules, facts, names }: TinyGroup): End[] {
  const named = new Set(rules.flatMap(({ source, destination }) => [...source, ...destination]).map(({ key }) => key))
  const keys = names.map(({ key }) => key)
  const apart = keys.filter(key => facts.about(key)?.apart && named.has(key))
  const ordinary = addresses.flatMap(address =>
    subsets(keys)
      .filter(names => isPossible(address, names, keys, facts))
      .map(names => ({ address, names })),
  )
  return [...ordinary, ...apart.map(key => ({ address: key, names: new Set([key]) }))]
}

function isPossible(
  address: string,
  names: ReadonlySet<string>,
  keys: readonly string[],
  facts: AddressFacts,
): boolean {
  return (
    agrees(names, facts) &&
    keys.every(key => {
      const about = facts.about(key)
      if (about?.apart) return !names.has(key)
      if (names.has(key)) return !about?.possible || about.possible.some(prefix => isMember(prefix, address))
      return !about?.sure?.some(prefix => isMember(prefix, address))
    })
  )
}

/** Whether the names may be all of those that one point lies in, as far as they speak of each other. */
function agrees(names: ReadonlySet<string>, facts: AddressFacts): boolean {
  return [...names].every(key => {
    const about = facts.about(key)
    return (
      (about?.inside ?? []).every(other => names.has(other)) && !(about?.disjoint ?? []).some(other => names.has(other))
    )
  })
}

/** `beside` are the readings of a portless packet that are no port. */
export function portPoints({ rules }: TinyGroup, protocol: Protocol, beside: readonly ("none" | "all")[]): PortPoint[] {
  const terms = rules.flatMap(rule => [...rule.sourcePorts, ...rule.destinationPorts])
  const identities = [...new Set(terms.flatMap(term => ("unknown" in term ? [term.unknown.identity] : [])))]
  const points = hasPorts(protocol) ? ports : [...ports, ...beside]
  return points.flatMap(port => subsets(identities).map(names => ({ port, names })))
}

export function hasPorts(protocol: Protocol): boolean {
  return protocol === "Tcp" || protocol === "Udp"
}

export function takesEnd(terms: readonly AddressTerm[], end: End): boolean {
  return terms.some(term => {
    if (term.kind === "any") return isAddress(end)
    if (term.kind === "prefix") return isAddress(end) && isMember(term, end.address)
    return end.names.has(term.key)
  })
}

export function isAddress({ address }: End): boolean {
  return addresses.includes(address)
}

export function takesPort(terms: TinyRule["sourcePorts"], { port, names }: PortPoint): boolean {
  const isFull = ports.every(one => terms.some(term => "first" in term && term.first <= one && one <= term.last))
  return terms.some(term => {
    if (port === "all") return true
    if ("unknown" in term) return names.has(term.unknown.identity)
    if (isFull) return true
    return port !== "none" && term.first <= port && port <= term.last
  })
}

export function takesProtocol(
  { protocol }: Pick<TinyRule, "protocol">,
  packet: Protocol,
  values: ReadonlySet<string>,
): boolean {
  return isUnknown(protocol) ? values.has(protocol.identity) : protocol === "*" || protocol === packet
}

export function subsets<T>(items: readonly T[]): ReadonlySet<T>[] {
  return Array.from(
    { length: 2 ** items.length },
    (_, bits) => new Set(items.filter((_, index) => (bits >> index) & 1)),
  )
}

/** Both ends of a packet are of one IP family; what stands apart from addresses goes with both. */
export function isOneFamily([a, b]: readonly [End, End]): boolean {
  return !isAddress(a) || !isAddress(b) || a.address.includes(".") === b.address.includes(".")
}

export function identities(values: readonly unknown[]): string[] {
  return [...new Set(values.filter(isUnknown).map(({ identity }) => identity))]
}

/** One single address lies in the same sets at both ends; two addresses that one stands for may differ. */
export function isOneWorld([a, b]: readonly [End, End]): boolean {
  return a.address !== b.address || ["0.0.0.4", "0.0.0.8", "::2"].includes(a.address) || isSame(a.names, b.names)
}

export function isOnePortWorld([a, b]: readonly [PortPoint, PortPoint]): boolean {
  return a.port !== b.port || a.port === 3 || isSame(a.names, b.names)
}

export function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(one => b.has(one))
}

/** The address of the universe that stands for this one, or the key of the name that stands apart. */
export function standIn(address: string, { names }: TinyGroup): string {
  const apart = names.find(term => "name" in term && term.name === address)
  if (apart) return apart.key
  if (address.includes(":")) return ["::", "::1"].includes(address) ? address : "::2"
  const [a, b, c, d] = address.split(".").map(Number)
  if (a || b || c || d! > 7) return "0.0.0.8"
  return d! > 3 ? "0.0.0.4" : address
}
