import { pointText } from "../../values/address-point.ts"
import { formatWitness } from "../packet-text.ts"
import type { FlowTuple } from "./flow-tuple.ts"

/** A logged flow as one that can be asked about: `inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22`. */
export function tupleText({ direction, protocol, source, destination, ...ports }: FlowTuple): string {
  const isPortless = protocol !== "Tcp" && protocol !== "Udp"
  return formatWitness(direction, {
    protocol,
    source: { address: pointText(source), of: [] },
    sourcePort: isPortless ? null : ports.sourcePort,
    destination: { address: pointText(destination), of: [] },
    destinationPort: isPortless ? null : ports.destinationPort,
  })
}
