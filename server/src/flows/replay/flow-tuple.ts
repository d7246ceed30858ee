import { numberedProtocols } from "../../azure/protocol-numbers.ts"
import type { Access, Direction, Protocol } from "../../engine/security-rule.ts"
import type { AddressPoint } from "../../values/address-point.ts"
import type { LogVersion } from "./flow-record.ts"
import { TupleFields } from "./tuple-fields.ts"

/** What one line of a flow log says. */
export interface FlowTuple {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly source: AddressPoint
  readonly destination: AddressPoint
  /** 0 where the protocol has none. */
  readonly sourcePort: number
  readonly destinationPort: number
  readonly protocol: Protocol
  readonly direction: Direction
  /** What Azure did. */
  readonly access: Access
  /** Set on the first line of a flow; others only say what it has carried since. */
  readonly isOpening: boolean
  /** Sent and received since the line before. */
  readonly bytes: number
}

/** Reads one of `flowTuples`, or says what is wrong with it: behind "record 3, flow 5: …". */
export function readTuple(text: string, version: LogVersion): FlowTuple | string {
  const fields = new TupleFields(text)
  const least = version === 1 ? 8 : 13
  if (fields.count < least) return `it has ${fields.count} fields, and ${least} are needed`
  const time = version === 4 ? fields.number(0, 15) : fields.number(0, 12) * 1000
  if (Number.isNaN(time)) return `${fields.quote(0)} is not a time`
  const [source, destination] = [fields.address(1), fields.address(2)]
  if (source === undefined) return `${fields.quote(1)} is not an address`
  if (destination === undefined) return `${fields.quote(2)} is not an address`
  if (typeof source !== typeof destination) return "its addresses are of two IP families"
  const protocol = version === 4 ? numberedProtocols[fields.number(5, 3)] : lettered.get(fields.text(5))
  if (!protocol) {
    return `its protocol is ${fields.quote(5)}, and only ${version === 4 ? "1, 6, 17, 50 and 51" : "T and U"} can be judged`
  }
  const hasPorts = protocol === "Tcp" || protocol === "Udp"
  const [sourcePort, destinationPort] = hasPorts ? [fields.port(3), fields.port(4)] : [0, 0]
  if (Number.isNaN(sourcePort + destinationPort)) return `${fields.quote(3)} and ${fields.quote(4)} are not both ports`
  const direction = directions.get(fields.text(6))
  if (!direction) return `its direction is ${fields.quote(6)}, not I or O`
  const ending = version === 4 ? ofNetworkLog(fields) : ofGroupLog(fields, version)
  if (typeof ending === "string") return ending
  const bytes = version === 1 ? 0 : fields.counter(10) + fields.counter(12)
  if (Number.isNaN(bytes)) return `${fields.quote(10)} and ${fields.quote(12)} are not both byte counts`
  const { access, isOpening } = ending
  return { time, source, destination, sourcePort, destinationPort, protocol, direction, access, isOpening, bytes }
}

const lettered: ReadonlyMap<string, Protocol> = new Map([
  ["T", "Tcp"],
  ["U", "Udp"],
])
const directions: ReadonlyMap<string, Direction> = new Map([
  ["I", "Inbound"],
  ["O", "Outbound"],
])

/** What Azure did, and whether it is the flow's first line. */
type Ending = Pick<FlowTuple, "access" | "isOpening">

const states: ReadonlyMap<string, Ending> = new Map([
  ["B", { access: "Allow", isOpening: true }],
  ["C", { access: "Allow", isOpening: false }],
  ["E", { access: "Allow", isOpening: false }],
  ["D", { access: "Deny", isOpening: true }],
])

function ofNetworkLog(fields: TupleFields): Ending | string {
  return states.get(fields.text(7)) ?? `its state is ${fields.quote(7)}, not B, C, E or D`
}

/** Decision and state are apart; version 1 has no state, and one line for each flow. */
function ofGroupLog(fields: TupleFields, version: 1 | 2): Ending | string {
  const decision = fields.text(7)
  if (decision !== "A" && decision !== "D") return `its decision is ${fields.quote(7)}, not A or D`
  const access = decision === "A" ? "Allow" : "Deny"
  if (version === 1) return { access, isOpening: true }
  const state = states.get(fields.text(8))
  if (!state || fields.text(8) === "D") return `its state is ${fields.quote(8)}, not B, C or E`
  return { access, isOpening: state.isOpening }
}
