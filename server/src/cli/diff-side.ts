import { stat } from "node:fs/promises"
import path from "node:path"
import { indexedText } from "../analysis/indexed-text.ts"
import { languageOf } from "../analysis/language-of.ts"
import { type ParameterFile, parameterFileOf } from "../analysis/parameter-values.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import { defaultSettings, type Settings } from "../analysis/settings.ts"
import { isProblem } from "../features/flow-text.ts"
import { brokenLine } from "../judging/broken-text.ts"
import { parseText } from "../syntax/parse.ts"
import { LinkedTemplates } from "../workspace/linked-templates.ts"
import { mayRead, notAllowed } from "./allowed-folder.ts"
import { fail, type Io } from "./command.ts"
import { configure } from "./config-option.ts"
import { readExtension } from "./find-files.ts"
import { type GitRevision, inFolder, parseRevision, readBeside, readRevision, revisionAdvice } from "./git-revision.ts"
import { readDocument } from "./read-document.ts"
import { decodeText, explainFailure, readSource } from "./read-source.ts"
import type { FindParameters } from "./reading-options.ts"
import { whyNoGroup } from "./why-no-group.ts"

/** What a comparison reads as OLD or NEW. */
export interface DiffSide {
  readonly texts: readonly ReadText[]
  readonly index: ResourceIndex
  /** From the folder that is compared, with `/`; of a single file "". */
  nameOf(uri: string): string
  /** Files of the disk, among which may be a service tag file. */
  readonly paths: readonly string[]
  /** Names of files and folders that could not be read; that has been said. */
  readonly unread: readonly string[]
  /** By the configuration of a file or folder; a revision has none of its own. */
  readonly settings?: Settings | undefined
}

/** Options of a command that say with what a side is read. */
export interface SideOptions {
  readonly parameters?: FindParameters | undefined
  readonly config?: string | undefined
}

/**
 * Reads a file, a folder or `git:REV:PATH`. The documents of both sides are called by their names within the side, so that an
 * unknown value of a file is the same in both.
 */
export async function readSide(
  place: string,
  options: SideOptions,
  io: Io,
): Promise<DiffSide | { readonly problem: string }> {
  const revision = parseRevision(place)
  const source = revision ? await revisionSource(revision, io) : await fileSource(place, options, io)
  if (isProblem(source)) return source
  const finders = {
    findParameters: options.parameters ?? besideIn(source),
    linkedTemplates: new LinkedTemplates({
      list: async () => [...source.texts.keys()].map(uriOf),
      read: async uri => source.texts.get(nameIn(uri)),
    }),
  }
  const texts: ReadText[] = []
  for (const [name, text] of source.texts) {
    const language = languageOf({ path: name, text })
    const read = await readDocument({ uri: uriOf(name), language, text }, source.settingsOf(name), finders)
    const line = brokenLine(read.syntax)
    const shown = source.isFile ? place : inFolder(place, name)
    if (line !== undefined) io.err(`nsg: ${shown}: line ${line} has a syntax error; what may be missing is unknown.\n`)
    else if (source.isFile && !holdsGroups(read)) io.err(`nsg: no NSG found in ${shown}: ${whyNoGroup(read)}\n`)
    texts.push(read)
  }
  return {
    texts,
    index: indexResources(texts.map(indexedText)),
    nameOf: uri => (source.isFile ? "" : nameIn(uri)),
    paths: source.paths,
    unread: source.unread,
    settings: source.settings,
  }
}

/** Of a file that is named, it is said where it holds none: what the other side has is told as added or removed. */
function holdsGroups({ read }: ReadText): boolean {
  return (read?.groups ?? []).length + (read?.before ?? []).length > 0
}

interface SideSource {
  readonly isFile: boolean
  readonly texts: ReadonlyMap<string, string>
  readonly paths: readonly string[]
  readonly unread: readonly string[]
  /** A file that lies beside a single one. */
  beside(name: string): Promise<string | undefined>
  /** Those of what is asked of all files together; absent of a revision. */
  readonly settings?: Settings
  settingsOf(name: string): Settings
}

const root = "file:///compared/"

function uriOf(name: string): string {
  return `${root}${name.split("/").map(encodeURIComponent).join("/")}`
}

function nameIn(uri: string): string {
  return uri.slice(root.length).split("/").map(decodeURIComponent).join("/")
}

/** A single file has to be there; of a folder what cannot be read is told, and left out. */
async function fileSource(
  place: string,
  { config }: SideOptions,
  io: Io,
): Promise<SideSource | { readonly problem: string }> {
  const isFile = place === "-" || (await isNoDirectory(place, io))
  if (isProblem(isFile)) return { problem: `${place} ${isFile.problem}${await revisionAdvice(place, io.cwd)}` }
  const folder = isFile ? path.dirname(place) : place
  const configured = await configure([place], { config }, io)
  if (isProblem(configured)) return configured
  const { files, unreadable } = configured.found
  const problems = [...unreadable]
  const texts = new Map<string, string>()
  const settings = new Map<string, Settings>()
  for (const file of files) {
    const read = await readSource(file, io)
    if ("problem" in read) {
      problems.push(read)
      continue
    }
    const name = file === "-" ? (io.stdinName ?? "-") : nameFrom(folder, file)
    texts.set(name, read.source.text)
    settings.set(name, configured.settingsOf(file))
  }
  const [first] = problems
  if (first && isFile) return { problem: `${place} ${first.problem}` }
  for (const { shown, problem } of problems) fail(io, `${shown} ${problem}`)
  const beside = (name: string) =>
    readSource(path.join(folder, name), io).then(read => ("problem" in read ? undefined : read.source.text))
  const unread = problems.map(({ shown }) => nameFrom(folder, shown))
  const settingsOf = (name: string) => settings.get(name) ?? configured.settings
  return { isFile, texts, paths: files, unread, beside, settings: configured.settings, settingsOf }
}

async function isNoDirectory(place: string, io: Io): Promise<boolean | { readonly problem: string }> {
  if (!(await mayRead(path.resolve(io.cwd, place), io.within))) return { problem: notAllowed }
  return stat(path.resolve(io.cwd, place)).then(
    about => !about.isDirectory(),
    (error: unknown) => ({ problem: explainFailure(error) }),
  )
}

function nameFrom(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll(path.sep, "/")
}

async function revisionSource(revision: GitRevision, io: Io): Promise<SideSource | { readonly problem: string }> {
  const repository = { cwd: io.cwd, followsLinks: io.within === undefined }
  const read = await readRevision(revision, repository, name => readExtension.test(name))
  if (isProblem(read)) return { problem: `git:${revision.revision}:${revision.path} ${read.problem}` }
  const texts = new Map(read.files.map(({ name, bytes }) => [name, decodeText(bytes)]))
  const beside = (name: string) => readBeside(revision, name, repository).then(bytes => bytes && decodeText(bytes))
  return { isFile: read.isFile, texts, paths: [], unread: [], beside, settingsOf: () => defaultSettings }
}

/** The parameter file beside a template, in the same folder or revision. */
function besideIn({ isFile, texts, beside }: SideSource): FindParameters {
  return async (template): Promise<ParameterFile | undefined> => {
    const uri = parameterFileOf(template)
    if (uri === undefined) return undefined
    const name = nameIn(uri)
    const text = texts.get(name) ?? (isFile ? await beside(name) : undefined)
    return text === undefined ? undefined : { uri, syntax: parseText(text, "json", defaultSettings.limits) }
  }
}
