import { clearBit, lowestBit, setBit } from "./bit-row.ts"
import type { ClassList } from "./class-list.ts"
import type { PortLists } from "./port-lists.ts"
import type { PortSegments } from "./port-segments.ts"

// Which classes of the ports in a run, or in the runs that two lists share, have to be looked at.

/** The least classes of the segments `from` up to `to`. */
export function addRun(segments: PortSegments, from: number, to: number, into: ClassList): void {
  const { classOf, endsBefore, startsAt, valleys } = segments
  if (to === from + 1 || startsAt[from + 1]) into.add(classOf[from]!)
  for (let v = firstAfter(valleys, from); v < valleys.length && valleys[v]! < to - 1; v++)
    into.add(classOf[valleys[v]!]!)
  if (to > from + 1 && endsBefore[to - 1]) into.add(classOf[to - 1]!)
}

function firstAfter(sorted: Int32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The least classes of each run that the two lists share. */
export function meetRuns(segments: PortSegments, list: number, other: number, into: ClassList): void {
  const shared = sharedRuns(segments, list, other)
  for (let s = 0; s < shared.length; s += 2) addRun(segments, shared[s]!, shared[s + 1]!, into)
}

/**
 * Of each run that the two lists share the first segment, and those in it before which a range of a rule of `avoid` ends. Any
 * other segment is in all the rules of `avoid` that the nearest of these before it is in, as none of their ranges ends in
 * between.
 */
export function meetRunsAgainst(
  { listOfRule }: PortLists,
  segments: PortSegments,
  list: number,
  other: number,
  avoid: Int32Array,
  into: ClassList,
): void {
  const { classOf, marked } = segments
  const shared = sharedRuns(segments, list, other)
  for (let s = 0; s < shared.length; s += 2) setBit(marked, 0, shared[s]!)
  for (let w = 0; w < avoid.length; w++) {
    for (let bits = avoid[w]!; bits !== 0; bits &= bits - 1) {
      const rule = w * 32 + lowestBit(bits)
      if (!markEnds(segments, listOfRule[rule]!, shared)) clearBit(avoid, 0, rule)
    }
  }
  for (let w = 0; w < marked.length; w++) {
    for (let bits = marked[w]!; bits !== 0; bits &= bits - 1) into.add(classOf[w * 32 + lowestBit(bits)]!)
    marked[w] = 0
  }
}

/** Marks where runs of the list end inside of a shared one; false where the list has nothing of these. */
function markEnds({ runStart, runs, marked }: PortSegments, list: number, shared: readonly number[]): boolean {
  let isMet = false
  for (let k = runStart[list]!; k < runStart[list + 1]!; k += 2) {
    const end = runs[k + 1]!
    const last = lastBefore(shared, end)
    if (last < 0 || shared[last + 1]! <= runs[k]!) continue
    isMet = true
    if (end < shared[last + 1]!) setBit(marked, 0, end)
  }
  return isMet
}

/** Where among runs the last is that begins before a segment, or -2. */
function lastBefore(shared: readonly number[], segment: number): number {
  let low = -1
  let high = shared.length / 2
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (shared[2 * middle]! < segment) low = middle
    else high = middle
  }
  return 2 * low
}

/** The runs in which a run of one list and one of the other overlap, first and exclusive last segment of each in turn. */
function sharedRuns({ runStart, runs }: PortSegments, list: number, other: number): number[] {
  const shared: number[] = []
  let p = runStart[list]!
  let q = runStart[other]!
  while (p < runStart[list + 1]! && q < runStart[other + 1]!) {
    const from = Math.max(runs[p]!, runs[q]!)
    const to = Math.min(runs[p + 1]!, runs[q + 1]!)
    if (from < to) shared.push(from, to)
    if (runs[p + 1]! < runs[q + 1]!) p += 2
    else q += 2
  }
  return shared
}
