import { flipBit } from "./bit-row.ts"
import type { ClassTable } from "./class-table.ts"
import { HashIndex } from "./hash-index.ts"
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
  /** Where ranges start and end: at the first port of segment `s`, `edges[edgeStart[s]]` up to `edgeStart[s + 1]`. */
  readonly edgeStart: Int32Array
  /** For each rule with the range one edge: twice the rule, plus 1 where the range starts. */
  readonly edges: readonly number[]
  /** List → its ranges: `runs[runStart[list]]` and the next are first and exclusive last segment, in turn. */
  readonly runStart: Int32Array
  readonly runs: Int32Array
}

/** One sweep over the sorted ends of all distinct lists. Segments that the same rules hold share a class. */
export function cutPorts(ports: PortLists, table: ClassTable): PortSegments {
  const { events, runStart } = sortedEvents(ports)
  const ends = events.length / 2
  const edges: number[] = []
  const edgeStart = new Int32Array(ends + 2)
  const first = new Int32Array(ends + 2)
  const classOf = new Int32Array(ends + 1)
  const endsBefore = new Uint8Array(ends + 2)
  const startsAt = new Uint8Array(ends + 2)
  const runs = new Int32Array(ends)
  const filled = runStart.slice()
  const current = new Int32Array(table.stride)
  const classOfRow = classesByRow(table)
  let hash = 0
  let count = 0
  let e = 0
  for (let port = 0; port <= 65535; ) {
    edgeStart[count] = edges.length
    for (; e < ends && events[2 * e + 1]! >>> 1 === port; e++) {
      const list = events[2 * e]!
      for (const rule of ports.rulesOfList[list]!) {
        flipBit(current, rule)
        edges.push(rule * 2 + (events[2 * e + 1]! & 1))
      }
      hash ^= scrambled(list)
      runs[filled[list]!++] = count
      if (events[2 * e + 1]! & 1) startsAt[count] = 1
      else endsBefore[count] = 1
    }
    first[count] = port
    classOf[count++] = classOfRow(current, hash)
    port = e < ends ? events[2 * e + 1]! >>> 1 : 65536
  }
  edgeStart[count] = edges.length
  // What ends with the last port ends after the sweep.
  for (; e < ends; e++) {
    runs[filled[events[2 * e]!]!++] = count
    endsBefore[count] = 1
  }
  first[count] = 65536
  const segments = Int32Array.from({ length: count }, (_, q) => q)
  const valleys = segments.filter(q => endsBefore[q] === 1 && startsAt[q + 1] === 1)
  return { count, first, classOf, endsBefore, startsAt, valleys, edgeStart, edges, runStart, runs }
}

/**
 * Sorts the ends of all ranges. Each is a list and `port * 2`, plus 1 where a range starts; ends come before starts of the
 * same port. They are sorted as numbers of 64 bits, as IPv4 prefixes are (see prefix-order.ts).
 */
function sortedEvents({ lists }: PortLists): { events: Uint32Array; runStart: Int32Array } {
  const runStart = new Int32Array(lists.length + 1)
  for (let l = 0; l < lists.length; l++) runStart[l + 1] = runStart[l]! + lists[l]!.ranges.length
  const sorted = new BigUint64Array(runStart[lists.length]!)
  const events = new Uint32Array(sorted.buffer)
  let e = 0
  for (let l = 0; l < lists.length; l++) {
    const { ranges } = lists[l]!
    for (let k = 0; k < ranges.length; k++, e++) {
      events[2 * e] = l
      events[2 * e + 1] = k % 2 === 0 ? ranges[k]! * 2 + 1 : (ranges[k]! + 1) * 2
    }
  }
  sorted.sort()
  return { events, runStart }
}

/** Finds the class with exactly this row, or makes it. The hash is of the set of lists, so equal sets meet in it. */
function classesByRow(table: ClassTable): (row: Int32Array, hash: number) => number {
  const known = new HashIndex()
  const isRow = (cls: number, row: Int32Array) => {
    for (let w = 0; w < table.stride; w++) if (table.rows[cls * table.stride + w] !== row[w]) return false
    return true
  }
  return (row, hash) => {
    const found = known.find(hash, cls => isRow(cls, row))
    if (found !== -1) return found
    const cls = table.add()
    table.rows.set(row, cls * table.stride)
    known.add(hash, cls)
    return cls
  }
}

function scrambled(list: number): number {
  const x = Math.imul(list + 1, 0x9e3779b1)
  const y = Math.imul(x ^ (x >>> 15), 0x85ebca6b)
  return y ^ (y >>> 13)
}
