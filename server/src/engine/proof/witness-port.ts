import { countUpTo } from "../../values/sorted.ts"
import { type Moving, tryMove } from "./moving-packet.ts"

/** A port for the packet, one of `preferred` if one will do; else the first of a range of the rule's, or of its class. */
export function witnessPort(
  found: Moving,
  part: "sourcePort" | "destinationPort",
  preferred: readonly number[],
): number {
  const axis = part === "sourcePort" ? 1 : 2
  const { segments, table, setOfRule } = found.space[part]
  const { base, names } = table.origin(found.point[axis]!)
  const list = setOfRule[found.rule]!
  const own = segments.runs.subarray(segments.runStart[list]!, segments.runStart[list + 1]!)
  const firsts = [...own].filter((_, k) => k % 2 === 0).map(segment => segments.first[segment]!)
  for (const port of [...preferred, ...firsts]) {
    let cls = segments.classOf[countUpTo(segments.first, port, segments.count) - 1]!
    for (const name of names) if (cls !== -1) cls = table.join(cls, name)
    if (cls !== -1 && tryMove(found, axis, cls)) return port
  }
  return segments.first[segments.classOf.indexOf(base)]!
}
