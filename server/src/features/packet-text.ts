import type { Packet, PacketEnd } from "../engine/flow.ts"
import { formatAddress } from "./flow-text.ts"

/** `tcp 203.0.113.7:50000 -> 10.0.0.4:22 (in VirtualNetwork)`: a packet in the notation of flows. */
export function formatPacket({ protocol, source, sourcePort, destination, destinationPort }: Packet): string {
  return `${protocol.toLowerCase()} ${formatEnd(source, sourcePort)} -> ${formatEnd(destination, destinationPort)}`
}

function formatEnd({ address, of }: PacketEnd, port: number | null): string {
  const place = address.includes(":") ? `[${address}]` : address
  const others = of.map(formatAddress).filter(text => text !== address)
  const sets = others.length === 0 ? "" : ` (in ${others.join(", ")})`
  return `${place}${port === null ? "" : `:${port}`}${sets}`
}
