import type { ReadText } from "../analysis/read-text.ts"
import type { ReportedFile, Unreadable } from "../outputs/report.ts"
import { checkFile, type IndexedFile, type Together } from "./checked-file.ts"
import type { Interruption } from "./interruption.ts"
import type { NetworkOf } from "./tag-networks.ts"

/** Files, judged together, and those of which that failed. */
export interface CheckedFiles {
  readonly files: readonly ReportedFile[]
  readonly failed: readonly Unreadable[]
}

interface CheckingOptions {
  readonly interruption: Interruption
  /** The text of a file, once more; undefined where it cannot be had. */
  read(file: IndexedFile): Promise<ReadText | undefined>
}

/** A mistake of ours in one file does not take away what is found in the others. */
export async function checkFiles(
  all: Together,
  networkOf: NetworkOf,
  { interruption, read }: CheckingOptions,
): Promise<CheckedFiles> {
  const checked: ReportedFile[] = []
  const failed: Unreadable[] = []
  for (const file of all.files) {
    await interruption.breathe()
    if (interruption.isInterrupted) break
    try {
      checked.push(...checkFile(await withText(file, all, read), all, networkOf(file.settings)))
    } catch (error) {
      failed.push({ path: file.path, shown: file.shown, problem: internalError(error) })
    }
  }
  return { files: checked, failed }
}

/** Of a file without groups the text is read again where something is found in it: a few are, of many that are not kept. */
async function withText(
  file: IndexedFile,
  { networks }: Together,
  read: CheckingOptions["read"],
): Promise<IndexedFile> {
  if (file.text || networks.findingsIn(file.indexed.uri, file.settings).length === 0) return file
  const text = await read(file)
  return text ? { ...file, text } : file
}

/** The end of a sentence that begins with a path. */
export function internalError(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return `was not checked: an internal error (${words}). Please report it.`
}
