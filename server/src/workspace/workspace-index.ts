import { RAL } from "vscode-languageserver"
import { type IndexedText, indexedText, withoutText } from "../analysis/indexed-text.ts"
import { languageOf } from "../analysis/language-of.ts"
import { readText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import { namesGroup, namesResource } from "../readers/recognise.ts"
import type { FileSource } from "./file-source.ts"
import type { LinkedTemplates } from "./linked-templates.ts"
import type { ParameterFiles } from "./parameter-files.ts"

/** Where files and settings come from, and who is told what is known of them. */
export interface IndexHost {
  readonly files: FileSource
  readonly parameterFiles: ParameterFiles
  readonly linkedTemplates: LinkedTemplates
  settingsOf(uri: string): Promise<Settings>
  logError(error: unknown): void
}

/** How far the files have been read. */
export interface IndexState {
  readonly files: number
  readonly groups: number
  /** Files that are still to be read; 0 when all is known. */
  readonly left: number
}

/**
 * What the workspace's files hold, open or not: read in the background, read again when they change. Of a file only its
 * groups, its resources and the places of its lines are kept, neither text nor tree; of one that has none nothing is.
 */
export class WorkspaceIndex {
  readonly #host: IndexHost
  readonly #files = new Map<string, IndexedText>()
  /** All files that the folders hold, whatever is in them. */
  readonly #known = new Set<string>()
  /** The last question about each file: an answer that comes after a later question is thrown away. */
  readonly #asked = new Map<string, number>()
  #queue: string[] = []
  #working = 0
  #round = 0
  #filledWith = ""
  #isStopped = false
  /** Whether the folders hold files in a language that is not read, by their ending: what these define is not known. */
  #hasOthers = false
  #listeners: (() => void)[] = []
  #filling: Promise<void> = Promise.resolve()
  #waiting: (() => void)[] = []

  constructor(host: IndexHost) {
    this.#host = host
  }

  /** The files that name a group, or hold a resource of which networks are made, in no particular order. */
  get texts(): IterableIterator<IndexedText> {
    return this.#files.values()
  }

  /** Whether all is known that the folders hold. */
  get isWhole(): boolean {
    return this.#filledWith !== "" && !this.#isStopped && !this.#hasOthers && this.state.left === 0
  }

  /** Whether files were left unread because the user wanted it, or because no folder is open. */
  get isStopped(): boolean {
    return this.#isStopped
  }

  /** The URIs of all files that the folders hold: a template may link any of them. */
  get known(): ReadonlySet<string> {
    return this.#known
  }

  get(uri: string): IndexedText | undefined {
    return this.#files.get(uri)
  }

  /** Called whenever something more, or something else, is known. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Forgets everything and reads the files of these folders, as each folder's settings name them. */
  fill(folders: readonly string[]): Promise<void> {
    this.#filling = this.#fill(folders)
    return this.#filling
  }

  /** Resolved when all files that are known of have been read. */
  async whenFilled(): Promise<void> {
    let awaited: Promise<void>
    do {
      awaited = this.#filling
      await awaited.catch(() => {})
      while (this.#queue.length + this.#working > 0) await new Promise<void>(resolve => this.#waiting.push(resolve))
      // One that began meanwhile has put an end to that before it.
    } while (awaited !== this.#filling)
  }

  async #fill(folders: readonly string[]): Promise<void> {
    const round = ++this.#round
    this.#isStopped = folders.length === 0
    this.#filledWith = await this.#reasons(folders)
    const listed = await Promise.all(folders.map(folder => this.#list(folder)))
    const others = await Promise.all(folders.map(folder => this.#list(folder, otherLanguages)))
    if (round !== this.#round) return
    this.#hasOthers = others.flat().some(uri => otherLanguage.test(uri))
    const wanted = new Set(listed.flat())
    for (const uri of this.#files.keys()) if (!wanted.has(uri)) this.#files.delete(uri)
    this.#queue = []
    this.#known.clear()
    this.read([...wanted])
    this.#tell()
  }

  /** The same where settings changed, if what is read depends on any that did. */
  async fillAgain(folders: readonly string[]): Promise<void> {
    const before = this.#filledWith
    if ((await this.#reasons(folders)) !== before) await this.fill(folders)
  }

  /** Reads files, again if they were read before; those that are gone are forgotten. */
  read(uris: readonly string[]): void {
    for (const uri of uris) this.#known.add(uri)
    const queued = new Set(this.#queue)
    this.#queue.push(...uris.filter(uri => !queued.has(uri)))
    while (this.#working < workers && this.#working < this.#queue.length) void this.#work()
  }

  forget(uri: string): void {
    this.#known.delete(uri)
    this.#ask(uri)
    this.#queue = this.#queue.filter(queued => queued !== uri)
    if (this.#files.delete(uri)) this.#tell()
  }

  /** Leaves the files that are not read yet unread. */
  stop(): void {
    this.#round++
    this.#isStopped = true
    this.#queue = []
    this.#tell()
  }

  get state(): IndexState {
    let files = 0
    let groups = 0
    for (const text of this.#files.values()) {
      if (text.namesGroup) files++
      groups += text.groups.length
    }
    return { files, groups, left: this.#queue.length + this.#working }
  }

  /** The settings on which it depends which files are read, and as what: equal texts for equal ones. */
  async #reasons(folders: readonly string[]): Promise<string> {
    const settings = await Promise.all(folders.map(folder => this.#host.settingsOf(folder)))
    const reasons = settings.map(({ workspace: { include, exclude }, parameters, parameterFiles, limits }) => [
      include,
      exclude,
      parameters,
      parameterFiles,
      limits,
    ])
    return JSON.stringify([folders, reasons])
  }

  async #list(folder: string, instead?: readonly string[]): Promise<readonly string[]> {
    try {
      const { include, exclude } = (await this.#host.settingsOf(folder)).workspace
      return await this.#host.files.list({ folder, include: instead ?? include, exclude })
    } catch (error) {
      this.#host.logError(error)
      return []
    }
  }

  async #work(): Promise<void> {
    this.#working++
    for (let uri = this.#queue.shift(); uri !== undefined; uri = this.#queue.shift()) {
      const before = this.#files.get(uri)
      await this.#readFile(uri)
      if (this.#files.get(uri) !== before) this.#tell()
      // What the user asks meanwhile goes first.
      await new Promise<void>(resolve => RAL().timer.setImmediate(resolve))
    }
    this.#working--
    if (this.#working > 0) return
    this.#tell()
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async #readFile(uri: string): Promise<void> {
    const asked = this.#ask(uri)
    const indexed = await this.#indexFile(uri).catch(error => this.#host.logError(`${uri} cannot be read: ${error}`))
    if (this.#asked.get(uri) !== asked) return
    if (indexed) this.#files.set(uri, indexed)
    else this.#files.delete(uri)
  }

  async #indexFile(uri: string): Promise<IndexedText | undefined> {
    const text = await this.#host.files.read(uri)
    if (text === undefined || !(namesGroup(text) || namesResource(text))) return undefined
    const settings = await this.#host.settingsOf(uri)
    if (settings.isIgnored) return undefined
    const parameterFile = await this.#host.parameterFiles.of(uri, settings)
    const source = { uri, language: languageOf({ path: uri, text }), text }
    const linkedFiles = await this.#host.linkedTemplates.of(uri, text, settings.limits)
    const indexed = withoutText(indexedText(readText(source, settings, { parameterFile, linkedFiles })))
    return indexed.namesGroup || indexed.resources().length > 0 ? indexed : undefined
  }

  #ask(uri: string): number {
    const number = (this.#asked.get(uri) ?? 0) + 1
    this.#asked.set(uri, number)
    return number
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

const otherLanguages = ["**/*.{tf,bicep}"]
const otherLanguage = /\.(tf|bicep)$/i

/** So many files are waited for at a time; their texts are in memory together. */
const workers = 8
