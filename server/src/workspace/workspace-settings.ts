import { TextDocument } from "vscode-languageserver-textdocument"
import { defaultSettings, type Settings } from "../analysis/settings.ts"
import { configurationMessage } from "../checks/configuration-fault.ts"
import { remember } from "../values/remember.ts"
import { Configurations, type PlacedConfiguration } from "./configurations.ts"
import { configuredSettings, withOwnTags } from "./configured-settings.ts"
import type { FileSource } from "./file-source.ts"
import { shownPath } from "./path-uri.ts"

/** Where settings and files come from, and where the story of a failure goes. */
export interface WorkspaceHost {
  readonly files: FileSource
  /** What the editor has set for a document or folder. */
  settingsOf(uri: string): Promise<Settings>
  /** Shows the user a sentence. */
  warn(sentence: string): void
  logError(error: unknown): void
}

/** What is known of the documents that settings are for. */
interface KnownDocuments {
  isOpen(uri: string): boolean
  /** URIs of the workspace's folders. */
  folders(): readonly string[]
}

/** The settings of an editor's documents: what is set there, under what the nearest configuration file says. */
export class WorkspaceSettings {
  readonly #host: WorkspaceHost
  readonly #documents: KnownDocuments
  /** What the editor has set, by the scope that was asked for. */
  readonly #set = new Map<string, Promise<Settings>>()
  /** The same under the configuration files, by document and the scope of what is set for it: a document that opens has its own. */
  readonly #settings = new Map<string, Map<string, Promise<Settings>>>()
  readonly #configurations: Configurations
  /** The configuration files whose faults have been said, each with its text. */
  readonly #said = new Map<string, string>()

  constructor(host: WorkspaceHost, documents: KnownDocuments) {
    this.#host = host
    this.#documents = documents
    this.#configurations = new Configurations(uri => host.files.read(uri))
  }

  /** Those for one document or folder, found out once and kept until they change. */
  of(uri: string): Promise<Settings> {
    return this.#under(uri, uri)
  }

  /** Those for a file that may not be open: then the editor is asked for those of its folder, once. */
  ofFile(uri: string): Promise<Settings> {
    if (this.#documents.isOpen(uri)) return this.of(uri)
    return this.#under(uri, folderOf(uri, this.#documents.folders()) ?? uri)
  }

  #under(uri: string, scope: string): Promise<Settings> {
    const own = remember(this.#settings, uri, () => new Map<string, Promise<Settings>>())
    return remember(own, scope, () => this.#configured(uri, this.#setFor(scope)))
  }

  forget(): void {
    this.#set.clear()
    this.forgetConfigurations()
  }

  /** To be called when configuration files changed. */
  forgetConfigurations(): void {
    this.#settings.clear()
    this.#configurations.forget()
  }

  /** To be called when a document is closed. */
  close(uri: string): void {
    this.#set.delete(uri)
    this.#settings.delete(uri)
  }

  #setFor(scope: string): Promise<Settings> {
    return remember(this.#set, scope, () =>
      this.#host.settingsOf(scope).catch(error => {
        this.#host.logError(error)
        return defaultSettings
      }),
    )
  }

  async #configured(uri: string, set: Promise<Settings>): Promise<Settings> {
    const folders = this.#documents.folders()
    const isFolder = folders.includes(uri)
    const placed = await (isFolder ? this.#configurations.in(uri) : this.#configurations.of(uri))
    if (!placed) return set
    this.#sayFaults(placed)
    const settings = configuredSettings(await set, placed, isFolder ? `${uri}/` : uri)
    return withOwnTags(settings, await set, folders)
  }

  /** Of a file that nobody looks at: the editor shows those of an open one at their places. */
  #sayFaults({ uri, text, faults }: PlacedConfiguration): void {
    const [first] = faults
    if (!first || this.#said.get(uri) === text || this.#documents.isOpen(uri)) return
    this.#said.set(uri, text)
    const { line } = TextDocument.create(uri, "", 0, text).positionAt(first.range.start)
    this.#host.warn(`${shownPath(uri)}:${line + 1}: ${configurationMessage(first)}`)
  }
}

/** The innermost of the folders that a document is in. */
function folderOf(uri: string, folders: readonly string[]): string | undefined {
  const around = folders.filter(folder => uri.startsWith(`${folder}/`))
  return around.toSorted((a, b) => b.length - a.length)[0]
}
