import type { PortRange, PortTerm } from "../../values/port.ts"
import type { SecurityRule } from "../security-rule.ts"

/** The port fields of one side, each distinct one read once. */
export interface PortLists {
  readonly listOfRule: Int32Array
  readonly lists: readonly PortList[]
  readonly rulesOfList: readonly (readonly number[])[]
}

export interface PortList {
  /** Sorted ranges that neither overlap nor touch: first and last port of each in turn. */
  readonly ranges: readonly number[]
  /** Identities of the unknown parts. */
  readonly unknown: readonly string[]
  /** Every port is in it, however that is spelt: then it also holds what has no port. */
  readonly all: boolean
}

export function collectPorts(rules: readonly SecurityRule[], field: "sourcePorts" | "destinationPorts"): PortLists {
  const lists: PortList[] = []
  const rulesOfList: number[][] = []
  const known = new Map<number | string, number>()
  const listOfRule = new Int32Array(rules.length)
  for (let rule = 0; rule < rules.length; rule++) {
    const written = rules[rule]![field]
    const key = keyOf(written)
    let list = known.get(key)
    if (list === undefined) {
      list = lists.push(readList(written)) - 1
      rulesOfList.push([])
      known.set(key, list)
    }
    rulesOfList[list]!.push(rule)
    listOfRule[rule] = list
  }
  return { listOfRule, lists, rulesOfList }
}

/** Most fields are one range, which a number names faster than a text. Of others the ends of the ranges are characters. */
function keyOf(field: readonly PortTerm[]): number | string {
  const [only] = field
  if (field.length === 1 && only && !("unknown" in only)) return only.first * 65536 + only.last
  let ranges = ""
  let unknown = ""
  for (const term of field) {
    if ("unknown" in term) unknown += `\n${term.unknown.identity}`
    else ranges += String.fromCharCode(term.first, term.last)
  }
  return `${ranges.length} ${ranges}${unknown}`
}

function readList(field: readonly PortTerm[]): PortList {
  const sorted: PortRange[] = []
  const unknown: string[] = []
  for (const term of field) {
    if ("unknown" in term) unknown.push(term.unknown.identity)
    else sorted.push(term)
  }
  if (sorted.length > 1) sorted.sort((a, b) => a.first - b.first)
  const ranges: number[] = []
  for (const { first, last } of sorted) {
    const end = ranges.length - 1
    if (end > 0 && first <= ranges[end]! + 1) ranges[end] = Math.max(ranges[end]!, last)
    else ranges.push(first, last)
  }
  return { ranges, unknown, all: ranges.length === 2 && ranges[0] === 0 && ranges[1] === 65535 }
}
