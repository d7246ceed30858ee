import type { ReadFile } from "./checked-file.ts"
import type { Io } from "./command.ts"
import { type FixingOptions, fixFiles } from "./fix-files.ts"
import type { FixMode } from "./fix-option.ts"
import { fixedText } from "./fixed-text.ts"
import { displayPath, type Unreadable } from "./read-source.ts"
import { unifiedDiff } from "./unified-diff.ts"
import { writeFixed } from "./write-fixed.ts"

/** What is left to be reported when the fixes are made, or shown. */
export interface FixesRun {
  readonly files: readonly ReadFile[]
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
  const { files, fixed } = await fixFiles(read, options)
  const stdin = paths.includes("-") ? stdinPath(io) : undefined
  const isOutputTaken = mode === "show" || stdin !== undefined
  if (mode === "show") {
    io.out(unifiedDiff(fixed))
    return { files, unwritten: [], isOutputTaken }
  }
  const unwritten: Unreadable[] = []
  const written = fixed.filter(({ path }) => path !== stdin)
  for (const file of written) unwritten.push(...[await writeFixed(file)].filter(problem => problem !== undefined))
  const own = files.find(({ path }) => path === stdin)
  if (own) io.out(own.text.source.text)
  const isWritten = ({ path }: { readonly path: string }) => !unwritten.some(problem => problem.path === path)
  io.err(fixedText(fixed.filter(isWritten)))
  return {
    files: files.map(file => (isWritten(file) ? file : (read.find(each => each.path === file.path) ?? file))),
    unwritten,
    isOutputTaken,
  }
}

/** Under which path the report has standard input. */
function stdinPath(io: Io): string {
  return io.stdinName === undefined ? "-" : displayPath(io.stdinName, io)
}
