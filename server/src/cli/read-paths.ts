import type { ReadText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import type { ReadFile } from "./checked-file.ts"
import type { Io } from "./command.ts"
import { type FoundFiles, findFiles } from "./find-files.ts"
import { readDocument } from "./read-document.ts"
import { readSource, type Unreadable } from "./read-source.ts"
import type { FindParameters } from "./reading-options.ts"

/** What files and folders hold together. */
export interface ReadPaths {
  readonly files: readonly ReadFile[]
  readonly found: FoundFiles
  readonly unreadable: readonly Unreadable[]
}

export interface PathOptions {
  readonly settings: Settings
  readonly findParameters: FindParameters
  /** Whether a text is kept: the others need not be in memory while the rest is read. */
  isWanted(text: ReadText): boolean
}

export async function readPaths(paths: readonly string[], options: PathOptions, io: Io): Promise<ReadPaths> {
  const { settings, findParameters, isWanted } = options
  const found = await findFiles(paths, io)
  const files: ReadFile[] = []
  const unreadable = [...found.unreadable]
  for (const name of found.files) {
    const source = await readSource(name, io)
    if ("problem" in source) {
      unreadable.push(source)
      continue
    }
    const text = await readDocument(source.source, settings, findParameters)
    if (isWanted(text)) files.push({ path: source.path, text })
  }
  return { files, found, unreadable }
}
