import { packetText } from "../checks/packet-text.ts"
import type { Packet, PacketEnd } from "../engine/flow.ts"
import type { Direction } from "../engine/security-rule.ts"
import { endText } from "../values/end-text.ts"
import { formatAddress } from "./address-text.ts"

/** `tcp 203.0.113.7:50000 -> 10.0.0.4:22 (in VirtualNetwork)`: a packet in the notation of flows. */
export function formatPacket(packet: Packet): string {
  return packetText(packet, formatEnd)
}

function formatEnd({ address, of }: PacketEnd, port: number | null): string {
  const others = of.map(formatAddress).filter(text => text !== address)
  const sets = others.length === 0 ? "" : ` (in ${others.join(", ")})`
  return `${endText(address, port)}${sets}`
}

/**
 * `inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22`: a packet as a flow that can be asked about. A set's name stands where no address
 * of it is known.
 */
export function formatWitness(direction: Direction, packet: Packet): string {
  const named = (end: PacketEnd): PacketEnd => ({ address: end.of[0] ? formatAddress(end.of[0]) : end.address, of: [] })
  const { source, destination } = packet
  return `${direction.toLowerCase()} ${formatPacket({ ...packet, source: named(source), destination: named(destination) })}`
}
