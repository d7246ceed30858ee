import type { SourceText } from "../analysis/analysed-document.ts"
import type { Unreadable } from "../outputs/report.ts"
import type { ReadFile } from "./checked-file.ts"
import type { Io } from "./command.ts"
import { type FixedFile, type FixingOptions, fixFiles } from "./fix-files.ts"
import type { FixMode } from "./fix-option.ts"
import { uriOf } from "./read-source.ts"
import { unifiedDiff } from "./unified-diff.ts"
import { writeFixed } from "./write-fixed.ts"

/** What is left to be reported when the fixes are made, or shown. */
export interface FixesRun {
  readonly texts: readonly SourceText[]
  /** Files that could not be written. */
  readonly unwritten: readonly Unreadable[]
  /** Standard output holds the fixed text or the difference: the report goes to standard error. */
  readonly isOutputTaken: boolean
}

/** Makes the fixes and writes the files, or prints what would change; `paths` are the ones that were named. */
export async function runFixes(
  read: readonly ReadFile[],
  mode: FixMode,
  { io, paths, ...options }: FixingOptions & { readonly io: Io; readonly paths: readonly string[] },
): Promise<FixesRun> {
  const { texts, fixed } = await fixFiles(read, options)
  const stdin = paths.includes("-") ? uriOf(io.stdinName, io) : undefined
  const isOutputTaken = mode === "show" || stdin !== undefined
  if (mode === "show") {
    io.out(unifiedDiff(fixed))
    return { texts, unwritten: [], isOutputTaken }
  }
  const unwritten = new Map<string, Unreadable>()
  for (const file of fixed) {
    const { uri } = file.before
    const problem = uri === stdin ? undefined : await writeFixed(file)
    if (problem) unwritten.set(uri, problem)
  }
  const own = texts.find(({ uri }) => uri === stdin)
  if (own) io.out(own.text)
  io.err(
    fixed
      .filter(({ before }) => !unwritten.has(before.uri))
      .flatMap(madeLines)
      .join(""),
  )
  const asTheyAre = texts.map((text, index) => (unwritten.has(text.uri) ? (read[index]?.text.source ?? text) : text))
  return { texts: asTheyAre, unwritten: [...unwritten.values()], isOutputTaken }
}

function madeLines({ shown, made }: FixedFile): readonly string[] {
  return made.map(text => `${shown}: ${text}\n`)
}
