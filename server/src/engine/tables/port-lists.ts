import type { PortTerm } from "../../values/port.ts"

/** The port fields of one side, each distinct one read once. */
export interface PortLists {
  readonly listOfRule: Int32Array
  readonly lists: readonly PortList[]
}

export interface PortList {
  /** Sorted ranges that neither overlap nor touch: first and last port of each in turn. */
  readonly ranges: readonly number[]
  /** Identities of the unknown parts. */
  readonly unknown: readonly string[]
  /** Every port is in it, however that is spelt: then it also holds what has no port. */
  readonly all: boolean
}

export function collectPorts(fields: readonly (readonly PortTerm[])[]): PortLists {
  const lists: PortList[] = []
  const known = new Map<number | string, number>()
  const listOfRule = new Int32Array(fields.length)
  fields.forEach((field, rule) => {
    const key = keyOf(field)
    let list = known.get(key)
    if (list === undefined) {
      list = lists.push(readList(field)) - 1
      known.set(key, list)
    }
    listOfRule[rule] = list
  })
  return { listOfRule, lists }
}

/** Most fields are one range, which a number names faster than a text. */
function keyOf(field: readonly PortTerm[]): number | string {
  const [only] = field
  if (field.length === 1 && only && !("unknown" in only)) return only.first * 65536 + only.last
  return field.map(term => ("unknown" in term ? `?${term.unknown.identity}` : `${term.first}-${term.last}`)).join("\n")
}

function readList(field: readonly PortTerm[]): PortList {
  const sorted: { first: number; last: number }[] = []
  const unknown: string[] = []
  for (const term of field) {
    if ("unknown" in term) unknown.push(term.unknown.identity)
    else sorted.push(term)
  }
  sorted.sort((a, b) => a.first - b.first)
  const ranges: number[] = []
  for (const { first, last } of sorted) {
    const end = ranges.length - 1
    if (end > 0 && first <= ranges[end]! + 1) ranges[end] = Math.max(ranges[end]!, last)
    else ranges.push(first, last)
  }
  return { ranges, unknown, all: ranges.length === 2 && ranges[0] === 0 && ranges[1] === 65535 }
}
