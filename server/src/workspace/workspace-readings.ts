import { TextDocuments } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import { type IndexedText, indexedText } from "../analysis/indexed-text.ts"
import { languageOf } from "../analysis/language-of.ts"
import type { ParameterFile } from "../analysis/parameter-values.ts"
import { nothingRead, type ReadText, readText } from "../analysis/read-text.ts"
import type { Settings } from "../analysis/settings.ts"
import type { LinkedFiles } from "../readers/linked-files.ts"
import { remember } from "../values/remember.ts"
import { guarded } from "./guarded.ts"
import { LinkedTemplates } from "./linked-templates.ts"
import { ParameterFiles } from "./parameter-files.ts"
import { WorkspaceIndex } from "./workspace-index.ts"
import { type WorkspaceHost, WorkspaceSettings } from "./workspace-settings.ts"

/** A text as it was read, with what it was read with. */
export interface Reading {
  readonly document: TextDocument
  readonly version: number
  readonly settings: Settings
  readonly parameterFile: ParameterFile | undefined
  readonly linkedFiles: LinkedFiles | undefined
  readonly text: ReadText
  readonly indexed: IndexedText
}

/**
 * The documents of an editor as they are read, each by itself: the open ones as they stand, and the files of its workspace. Each
 * version of a text is parsed and read once, at the first question about it; the reading of the version before is handed on, so that
 * an edit costs what it touches.
 */
export class WorkspaceReadings {
  readonly documents = new TextDocuments(TextDocument)
  readonly parameterFiles: ParameterFiles
  /** The files that are not open. */
  readonly index: WorkspaceIndex
  /** URIs of the workspace's folders. */
  folders: readonly string[] = []
  readonly settings: WorkspaceSettings
  readonly #host: WorkspaceHost
  readonly #linkedTemplates: LinkedTemplates
  readonly #readings = new Map<string, Reading>()
  /** Of files that are not open, and link one that is. */
  readonly #linking = new Map<string, Reading>()
  readonly #fileTexts = new Map<string, Promise<string | undefined>>()

