import { remember } from "../../values/remember.ts"

/** What of logs could not be read, by the place of the file among all. Plain data, added up in any order. */
export type LogFaults = Map<number, FileFaults>

interface FileFaults {
  total: number
  /** The first of them, and some more until they are cut off. */
  told: LogFault[]
}

export interface LogFault {
  /** From 1; 0 for the file as a whole. */
  readonly record: number
  /** Behind "FILE: record 3": `, flow 5: it has 4 fields, and 13 are needed.` */
  readonly text: string
}

export function addFault(faults: LogFaults, file: number, fault: LogFault): void {
  const known = remember(faults, file, () => ({ total: 0, told: [] }))
  known.total++
  known.told.push(fault)
  if (known.told.length > 2 * mostTold) cutOff(known)
}

export function addFaults(into: LogFaults, other: LogFaults): void {
  for (const [file, { total, told }] of other) {
    const known = remember(into, file, () => ({ total: 0, told: [] }))
    known.total += total
    known.told.push(...told)
    cutOff(known)
  }
}

/** One line each, in the order of files and records, and how many more there are. */
export function faultLines(faults: LogFaults, names: readonly string[]): readonly string[] {
  return [...faults]
    .sort(([one], [other]) => one - other)
    .flatMap(([file, known]) => {
      cutOff(known)
      const name = names[file] ?? ""
      const lines = known.told.map(({ record, text }) => `${name}${record > 0 ? `: record ${record}` : ""}${text}`)
      const more = known.total - known.told.length
      return more > 0 ? [...lines, `${name}: ${more} more that could not be read.`] : lines
    })
}

const mostTold = 100

function cutOff(faults: FileFaults): void {
  faults.told.sort((one, other) => one.record - other.record)
  faults.told.length = Math.min(faults.told.length, mostTold)
}
