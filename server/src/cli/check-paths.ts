import { pathToFileURL } from "node:url"
import type { ReadText } from "../analysis/read-text.ts"
import { isProblem } from "../features/flow-text.ts"
import type { Report } from "../outputs/report.ts"
import { checkFiles } from "./check-files.ts"
import type { CheckOptions } from "./check-options.ts"
import type { Io } from "./command.ts"
import { configure } from "./config-option.ts"
import type { FoundFiles } from "./find-files.ts"
import { watchInterrupt } from "./interruption.ts"
import { readFiles } from "./read-files.ts"
import type { ReadingOptions } from "./read-workspace.ts"
import { readParameters } from "./reading-options.ts"
import { networksFor } from "./tag-networks.ts"
import { onlyUnused, type UnusedFile } from "./why-no-group.ts"

/** What was found in files and folders; or that the user stopped it before it was known. */
export type CheckedPaths = { readonly found: FoundFiles; readonly only?: UnusedFile | undefined } & (
  | { readonly report: Report }
  | { readonly interruptedAfter: number }
)

/** Reads files and folders as the options say, and judges what is in them together. */
export async function checkPaths(
  paths: readonly string[],
  options: ReadingOptions & CheckOptions,
  io: Io,
): Promise<CheckedPaths | { readonly problem: string }> {
  const findParameters = await readParameters(options.parameters, io)
  if (isProblem(findParameters)) return findParameters
  const configured = await configure(paths, options, io)
  if (isProblem(configured)) return configured
  const { found } = configured
  const networks = await networksFor(configured, options["service-tags"], io)
  if (isProblem(networks)) return networks
  const interruption = watchInterrupt(io)
  const read = await readFiles(configured, { findParameters, isWanted: namesGroup, interruption }, io)
  const { files, failed } = await checkFiles(read.files, networks.of, interruption)
  interruption.end()
  if (interruption.isInterrupted) return { found, interruptedAfter: files.length }
  const unreadable = [...read.unreadable, ...networks.unreadable, ...failed]
  const root = pathToFileURL(`${io.cwd}/`).href
  const only = onlyUnused(found, read)
  return { found, only, report: { files, notRead: found.notRead, failOn: options.failOn, unreadable, root } }
}

/** What names no group need not be kept while the others are read. */
function namesGroup({ syntax }: ReadText): boolean {
  return syntax !== undefined
}
