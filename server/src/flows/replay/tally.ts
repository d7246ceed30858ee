import type { AddressPoint } from "../../values/address-point.ts"
import { addCounts, type CoarseCounts, count, emptyCounts } from "./coarse-counts.ts"
import type { FlowTuple } from "./flow-tuple.ts"
import { peerBlocks, portBlocks, portKey } from "./peer-blocks.ts"

/** What was logged of some flows. Plain data, which goes from a worker to where all of it is added up. */
export interface Tally {
  /** Flows that began. */
  flows: number
  /** Sent and received by these, and by flows that began before the log. */
  bytes: number
  /** Milliseconds since 1970; Infinity and -Infinity where there is nothing yet. */
  first: number
  last: number
  /** Destination ports with their protocol (`portKey`). */
  readonly ports: CoarseCounts<number>
  /** The addresses at the other end. */
  readonly peers: CoarseCounts<AddressPoint>
  /** The earliest of them, as the log has it. */
  example: FlowTuple | undefined
}

export function emptyTally(): Tally {
  return {
    ...{ flows: 0, bytes: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY },
    ...{ ports: emptyCounts(), peers: emptyCounts(), example: undefined },
  }
}

export function tallyFlow(tally: Tally, tuple: FlowTuple): void {
  const { time, bytes, isOpening, protocol, destinationPort, direction, source, destination } = tuple
  const flows = isOpening ? 1 : 0
  tally.flows += flows
  tally.bytes += bytes
  if (time <= tally.first) {
    tally.first = time
    tally.example = earlier(tally.example, tuple)
  }
  if (time > tally.last) tally.last = time
  count(tally.ports, portBlocks, portKey(protocol, destinationPort), flows, bytes)
  count(tally.peers, peerBlocks, direction === "Inbound" ? source : destination, flows, bytes)
}

export function addTally(into: Tally, other: Tally): void {
  into.flows += other.flows
  into.bytes += other.bytes
  into.first = Math.min(into.first, other.first)
  into.last = Math.max(into.last, other.last)
  if (other.example) into.example = earlier(into.example, other.example)
  addCounts(into.ports, other.ports, portBlocks)
  addCounts(into.peers, other.peers, peerBlocks)
}

/** Of several at one time always the same, whichever comes first. */
function earlier(one: FlowTuple | undefined, other: FlowTuple): FlowTuple {
  if (!one || other.time < one.time) return other
  if (one.time < other.time) return one
  return orderOf(other) < orderOf(one) ? other : one
}

function orderOf({ source, destination, sourcePort, destinationPort, protocol, direction }: FlowTuple): string {
  return [direction, protocol, source, sourcePort, destination, destinationPort].join(" ")
}
