import * as l10n from "@vscode/l10n"
import { remember } from "../../values/remember.ts"

/** What of logs could not be read or placed, by the place of the file among all. Plain data, added up in any order. */
export type LogFaults = Map<number, FileFaults>

interface FileFaults {
  total: number
  /** The first of them, and some more until they are cut off. */
  told: LogFault[]
  /** What is said once of a file, and the first record that it is so of. */
  readonly once: Map<string, number>
}

export interface LogFault {
  /** From 1; 0 for the file as a whole. */
  readonly record: number
  /** Behind "FILE: record 3": `, flow 5: it has 4 fields, and 13 are needed.` */
  readonly text: string
  /** Set where it is the same for all records of the file. */
  readonly isOfAll?: true
}

export function addFault(faults: LogFaults, file: number, fault: LogFault): void {
  const known = faultsOf(faults, file)
  if (fault.isOfAll) {
    addOnce(known, fault.text, fault.record)
    return
  }
  known.total++
  known.told.push(fault)
  if (known.told.length > 2 * mostTold) cutOff(known)
}

export function addFaults(into: LogFaults, other: LogFaults): void {
  for (const [file, { total, told, once }] of other) {
    const known = faultsOf(into, file)
    known.total += total
    known.told.push(...told)
    cutOff(known)
    for (const [text, record] of once) addOnce(known, text, record)
  }
}

/** One line each, in the order of files and records, and how many more there are. */
export function faultLines(faults: LogFaults, names: readonly string[]): readonly string[] {
  return [...faults]
    .sort(([one], [other]) => one - other)
    .flatMap(([file, known]) => {
      cutOff(known)
      const once = [...known.once].map(([text, record]) => ({ record, text }))
      const all = [...known.told, ...once].sort((one, other) => one.record - other.record)
      const name = names[file] ?? ""
      const lines = all
        .slice(0, mostTold)
        .map(({ record, text }) => (record > 0 ? l10n.t`${name}: record ${record}${text}` : `${name}${text}`))
      const more = known.total + once.length - lines.length
      return more > 0 ? [...lines, l10n.t`${name}: ${more} more that could not be read.`] : lines
    })
}

const mostTold = 100

function faultsOf(faults: LogFaults, file: number): FileFaults {
  return remember(faults, file, () => ({ total: 0, told: [], once: new Map() }))
}

function addOnce({ once }: FileFaults, text: string, record: number): void {
  const known = once.get(text)
  if (known === undefined || record < known) once.set(text, record)
}

function cutOff(faults: FileFaults): void {
  faults.told.sort((one, other) => one.record - other.record)
  faults.told.length = Math.min(faults.told.length, mostTold)
}
