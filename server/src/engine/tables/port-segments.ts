import type { ClassTable } from "./class-table.ts"
import type { PortLists } from "./port-lists.ts"

/**
 * The ports cut at every end of a range: segment `s` is ports `first[s]` up to `first[s + 1]`, held by the same rules
 * throughout. Ranges are given in segments from here on.
 */
export interface PortSegments {
  readonly count: number
  readonly first: Int32Array
  readonly classOf: Int32Array
  /** 1 where a range ends just before the segment, and where one starts at it. */
  readonly endsBefore: Uint8Array
  readonly startsAt: Uint8Array
  /** Segments at which some range ended and before whose end another starts: no neighbour is in fewer rules. */
  readonly valleys: Int32Array
  /** List → its ranges: `runs[runStart[list]]` and the next are first and exclusive last segment, in turn. */
  readonly runStart: Int32Array
  readonly runs: Int32Array
}

/** One sweep over the sorted ends of all distinct lists. Segments that the same rules hold share a class. */
export function cutPorts(ports: PortLists, listRows: Int32Array, table: ClassTable): PortSegments {
  const { events, runStart } = sortedEvents(ports)
  const first = new Int32Array(events.length + 2)
  const classOf = new Int32Array(events.length + 1)
  const endsBefore = new Uint8Array(events.length + 2)
  const startsAt = new Uint8Array(events.length + 2)
  const runs = new Int32Array(runStart[ports.lists.length]!)
  const filled = runStart.slice()
  const current = new Int32Array(table.stride)
  const classes = classesByRow(table)
  let hash = 0
  let count = 0
  for (let e = 0, port = 0; port <= 65535; ) {
    for (; e < events.length && portOf(events[e]!) === port; e++) {
      const list = listOf(events[e]!)
      const starts = isStart(events[e]!)
      const at = list * table.stride
      for (let w = 0; w < table.stride; w++) current[w]! ^= listRows[at + w]!
      hash ^= scrambled(list)
      runs[filled[list]!++] = count
      if (starts) startsAt[count] = 1
      else endsBefore[count] = 1
    }
    first[count] = port
    classOf[count++] = classes(current, hash)
    port = e < events.length ? portOf(events[e]!) : 65536
  }
  // What ends with the last port ends after the sweep.
  for (let e = events.length - 1; e >= 0 && portOf(events[e]!) === 65536; e--) {
    runs[filled[listOf(events[e]!)]!++] = count
    endsBefore[count] = 1
  }
  first[count] = 65536
  const valleys: number[] = []
  for (let q = 0; q < count; q++) if (endsBefore[q] === 1 && startsAt[q + 1] === 1) valleys.push(q)
  return { count, first, classOf, endsBefore, startsAt, valleys: Int32Array.from(valleys), runStart, runs }
}

/** An event is a number that sorts by port; ends come before starts of the same port. */
const lists = 0x10000
const eventOf = (port: number, start: 0 | 1, list: number) => (port * 2 + start) * lists + list
const portOf = (event: number) => Math.floor(event / (2 * lists))
const isStart = (event: number) => Math.floor(event / lists) % 2 === 1
const listOf = (event: number) => event % lists

function sortedEvents(ports: PortLists): { events: Float64Array; runStart: Int32Array } {
  const runStart = new Int32Array(ports.lists.length + 1)
  ports.lists.forEach((list, l) => {
    runStart[l + 1] = runStart[l]! + list.ranges.length
  })
  const events = new Float64Array(runStart[ports.lists.length]!)
  let e = 0
  ports.lists.forEach(({ ranges }, l) => {
    for (let k = 0; k < ranges.length; k += 2) {
      events[e++] = eventOf(ranges[k]!, 1, l)
      events[e++] = eventOf(ranges[k + 1]! + 1, 0, l)
    }
  })
  return { events: events.sort(), runStart }
}

/** Finds the class with exactly this row, or makes it. The hash is of the set of lists, so equal sets meet in it. */
function classesByRow(table: ClassTable): (row: Int32Array, hash: number) => number {
  const byHash = new Map<number, number[]>()
  const isRow = (cls: number, row: Int32Array) => {
    for (let w = 0; w < table.stride; w++) if (table.rows[cls * table.stride + w] !== row[w]) return false
    return true
  }
  return (row, hash) => {
    const bucket = byHash.get(hash) ?? []
    const found = bucket.find(cls => isRow(cls, row))
    if (found !== undefined) return found
    const cls = table.add()
    table.rows.set(row, cls * table.stride)
    if (bucket.push(cls) === 1) byHash.set(hash, bucket)
    return cls
  }
}

function scrambled(list: number): number {
  const x = Math.imul(list + 1, 0x9e3779b1)
  const y = Math.imul(x ^ (x >>> 15), 0x85ebca6b)
  return y ^ (y >>> 13)
}
