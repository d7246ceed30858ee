import type { ReadText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import type { ReadFile } from "./checked-file.ts"
import type { Io } from "./command.ts"
import type { FoundFiles } from "./find-files.ts"
import { readDocument } from "./read-document.ts"
import { readSource, type Unreadable } from "./read-source.ts"
import type { FindParameters } from "./reading-options.ts"
import { type UnusedFile, whyNoGroup } from "./why-no-group.ts"

export interface FileOptions {
  readonly settings: Settings
  readonly findParameters: FindParameters
  /** Whether a text is kept: the others need not be in memory while the rest is read. */
  isWanted(text: ReadText): boolean
}

export interface ReadFiles {
  readonly files: readonly ReadFile[]
  readonly unreadable: readonly Unreadable[]
  /** The only file that was found, where it was not wanted. */
  readonly only?: UnusedFile
}

/** What the files hold that were found, and what of them could not be read. */
export async function readFiles(
  found: FoundFiles,
  { settings, findParameters, isWanted }: FileOptions,
  io: Io,
): Promise<ReadFiles> {
  const files: ReadFile[] = []
  const unreadable = [...found.unreadable]
  const isOne = found.files.length === 1
  let only: UnusedFile | undefined
  for (const name of found.files) {
    const source = await readSource(name, io)
    if ("problem" in source) {
      unreadable.push(source)
      continue
    }
    const text = await readDocument(source.source, settings, findParameters)
    const { path, shown } = source
    if (isWanted(text)) files.push({ path, shown, text })
    else if (isOne) only = { shown, reason: whyNoGroup(text) }
  }
  return { files, unreadable, ...(only && { only }) }
}
