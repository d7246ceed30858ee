import type { Packet } from "../flow.ts"
import type { Direction } from "../security-rule.ts"
import type { Found, Moving } from "./moving-packet.ts"
import { witnessEnd } from "./witness-address.ts"
import { witnessPort } from "./witness-port.ts"

/**
 * The packet told as a reader would tell it. Each part in turn is moved to a documentation address, to the first usable host
 * of the rule's own prefix or to a well-known port, if the packet stays one that the rule decides; a part that cannot be
 * moved so stays where the search found it. So every answer is a true witness.
 */
export function witnessPacket(found: Found, direction: Direction): Packet {
  const moving: Moving = { ...found, point: [...found.point] }
  const { protocol, ported } = found.space
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
