import { stat } from "node:fs/promises"
import path from "node:path"
import { indexedText } from "../analysis/indexed-text.ts"
import { languageOf } from "../analysis/language-of.ts"
import { type ParameterFile, parameterFileOf } from "../analysis/parameter-values.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import { defaultSettings } from "../analysis/settings.ts"
import { isProblem } from "../features/flow-text.ts"
import { parseText } from "../syntax/parse.ts"
import type { Io } from "./command.ts"
import { findFiles, readExtension } from "./find-files.ts"
import { type GitRevision, parseRevision, readBeside, readRevision } from "./git-revision.ts"
import { readDocument } from "./read-document.ts"
import { decodeText, explainFailure, readSource } from "./read-source.ts"
import type { FindParameters } from "./reading-options.ts"

/** What a comparison reads as OLD or NEW: files by their names within it. */
export interface DiffSide {
  readonly files: readonly SideFile[]
  readonly index: ResourceIndex
  readonly isFile: boolean
}

export interface SideFile {
  /** From the folder that is compared, with `/`; of a single file "". */
  readonly name: string
  readonly text: ReadText
}

/**
 * Reads a file, a folder or `git:REV:PATH`. The documents of both sides are called by their names within the side, so that an
 * unknown value of a file is the same in both; a single file needs no name for that.
 */
export async function readSide(
  place: string,
  parameters: FindParameters | undefined,
  io: Io,
): Promise<DiffSide | { readonly problem: string }> {
  const revision = parseRevision(place)
  const source = revision ? await revisionSource(revision, io) : await fileSource(place, io)
  if (isProblem(source)) return { problem: `${place} ${source.problem}` }
  const findParameters = parameters ?? besideIn(source)
  const files: SideFile[] = []
  for (const [name, text] of source.texts) {
    const language = languageOf({ path: name, text })
    const read = await readDocument({ uri: uriOf(name), language, text }, defaultSettings, findParameters)
    files.push({ name: source.isFile ? "" : name, text: read })
  }
  return { files, index: indexResources(files.map(({ text }) => indexedText(text))), isFile: source.isFile }
}

interface SideSource {
  readonly isFile: boolean
  readonly texts: ReadonlyMap<string, string>
  /** A file that lies beside a single one. */
  beside(name: string): Promise<string | undefined>
}

const root = "file:///compared/"

function uriOf(name: string): string {
  return `${root}${name.split("/").map(encodeURIComponent).join("/")}`
}

async function fileSource(place: string, io: Io): Promise<SideSource | { readonly problem: string }> {
  const about = await stat(path.resolve(io.cwd, place)).catch((error: unknown) => ({ problem: explainFailure(error) }))
  if (isProblem(about)) return about
  const isFile = !about.isDirectory()
  const folder = isFile ? path.dirname(place) : place
  const found = await findFiles([place], io)
  const texts = new Map<string, string>()
  for (const file of found.files) {
    const source = await readSource(file, io)
    if ("problem" in source) return { problem: isFile ? source.problem : `: ${source.shown} ${source.problem}` }
    texts.set(path.relative(folder, file).replaceAll(path.sep, "/"), source.source.text)
  }
  const [unreadable] = found.unreadable
  if (unreadable) return { problem: unreadable.problem }
  const beside = (name: string) =>
    readSource(path.join(folder, name), io).then(source => ("problem" in source ? undefined : source.source.text))
  return { isFile, texts, beside }
}

async function revisionSource(revision: GitRevision, io: Io): Promise<SideSource | { readonly problem: string }> {
  const read = await readRevision(revision, io.cwd, name => readExtension.test(name))
  if (isProblem(read)) return read
  const texts = new Map(read.files.map(({ name, bytes }) => [name, decodeText(bytes)]))
  const beside = (name: string) => readBeside(revision, name, io.cwd).then(bytes => bytes && decodeText(bytes))
  return { isFile: read.isFile, texts, beside }
}

/** The parameter file beside a template, in the same folder or revision. */
function besideIn({ isFile, texts, beside }: SideSource): FindParameters {
  return async (template): Promise<ParameterFile | undefined> => {
    const uri = parameterFileOf(template)
    if (uri === undefined) return undefined
    const name = decodeURIComponent(uri.slice(root.length))
    const text = texts.get(name) ?? (isFile ? await beside(name) : undefined)
    return text === undefined ? undefined : { uri, syntax: parseText(text, "json", defaultSettings.limits) }
  }
}
