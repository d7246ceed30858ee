import type { LoggedPacket } from "../../judging/flow-classes.ts"
import { readRecord } from "./flow-record.ts"
import { type FlowTuple, readTuple } from "./flow-tuple.ts"
import type { LoggedAt } from "./replay-subjects.ts"

/** Flows of a log that differ in their source ports alone. */
export interface CondensedFlow extends LoggedPacket {
  readonly at: LoggedAt
  flows: number
  /** Sent and received. */
  bytes: number
  /** Milliseconds since 1970. */
  last: number
}

/** What of flow logs is kept to be asked again and again, at every edit of a rule. */
export class CondensedLog {
  readonly #flows = new Map<string, CondensedFlow>()
  /** Flows that began. */
  flows = 0
  /** Of these, those that there was no room for. */
  leftOut = 0
  /** Records and lines that could not be read. */
  unread = 0

  get distinct(): Iterable<CondensedFlow> {
    return this.#flows.values()
  }

  /** One item of a log's records. */
  add(text: string): void {
    const record = readRecord(text)
    if ("problem" in record) {
      this.unread++
      return
    }
    const { version, groupId } = record
    for (const { mac, tuples } of record.entries) {
      for (const text of tuples) {
        const tuple = typeof text === "string" ? readTuple(text, version) : undefined
        if (typeof tuple === "object") this.#keep(tuple, { groupId, mac })
        else this.unread++
      }
    }
  }

  #keep(tuple: FlowTuple, at: LoggedAt): void {
    const { direction, protocol, source, destination, destinationPort, isOpening, bytes, time } = tuple
    const opened = isOpening ? 1 : 0
    this.flows += opened
    const key = [at.mac, at.groupId, direction, protocol, source, destination, destinationPort].join(" ")
    const known = this.#flows.get(key)
    if (known) {
      known.flows += opened
      known.bytes += bytes
      known.last = Math.max(known.last, time)
    } else if (this.#flows.size >= mostDistinct) this.leftOut += opened
    else {
      const packet = { direction, protocol, source, sourcePort: "*" as const, destination, destinationPort }
      this.#flows.set(key, { ...packet, at, flows: opened, bytes, last: time })
    }
  }
}

const mostDistinct = 200_000
