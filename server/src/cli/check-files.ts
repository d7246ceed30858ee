import type { ReportedFile, Unreadable } from "../outputs/report.ts"
import { checkFile, type Together } from "./checked-file.ts"
import type { Interruption } from "./interruption.ts"
import type { NetworkOf } from "./tag-networks.ts"

/** Files, judged together, and those of which that failed. */
export interface CheckedFiles {
  readonly files: readonly ReportedFile[]
  readonly failed: readonly Unreadable[]
}

/** A mistake of ours in one file does not take away what is found in the others. */
export async function checkFiles(
  all: Together,
  networkOf: NetworkOf,
  interruption: Interruption,
): Promise<CheckedFiles> {
  const checked: ReportedFile[] = []
  const failed: Unreadable[] = []
  for (const file of all.files) {
    await interruption.breathe()
    if (interruption.isInterrupted) break
    try {
      checked.push(...checkFile(file, all, networkOf(file.settings)))
    } catch (error) {
      failed.push({ path: file.path, shown: file.shown, problem: internalError(error) })
    }
  }
  return { files: checked, failed }
}

/** The end of a sentence that begins with a path. */
export function internalError(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return `was not checked: an internal error (${words}). Please report it.`
}
