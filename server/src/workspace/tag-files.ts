import * as l10n from "@vscode/l10n"
import type { Settings } from "../analysis/settings.ts"
import { issueOf, latestOf, type TagData } from "../azure/tag-data.ts"
import { isTagFileName, readTagFile, tagTextIdentity } from "../azure/tag-file.ts"
import type { FileSource } from "./file-source.ts"
import { pathUri, shownPath } from "./path-uri.ts"

/** Where tag files and settings come from, and who is told that one cannot be used. */
export interface TagFileHost {
  readonly files: FileSource
  settingsOf(scope: string): Promise<Settings>
  /** Shows the user a sentence. */
  warn(sentence: string): void
  logError(error: unknown): void
}

/**
 * The tag data of each workspace folder: of the file that its setting names, else of the latest `ServiceTags_*.json` in it,
 * else of the one that the user downloaded. Files are read in the background; until one is read, and where it cannot be
 * read, the data before it stays.
 */
export class TagFiles {
  /** URI of the file that the user downloaded. */
  stored: string | undefined
  readonly #host: TagFileHost
  readonly #scopes = new Map<string, TagData | undefined>()
  readonly #read = new Map<string, TagData>()
  /** What was said of each file; said again only when it changes. */
  readonly #said = new Map<string, string>()
  #loading: Promise<void> = Promise.resolve()
  #listeners: (() => void)[] = []

  constructor(host: TagFileHost) {
    this.#host = host
  }

  /** The data for a document, as far as it is read. */
  of(uri: string): TagData | undefined {
    for (const [scope, data] of this.#scopes) if (scope !== "" && uri.startsWith(`${scope}/`)) return data
    return this.#scopes.get("")
  }

  /** Resolved when all that was to be read is. */
  get loaded(): Promise<void> {
    return this.#loading
  }

  /** Called when the data of some folder is another. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Whether the data may come from a file. */
  concerns(uri: string): boolean {
    return isTagFileName(uri) || this.#read.has(uri)
  }

  /** Reads the files of these folders, and of documents in none. */
  load(folders: readonly string[]): Promise<void> {
    const next = this.#loading.then(() => this.#loadAll([...folders, ""])).catch(error => this.#host.logError(error))
    this.#loading = next
    return next
  }

  async #loadAll(scopes: readonly string[]): Promise<void> {
    let isOther = false
    for (const scope of scopes) {
      const before = this.#scopes.get(scope)
      const data = await this.#dataOf(scope, before)
      this.#scopes.set(scope, data)
      isOther ||= data?.identity !== before?.identity
    }
    for (const scope of this.#scopes.keys()) if (!scopes.includes(scope)) this.#scopes.delete(scope)
    if (isOther) for (const listener of this.#listeners) listener()
  }

  async #dataOf(scope: string, before: TagData | undefined): Promise<TagData | undefined> {
    const settings = await this.#host.settingsOf(scope)
    const { file } = settings.serviceTags
    if (file !== "") return this.#readNamed(file, scope, before)
    const listed = await this.#list(scope, settings)
    if (listed.length > 0) return this.#readListed(listed, before)
    return this.stored === undefined ? undefined : ((await this.#readFile(this.stored)) ?? before)
  }

  async #readNamed(file: string, scope: string, before: TagData | undefined): Promise<TagData | undefined> {
    const uri = pathUri(file, scope)
    if (uri !== undefined) return (await this.#readFile(uri)) ?? before
    const sentence = l10n.t`${file} (setting nsg.serviceTags.file) is a relative path, but no folder is open.`
    if (this.#scopes.size < 2) this.#say(file, sentence)
    return before
  }

  async #readListed(uris: readonly string[], before: TagData | undefined): Promise<TagData | undefined> {
    const found: TagData[] = []
    for (const uri of uris) {
      const data = await this.#readFile(uri)
      if (data) found.push(data)
    }
    const latest = latestOf(found)
    if (latest || found.length === 0) return latest ?? before
    const issues = found.map(issueOf).join(", ")
    this.#say(
      "clouds",
      l10n.t`Service tag files of different clouds (${issues}): none is used. Name one in nsg.serviceTags.file.`,
    )
    return undefined
  }

  async #list(scope: string, { workspace: { exclude } }: Settings): Promise<readonly string[]> {
    if (scope === "") return []
    const found = await this.#host.files.list({ folder: scope, include: ["**/ServiceTags_*.json"], exclude })
    return found.filter(isTagFileName).sort()
  }

  /** Undefined for a file that cannot be used, which is said. */
  async #readFile(uri: string): Promise<TagData | undefined> {
    const text = await this.#host.files.read(uri)
    if (text === undefined) {
      this.#say(uri, l10n.t`The service tag file ${shownPath(uri)} cannot be read.`)
      return undefined
    }
    const name = shownPath(uri)
    const known = this.#read.get(uri)
    if (known?.identity === tagTextIdentity(text, name)) return known
    const data = readTagFile(text, name)
    if ("problem" in data) {
      const place = data.at ? `:${data.at.line}:${data.at.column}` : ""
      this.#say(uri, `${name}${place} ${data.problem}`)
      return undefined
    }
    for (const problem of data.problems) this.#host.logError(`${name}: ${problem}`)
    this.#said.delete(uri)
    this.#read.set(uri, data)
    return data
  }

  #say(about: string, sentence: string): void {
    if (this.#said.get(about) === sentence) return
    this.#said.set(about, sentence)
    this.#host.warn(sentence)
  }
}
