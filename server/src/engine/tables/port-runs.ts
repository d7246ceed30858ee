import { countUpTo } from "../../values/sorted.ts"
import type { ClassList } from "./class-list.ts"
import type { PortSegments } from "./port-segments.ts"

// Which classes of a run of segments have to be looked at.

/** The least classes of the segments `from` up to `to`. */
export function addRun(segments: PortSegments, from: number, to: number, into: ClassList): void {
  const { classOf, endsBefore, startsAt, valleys } = segments
  if (to === from + 1 || startsAt[from + 1]) into.add(classOf[from]!)
  for (let v = countUpTo(valleys, from, valleys.length); v < valleys.length && valleys[v]! < to - 1; v++)
    into.add(classOf[valleys[v]!]!)
  if (to > from + 1 && endsBefore[to - 1]) into.add(classOf[to - 1]!)
}

/** The least classes of each run that the two lists share. */
export function intersectRuns(segments: PortSegments, list: number, other: number, into: ClassList): void {
  const shared = sharedRuns(segments, list, other)
  for (let s = 0; s < shared.length; s += 2) addRun(segments, shared[s]!, shared[s + 1]!, into)
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
