import type { Packet } from "../engine/flow.ts"
import { endText } from "../values/end-text.ts"

/** `tcp 203.0.113.7:50000 -> 10.0.0.4:22`: an example packet in a message, without the sets that its addresses are in. */
export function packetText({ protocol, source, sourcePort, destination, destinationPort }: Packet): string {
  return `${protocol.toLowerCase()} ${endText(source.address, sourcePort)} -> ${endText(destination.address, destinationPort)}`
}
