import { existsSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import path from "node:path"
import { type Baseline, holdAgainst, readBaseline, writeBaseline } from "../outputs/baseline.ts"
import type { Report } from "../outputs/report.ts"
import type { Io } from "./command.ts"
import { explainFailure, nameFile, readSource } from "./read-source.ts"

export const baselineOptions = { baseline: { type: "string" }, "write-baseline": { type: "string" } } as const

export const baselineHelp = `  --baseline FILE       report only findings that are not in FILE, and say which of FILE are gone
  --write-baseline FILE accept what is found now: write it to FILE, and exit with 0`

/** A baseline, read from where `--baseline` says. */
export interface NamedBaseline {
  readonly name: string
  readonly entries: Baseline
}

export async function readBaselineOption(
  name: string | undefined,
  io: Io,
): Promise<NamedBaseline | undefined | { readonly problem: string }> {
  if (name === undefined) return undefined
  const read = await readSource(name, io)
  if ("problem" in read) return { problem: `--baseline: ${read.shown} ${read.problem}` }
  const entries = readBaseline(read.source.text)
  return "problem" in entries ? { problem: `--baseline: ${read.shown} ${entries.problem}` } : { name, entries }
}

/**
 * The report held against a baseline. Of what is not found any more only that is gone whose file was read, or is no more: the
 * rest was not looked for.
 */
export function againstBaseline(
  report: Report,
  { name, entries }: NamedBaseline,
  read: readonly string[],
  io: Io,
): Report {
  const fromBaseline = pathFrom(name, io)
  const { files, left } = holdAgainst(report.files, entries, fromBaseline)
  const unread = new Set(report.unreadable.map(({ path }) => path))
  const looked = new Set(
    read
      .map(each => nameFile(each, io).path)
      .filter(each => !unread.has(each))
      .map(fromBaseline),
  )
  const folder = path.dirname(path.resolve(io.cwd, name))
  const gone = left.filter(entry => looked.has(entry.path) || !existsSync(path.join(folder, entry.path)))
  return { ...report, files, gone }
}

/** Writes the baseline; what went wrong, else nothing. */
export async function saveBaseline(
  report: Report,
  name: string,
  io: Io,
): Promise<{ readonly problem: string } | undefined> {
  try {
    await writeFile(path.resolve(io.cwd, name), writeBaseline(report, pathFrom(name, io)))
    return undefined
  } catch (error) {
    return {
      problem: `--write-baseline: ${nameFile(name, io).shown} ${explainFailure(error, "written")}`,
    }
  }
}

/** A path of the report as seen from the baseline's folder, so that it does not matter where the command runs. */
function pathFrom(baseline: string, { cwd }: Io): (name: string) => string {
  const folder = path.dirname(path.resolve(cwd, baseline))
  return name => (name === "-" ? name : path.relative(folder, path.resolve(cwd, name)).replaceAll(path.sep, "/"))
}
