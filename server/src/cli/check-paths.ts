import { pathToFileURL } from "node:url"
import type { ReadText } from "../analysis/read-text.ts"
import { isProblem } from "../features/flow-text.ts"
import type { Report } from "../outputs/report.ts"
import { lazily } from "../values/lazily.ts"
import type { CheckOptions } from "./check-options.ts"
import type { ReadFile } from "./checked-file.ts"
import type { Io } from "./command.ts"
import { type Configured, configure } from "./config-option.ts"
import { checkEstate } from "./estate/check-estate.ts"
import { gatherCrew } from "./estate/gather-crew.ts"
import { wholeFile } from "./estate/unit.ts"
import type { UnitLibrary } from "./estate/unit-library.ts"
import type { FoundFiles } from "./find-files.ts"
import { type Interruption, watchInterrupt } from "./interruption.ts"
import { readFiles } from "./read-files.ts"
import { uriOf } from "./read-source.ts"
import type { ReadingOptions } from "./read-workspace.ts"
import { type FindParameters, readParameters } from "./reading-options.ts"
import { type FixesRun, runFixes } from "./run-fixes.ts"
import { type NetworkOf, readNetworks, tagSources } from "./tag-networks.ts"
import { type UnusedFile, whyNoGroup } from "./why-no-group.ts"

/** What was found in files and folders; or that the user stopped it before it was known. `why`: the only file holds no group. */
export type CheckedPaths = { readonly found: FoundFiles; why(): Promise<UnusedFile | undefined> } & (
  | { readonly report: Report; readonly isOutputTaken: boolean }
  | { readonly interruptedAfter: number }
)

/** Reads files and folders as the options say, and judges what is in them together. */
export async function checkPaths(
  paths: readonly string[],
  options: ReadingOptions & CheckOptions,
  process: Io,
): Promise<CheckedPaths | { readonly problem: string }> {
  // Standard input is read once, and may be asked for again.
  const io: Io = { ...process, readStdin: lazily(() => process.readStdin()) }
  // From here on: to find the files of a large tree takes its time, too.
  const interruption = watchInterrupt(io)
  const findParameters = await readParameters(options.parameters, io)
  if (isProblem(findParameters)) return findParameters
  const configured = await configure(paths, options, io)
  if (isProblem(configured)) return configured
  const { found } = configured
  const sources = tagSources(configured, options["service-tags"])
  const networks = await readNetworks(sources, io)
  if (isProblem(networks)) return networks
  const fixed = await fix(configured, { networkOf: networks.of, findParameters, paths, interruption }, options, io)
  const texts = fixed && new Map(fixed.texts.map(({ uri, text }) => [uri, text]))
  const gathering = { io, names: found.files, findParameters, networkOf: networks.of, interruption, sources, texts }
  const withFrames = options.format === "text"
  const { crew, library, readsTwice } = await gatherCrew({ ...gathering, parameters: options.parameters, withFrames })
  const estate = await checkEstate(found.files, {
    ...{ io, crew, interruption, readsTwice, splitFrom: fixed ? Number.POSITIVE_INFINITY : splitFrom, partSize },
    isWhole: found.hasFolder && found.notRead.size === 0 && found.unreadable.length === 0,
    settingsOf: configured.settingsOf,
    findSettings: configured.findSettings,
    open: name => library.open(name),
  })
  interruption.end()
  const why = () => onlyFile(configured, library, io)
  if (interruption.isInterrupted) return { found, why, interruptedAfter: estate.judged }
  const unread = [...found.unreadable, ...estate.unreadable, ...networks.unreadable]
  const report = {
    files: estate.files,
    notRead: found.notRead,
    failOn: options.failOn,
    unreadable: [...unread, ...estate.failed, ...(fixed?.unwritten ?? [])],
    root: pathToFileURL(`${io.cwd}/`).href,
  }
  return { found, why, report, isOutputTaken: fixed?.isOutputTaken ?? false }
}

/** From so many bytes on a list is read in parts of so many. */
const splitFrom = 2 * 1024 * 1024
const partSize = 64 * 1024

interface Fixing {
  readonly networkOf: NetworkOf
  readonly findParameters: FindParameters
  readonly paths: readonly string[]
  readonly interruption: Interruption
}

/** Makes the fixes that are asked for; every file is in memory for that, as fixes of one may be those of others. */
async function fix(
  configured: Configured,
  { interruption, ...fixing }: Fixing,
  { fixMode }: CheckOptions,
  io: Io,
): Promise<FixesRun | undefined> {
  if (!fixMode) return undefined
  const { findParameters, paths } = fixing
  // What comes from standard input to be fixed goes on, whatever it is.
  const isFixed = paths.includes("-") ? () => true : namesGroup
  const isWanted = (text: ReadText) => isFixed(text) || text.resources().length > 0
  const read = await readFiles(configured, { findParameters, isWanted, interruption }, io)
  if (interruption.isInterrupted) return undefined
  const { found } = configured
  const isWhole = found.hasFolder && found.notRead.size === 0 && read.unreadable.length === 0
  // What a template links is read with it, but nobody asked for it to be written.
  const named = new Set(found.files.map(name => uriOf(name === "-" ? io.stdinName : name, io)))
  const isOwn = ({ text }: ReadFile) => isFixed(text) && named.has(text.source.uri)
  const files = read.files.filter(isOwn)
  const besides = read.files.filter(file => !isOwn(file))
  return runFixes(files, fixMode, { ...fixing, besides, isWhole, io })
}

/** The only file that was found, and why it holds no group. */
async function onlyFile(
  { found, settingsOf }: Configured,
  library: UnitLibrary,
  io: Io,
): Promise<UnusedFile | undefined> {
  const [name, ...others] = found.files
  if (name === undefined || others.length > 0) return undefined
  const read = await library.read(wholeFile(name, settingsOf(name), io))
  return "problem" in read ? undefined : { shown: read.shown, reason: whyNoGroup(read.text) }
}

function namesGroup({ syntax }: { readonly syntax: unknown }): boolean {
  return syntax !== undefined
}
