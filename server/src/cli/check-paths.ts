import { pathToFileURL } from "node:url"
import type { ReadText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import { suppressionWord } from "../analysis/written-suppression.ts"
import { isProblem } from "../features/flow-text.ts"
import type { Report } from "../outputs/report.ts"
import { checkFiles } from "./check-files.ts"
import type { CheckOptions } from "./check-options.ts"
import { type IndexedFile, together } from "./checked-file.ts"
import type { Io } from "./command.ts"
import { configure } from "./config-option.ts"
import type { FoundFiles } from "./find-files.ts"
import { watchInterrupt } from "./interruption.ts"
import { readDocument } from "./read-document.ts"
import { readFiles } from "./read-files.ts"
import { readSource } from "./read-source.ts"
import type { ReadingOptions } from "./read-workspace.ts"
import { type FindParameters, readParameters } from "./reading-options.ts"
import { runFixes } from "./run-fixes.ts"
import { networksFor } from "./tag-networks.ts"
import { onlyUnused, type UnusedFile } from "./why-no-group.ts"

/** What was found in files and folders; or that the user stopped it before it was known. */
export type CheckedPaths = { readonly found: FoundFiles; readonly only?: UnusedFile | undefined } & (
  | { readonly report: Report; readonly isOutputTaken: boolean }
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
  const { fixMode } = options
  // What comes from standard input to be fixed goes on, whatever it is.
  const isWanted = fixMode && paths.includes("-") ? () => true : isKept
  const read = await readFiles(configured, { findParameters, isWanted, interruption }, io)
  const isWhole = found.hasFolder && found.notRead.size === 0 && read.unreadable.length === 0
  const fixing = { networkOf: networks.of, findParameters, withNetworks: read.withNetworks, isWhole, io, paths }
  const fixed = fixMode && !interruption.isInterrupted ? await runFixes(read.files, fixMode, fixing) : undefined
  const byPath = new Map(fixed?.files.map(file => [file.path, file]))
  const all = together(
    read.withNetworks.map(file => byPath.get(file.path) ?? file),
    isWhole,
  )
  const readAgain = ({ shown, settings }: IndexedFile) => readText(shown, settings, findParameters, io)
  const { files, failed } = await checkFiles(all, networks.of, { interruption, read: readAgain })
  interruption.end()
  if (interruption.isInterrupted) return { found, interruptedAfter: files.length }
  const unreadable = [...read.unreadable, ...networks.unreadable, ...failed, ...(fixed?.unwritten ?? [])]
  const root = pathToFileURL(`${io.cwd}/`).href
  const only = onlyUnused(found, read)
  const isOutputTaken = fixed?.isOutputTaken ?? false
  return {
    found,
    only,
    isOutputTaken,
    report: { files, notRead: found.notRead, failOn: options.failOn, unreadable, root },
  }
}

/** Of what names no group only its networks are kept while the others are read, unless it may suppress what is found in it. */
function isKept({ syntax, source }: ReadText): boolean {
  return syntax !== undefined || source.text.includes(suppressionWord)
}

/** What comes from standard input cannot be had twice. */
async function readText(
  name: string,
  settings: Settings,
  findParameters: FindParameters,
  io: Io,
): Promise<ReadText | undefined> {
  const read = name === "-" || name === io.stdinName ? undefined : await readSource(name, io)
  return read && "source" in read ? readDocument(read.source, settings, findParameters) : undefined
}
