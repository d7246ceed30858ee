import type { Access, Direction, Protocol } from "../../engine/security-rule.ts"
import { type AddressPoint, parsePoint } from "../../values/address-point.ts"
import type { LogVersion } from "./flow-record.ts"

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
  const fields = text.split(",")
  const least = version === 1 ? 8 : 13
  if (fields.length < least) return `it has ${fields.length} fields, and ${least} are needed`
  const [time, from, to, sourcePort, destinationPort, protocol, direction] = fields as Fields
  const source = pointOf(from)
  const destination = pointOf(to)
  if (source === undefined) return `"${shortened(from)}" is no address`
  if (destination === undefined) return `"${shortened(to)}" is no address`
  if (typeof source !== typeof destination) return "its addresses are of two IP families"
  const at = version === 4 ? numberIn(time, 15) : numberIn(time, 12) * 1000
  if (Number.isNaN(at)) return `"${shortened(time)}" is no time`
  const known = (version === 4 ? numbered : lettered).get(protocol)
  if (!known)
    return `its protocol is "${shortened(protocol)}", and only ${version === 4 ? "1, 6, 17, 50 and 51" : "T and U"} can be judged`
  const isPortless = known !== "Tcp" && known !== "Udp"
  const [fromPort, toPort] = isPortless ? [0, 0] : [portOf(sourcePort), portOf(destinationPort)]
  if (Number.isNaN(fromPort + toPort)) {
    return `"${shortened(sourcePort)}" and "${shortened(destinationPort)}" are not both ports`
  }
  if (direction !== "I" && direction !== "O") return `its direction is "${shortened(direction)}", and not I or O`
  const end = endOf(fields, version)
  if (typeof end === "string") return end
  return {
    time: at,
    source,
    destination,
    sourcePort: fromPort,
    destinationPort: toPort,
    protocol: known,
    direction: direction === "I" ? "Inbound" : "Outbound",
    ...end,
  }
}

type Fields = [string, string, string, string, string, string, string]

/** What Azure did, whether it is the flow's first line, and what it carried. */
function endOf(
  fields: readonly string[],
  version: LogVersion,
): Pick<FlowTuple, "access" | "isOpening" | "bytes"> | string {
  const decision = fields[7] ?? ""
  if (version === 1) {
    if (decision !== "A" && decision !== "D") return `its decision is "${shortened(decision)}", and not A or D`
    return { access: decision === "A" ? "Allow" : "Deny", isOpening: true, bytes: 0 }
  }
  const bytes = numberIn(fields[10] || "0", 15) + numberIn(fields[12] || "0", 15)
  if (Number.isNaN(bytes))
    return `"${shortened(fields[10] ?? "")}" and "${shortened(fields[12] ?? "")}" are not both bytes`
  if (version === 4) {
    if (!/^[BCED]$/.test(decision)) return `its state is "${shortened(decision)}", and not B, C, E or D`
    const isDenied = decision === "D"
    return { access: isDenied ? "Deny" : "Allow", isOpening: isDenied || decision === "B", bytes }
  }
  const state = fields[8] ?? ""
  if (decision !== "A" && decision !== "D") return `its decision is "${shortened(decision)}", and not A or D`
  if (!/^[BCE]$/.test(state)) return `its state is "${shortened(state)}", and not B, C or E`
  return { access: decision === "A" ? "Allow" : "Deny", isOpening: state === "B", bytes }
}

/** IANA's numbers. */
const numbered: ReadonlyMap<string, Protocol> = new Map([
  ["6", "Tcp"],
  ["17", "Udp"],
  ["1", "Icmp"],
  ["50", "Esp"],
  ["51", "Ah"],
])

const lettered: ReadonlyMap<string, Protocol> = new Map([
  ["T", "Tcp"],
  ["U", "Udp"],
])

/** NaN for anything but so many digits. */
function numberIn(text: string, most: number): number {
  if (text.length === 0 || text.length > most) return Number.NaN
  let value = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function portOf(text: string): number {
  const port = numberIn(text, 5)
  return port <= 65535 ? port : Number.NaN
}

/** Four decimal parts are read here: making terms of hundreds of thousands a second would take most of the time. */
function pointOf(text: string): AddressPoint | undefined {
  let value = 0
  let part = -1
  let parts = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) {
      if (part === 0) return undefined
      part = (part < 0 ? 0 : part * 10) + digit
      if (part > 255) return undefined
    } else if (digit === -2 && part >= 0) {
      value = value * 256 + part
      part = -1
      parts++
    } else return parsePoint(text)
  }
  return parts === 3 && part >= 0 ? value * 256 + part : undefined
}

/** Of what a stranger wrote. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