  constructor(host: WorkspaceHost) {
    this.#host = host
    this.settings = new WorkspaceSettings(host, {
      isOpen: uri => this.documents.get(uri) !== undefined,
      folders: () => this.folders,
    })
    this.parameterFiles = new ParameterFiles(host.files, uri => this.documents.get(uri)?.getText())
    this.#linkedTemplates = new LinkedTemplates({
      list: async () => new Set([...this.index.known, ...this.documents.keys()]),
      read: async uri => this.documents.get(uri)?.getText() ?? (await this.#fileText(uri)),
    })
    this.index = new WorkspaceIndex({
      files: host.files,
      parameterFiles: this.parameterFiles,
      linkedTemplates: this.#linkedTemplates,
      settingsOf: uri => this.settings.ofFile(uri),
      logError: host.logError,
    })
    this.documents.onDidClose(({ document: { uri } }) => {
      this.settings.close(uri)
      this.#readings.delete(uri)
      // What was not saved is gone.
      if (this.index.get(uri)) this.index.read([uri])
    })
  }

  /** The last reading of an open document. */
  lastOf(uri: string): Reading | undefined {
    return this.#readings.get(uri)
  }

  /** An open document, read. */
  async of(uri: string): Promise<Reading | undefined> {
    return this.#read(await this.#needsOf(uri))
  }

  /** The open documents that may hold resources: not those that make claims about them. */
  ownUris(): readonly string[] {
    return this.documents.keys().filter(uri => !isFlowUri(uri, this.documents.get(uri)))
  }

  /** The open documents as they stand, and files that link any of them: what these make of it changes as it is edited. */
  async open(): Promise<() => readonly Reading[]> {
    const open = [...this.ownUris()]
    const linking = [...this.index.texts].filter(
      ({ uri, linked }) => !this.documents.get(uri) && linked().some(each => open.includes(each.uri)),
    )
    const needs = await Promise.all(open.map(uri => this.#needsOf(uri)))
    const closed = await Promise.all(linking.map(({ uri }) => this.#readLinking(uri)))
    return () => [...needs.flatMap(need => this.#read(need) ?? []), ...closed.flatMap(reading => reading ?? [])]
  }

  /** A file that is not open; undefined where it is not among those that are followed. */
  async file(uri: string): Promise<Reading | undefined> {
    if (!this.index.get(uri)) return undefined
    const text = await this.#host.files.read(uri)
    if (text === undefined) return undefined
    return this.#readDocument(TextDocument.create(uri, "", 0, text), await this.#needsOf(uri, text))
  }

  /** A document with another text, which is kept nowhere. */
  async version(uri: string, text: string): Promise<Reading> {
    const { languageId = "" } = this.documents.get(uri) ?? {}
    return this.#readDocument(TextDocument.create(uri, languageId, 0, text), await this.#needsOf(uri, text))
  }

  /** An open document as it would be read with another text, which is kept nowhere; undefined where it is not open. */
  async reader(uri: string): Promise<((text: string) => ReadText) | undefined> {
    const document = this.documents.get(uri)
    if (!document) return undefined
    const needs = await this.#needsOf(uri)
    const { languageId } = document
    // It differs in a word: what is read already still holds for the rest.
    const before = this.#read(needs)?.text
    return text => this.#readDocument(TextDocument.create(uri, languageId, 0, text), needs, before).text
  }

  /** To be called when files changed: they are read again when they are needed. */
  forgetFiles(): void {
    this.parameterFiles.forget()
    this.#fileTexts.clear()
  }

  async #needsOf(uri: string, text = this.documents.get(uri)?.getText() ?? ""): Promise<Needs> {
    const settings = await this.settings.ofFile(uri)
    const parameterFile = await this.parameterFiles.of(uri, settings)
    return { uri, settings, parameterFile, linkedFiles: await this.#linkedTemplates.of(uri, text, settings.limits) }
  }

  #read(needs: Needs): Reading | undefined {
    const { uri } = needs
    const document = this.documents.get(uri)
    if (!document) return undefined
    const last = this.#readings.get(uri)
    if (last?.version === document.version && isReadWith(last, needs)) return last
    const reading = this.#readDocument(document, needs, last?.text ?? nothingBefore)
    this.#readings.set(uri, reading)
    return reading
  }

  async #readLinking(uri: string): Promise<Reading | undefined> {
    const text = await this.#fileText(uri)
    if (text === undefined) return undefined
    const needs = await this.#needsOf(uri, text)
    const last = this.#linking.get(uri)
    if (last?.document.getText() === text && isReadWith(last, needs)) return last
    const reading = this.#readDocument(TextDocument.create(uri, "", 0, text), needs, last?.text ?? nothingBefore)
    this.#linking.set(uri, reading)
    return reading
  }

  #fileText(uri: string): Promise<string | undefined> {
    return remember(this.#fileTexts, uri, () => this.#host.files.read(uri))
  }

  #readDocument(document: TextDocument, needs: Needs, before?: ReadBefore): Reading {
    const { uri, settings, parameterFile, linkedFiles } = needs
    const content = document.getText()
    const source = {
      uri,
      language: languageOf({ path: uri, languageId: document.languageId, text: content }),
      text: content,
    }
    const read = () => readText(source, settings, { parameterFile, linkedFiles }, before)
    const text = guarded(this.#host, uri, read, { ...nothingRead, source })
    const { version } = document
    return { document, version, settings, parameterFile, linkedFiles, text, indexed: indexedText(text) }
  }
}

/** Whether a document is a `.nsgflow` file, by what the editor takes it for, or by its name. */
export function isFlowUri(uri: string, open?: Pick<TextDocument, "languageId">): boolean {
  return open?.languageId === "nsgflow" || /\.nsgflow$/i.test(uri)
}

/** What has to be waited for before a document can be read. */
interface Needs {
  readonly uri: string
  readonly settings: Settings
  readonly parameterFile: ParameterFile | undefined
  readonly linkedFiles: LinkedFiles | undefined
}

function isReadWith(reading: Reading, { settings, parameterFile, linkedFiles }: Needs): boolean {
  return reading.settings === settings && reading.parameterFile === parameterFile && reading.linkedFiles === linkedFiles
}

type ReadBefore = Parameters<typeof readText>[3]

/** Of a document that is open, everything is kept for the next reading. */
const nothingBefore = { syntax: undefined }
