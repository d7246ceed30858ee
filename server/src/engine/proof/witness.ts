import type { Packet } from "../flow.ts"
import type { Direction } from "../security-rule.ts"
import { firstHolder, type Point, type Universe } from "../tables/universe.ts"
import { witnessEnd } from "./witness-address.ts"
import { witnessPort } from "./witness-port.ts"

/** A packet found by a search, and what it must remain true of while it is made readable. */
export interface Found {
  readonly universe: Universe
  /** A rule that holds the packet, and those that must not: it is the packet's decider past these. */
  readonly rule: number
  readonly avoid: Int32Array
  readonly point: Point
}

/** The same while its packet is made readable. */
export interface Moving extends Found {
  readonly point: number[]
}

/**
 * The packet told as a reader would tell it. Each part in turn is moved to a documentation address, to the first usable host
 * of the rule's own prefix or to a well-known port, if the packet stays one that the rule decides; a part that cannot be
 * moved so stays where the search found it. So every answer is a true witness.
 */
export function witnessPacket(found: Found, direction: Direction): Packet {
  const moving: Moving = { ...found, point: [...found.point] }
  const { protocol, ported } = found.universe
  const base = protocol.table.origin(found.point[0]!).base
  const first = witnessEnd(moving, "source", direction === "Outbound")
  const destination = witnessEnd(moving, "destination", direction === "Inbound", first.address)
  // Where the destination has that one address alone, the source may have others.
  const isSame = first.address === destination.address
  const source = isSame ? witnessEnd(moving, "source", direction === "Outbound", first.address) : first
  return {
    protocol: protocol.protocols[base]!,
    source,
    sourcePort: ported ? witnessPort(moving, "sourcePort", [50000, 49152]) : null,
    destination,
    destinationPort: ported ? witnessPort(moving, "destinationPort", [443, 22, 80, 3389, 53, 445, 1433, 8080]) : null,
  }
}

/** Moves the packet to the class on one axis, if it is still one that the rule decides. */
export function tryMove({ universe, rule, avoid, point }: Moving, axis: number, cls: number): boolean {
  if (!universe.axes[axis]!.table.has(cls, rule)) return false
  const before = point[axis]!
  point[axis] = cls
  if (firstHolder(universe, point, avoid, 0, avoid.length * 32) === -1) return true
  point[axis] = before
  return false
}
