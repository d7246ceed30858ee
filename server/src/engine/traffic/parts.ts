import type { RulePart } from "../flow.ts"
import type { Direction, Protocol } from "../security-rule.ts"
import type { IntervalSet } from "./interval-set.ts"

/** What decides whether a rule takes a packet: the five parts of the match, its direction, and whether it is there. */
export type Part = RulePart | "direction" | "presence"

export const parts: readonly Part[] = [
  "direction",
  "presence",
  "protocol",
  "destinationPort",
  "destination",
  "source",
  "sourcePort",
]

/** A value for each part. */
export function forParts<T>(of: (part: Part) => T): Readonly<Record<Part, T>> {
  return {
    direction: of("direction"),
    presence: of("presence"),
    protocol: of("protocol"),
    source: of("source"),
    sourcePort: of("sourcePort"),
    destination: of("destination"),
    destinationPort: of("destinationPort"),
  }
}

export const directions: readonly Direction[] = ["Inbound", "Outbound"]
export const protocols: readonly Protocol[] = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]

/** The set that holds just this number. */
export function only(point: number): IntervalSet {
  return [point, point + 1]
}

export function directionPoints(word: string): IntervalSet {
  return only(directions.indexOf(word as Direction))
}

export function protocolPoints(word: string): IntervalSet {
  return word === "*" ? [0, protocols.length] : only(protocols.indexOf(word as Protocol))
}
