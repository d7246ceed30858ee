import type { BoxEnd, TrafficBox } from "../../../server/src/engine/traffic-box.ts"
import type { AddressPrefix } from "../../../server/src/values/address.ts"
import { parseAddress } from "../../../server/src/values/parse-address.ts"
import { type End, hasPorts, isAddress, type Packet, type PortPoint } from "./brute-force.ts"
import { isMember } from "./tiny-group.ts"

/** Whether the box, read as it is printed, holds the packet, if its conditions do. */
export function isInBox(box: TrafficBox, packet: Packet): boolean {
  const isOn = (ranges: TrafficBox["sourcePorts"], { port }: PortPoint) =>
    !hasPorts(packet.protocol) || ranges.some(({ first, last }) => first <= Number(port) && Number(port) <= last)
  return (
    box.directions.includes(packet.direction) &&
    box.protocols.includes(packet.protocol) &&
    isAtEnd(box.source, packet.source) &&
    isAtEnd(box.destination, packet.destination) &&
    isOn(box.sourcePorts, packet.sourcePort) &&
    isOn(box.destinationPorts, packet.destinationPort)
  )
}

/** What stands apart is written by its name among the prefixes. */
export function isAtEnd({ prefixes, inside, outside }: BoxEnd, end: End): boolean {
  const isAt = (text: string) =>
    isAddress(end)
      ? isAddressText(text) && isMember(parseAddress(text) as AddressPrefix, end.address)
      : text === end.address.replace(":", "")
  return (
    prefixes.some(isAt) &&
    inside.every(({ key }) => end.names.has(key)) &&
    !outside.some(({ key }) => end.names.has(key))
  )
}

function isAddressText(text: string): boolean {
  return /[.:]/.test(text)
}
