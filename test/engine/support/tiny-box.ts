import type { TrafficBox } from "../../../server/src/engine/traffic-box.ts"
import type { AddressPrefix } from "../../../server/src/values/address.ts"
import { parseAddress } from "../../../server/src/values/parse-address.ts"
import type { TinyPacket } from "./difference-oracle.ts"
import { isMember } from "./tiny-group.ts"

/** Whether the box, read as it is printed, holds the packet. */
export function isInBox(box: TrafficBox, packet: TinyPacket): boolean {
  const isAt = (texts: readonly string[], address: string) =>
    texts.some(text => isMember(parseAddress(text) as AddressPrefix, address))
  const isOn = (ranges: TrafficBox["sourcePorts"], port: number | null) =>
    port === null || ranges.some(({ first, last }) => first <= port && port <= last)
  return (
    box.directions.includes(packet.direction) &&
    box.protocols.includes(packet.protocol) &&
    isAt(box.source.prefixes, packet.source) &&
    isAt(box.destination.prefixes, packet.destination) &&
    isOn(box.sourcePorts, packet.sourcePort) &&
    isOn(box.destinationPorts, packet.destinationPort)
  )
}
