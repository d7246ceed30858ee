import type { Settings } from "../../analysis/settings.ts"
import type { FileName } from "../../outputs/report.ts"
import type { Io } from "../command.ts"
import { nameFile, uriOf } from "../read-source.ts"

/** What is read and judged as one document: a file, or a part of a long list in one. Plain data. */
export interface Unit extends FileName {
  /** Of the file; of a part with its bytes behind a #. Tells it apart among all units of a run. */
  readonly uri: string
  /** The file as it was found; `-` for standard input. */
  readonly name: string
  readonly settings: Settings
  /** How many bytes are read of the file. */
  readonly size: number
  readonly part?: Part
  /** Set where it is not read, with the reason. */
  readonly refusal?: string
}

/** Some of the items of the list that a file is, or has in it: with `head` before them and `tail` behind it is a document. */
export interface Part {
  /** In bytes of the file: from the first item's first to behind the last one's last. */
  readonly start: number
  readonly end: number
  readonly head: string
  readonly tail: string
  /** Where the first item begins, both counted from zero. */
  readonly line: number
  readonly character: number
}

export function wholeFile(name: string, settings: Settings, io: Io): Unit {
  const file = name === "-" ? io.stdinName : name
  return { ...nameFile(file, io), name, uri: uriOf(file, io), settings, size: 0 }
}

/** The URI of the file. */
export function fileUri({ uri }: Unit): string {
  return uri.split("#")[0] ?? uri
}

/** The unit of some of the items of a file. */
export function partOf(file: Unit, part: Part): Unit {
  return { ...file, uri: `${fileUri(file)}#${part.start}-${part.end}`, size: part.end - part.start, part }
}

/** By how much offsets of the part are moved so that those of one file's parts do not meet, and keep their order. */
export function movedBy({ part }: Unit): number {
  return part ? part.start - part.head.length : 0
}
