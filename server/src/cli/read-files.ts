import type { ReadText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import type { ReadFile } from "./checked-file.ts"
import type { Unreadable } from "../outputs/report.ts"
import type { Io } from "./command.ts"
import type { FoundFiles } from "./find-files.ts"
import { readDocument } from "./read-document.ts"
import { readSource } from "./read-source.ts"
import type { FindParameters } from "./reading-options.ts"

export interface FileOptions {
  readonly settings: Settings
  readonly findParameters: FindParameters
  /** Whether a text is kept: the others need not be in memory while the rest is read. */
  isWanted(text: ReadText): boolean
}

/** What the files hold that were found, and what of them could not be read. */
export async function readFiles(
  found: FoundFiles,
  { settings, findParameters, isWanted }: FileOptions,
  io: Io,
): Promise<{ readonly files: readonly ReadFile[]; readonly unreadable: readonly Unreadable[] }> {
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
  return { files, unreadable }
}
