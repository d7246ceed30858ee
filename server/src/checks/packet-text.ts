import type { Packet, PacketEnd } from "../engine/flow.ts"

/** `tcp 203.0.113.7:50000 -> 10.0.0.4:22`: an example packet in a message, without the sets that its addresses are in. */
export function packetText({ protocol, source, sourcePort, destination, destinationPort }: Packet): string {
  return `${protocol.toLowerCase()} ${endText(source, sourcePort)} -> ${endText(destination, destinationPort)}`
}

function endText({ address }: PacketEnd, port: number | null): string {
  const place = address.includes(":") ? `[${address}]` : address
  return port === null ? place : `${place}:${port}`
}
