import type { Packet, PacketEnd } from "../engine/flow.ts"
import { endText } from "../values/end-text.ts"

/** `tcp 203.0.113.7:50000 -> 10.0.0.4:22`: an example packet in a message, without the sets that its addresses are in. */
export function packetText(packet: Packet, endOf = addressText): string {
  const { protocol, source, sourcePort, destination, destinationPort } = packet
  return `${protocol.toLowerCase()} ${endOf(source, sourcePort)} -> ${endOf(destination, destinationPort)}`
}

function addressText({ address }: PacketEnd, port: number | null): string {
  return endText(address, port)
}
