import { type CancellationToken, TextDocuments } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import { analyseDocument } from "./analysis/analyse-document.ts"
import type { AnalysedDocument } from "./analysis/analysed-document.ts"
import { languageOf } from "./analysis/language-of.ts"
import { defaultSettings, type Settings } from "./analysis/settings.ts"

/** An open document, and what is known of its present text. */
export interface OpenDocument {
  readonly document: TextDocument
  readonly analysed: AnalysedDocument
  /** Different for every analysis of this server's life: equal only while text and settings are the same. */
  readonly serial: number
}

/** Where settings come from, and where the story of a failure goes. */
export interface WorkspaceHost {
  settingsOf(uri: string): Promise<Settings>
  logError(error: unknown): void
}

/**
 * The open documents. Each version of a text is analysed once, at the first question about it, and every feature that
 * asks shares the answer. The analysis of the version before is handed on, so that an edit costs what it touches.
 */
export class Workspace {
  readonly documents = new TextDocuments(TextDocument)
  readonly #host: WorkspaceHost
  readonly #settings = new Map<string, Promise<Settings>>()
  readonly #analyses = new Map<string, Analysis>()
  #serial = 0

  constructor(host: WorkspaceHost) {
    this.#host = host
    this.documents.onDidClose(({ document: { uri } }) => {
      this.#settings.delete(uri)
      this.#analyses.delete(uri)
    })
  }

  /** The settings for one document, fetched once and kept until they change. */
  settingsOf(uri: string): Promise<Settings> {
    const known = this.#settings.get(uri)
    if (known) return known
    const settings = this.#host.settingsOf(uri).catch(error => {
      this.#host.logError(error)
      return defaultSettings
    })
    this.#settings.set(uri, settings)
    return settings
  }

  forgetSettings(): void {
    this.#settings.clear()
  }

  /** Undefined for a document that is not open (any more), or when the question was taken back. */
  async open(uri: string, token?: CancellationToken): Promise<OpenDocument | undefined> {
    if (!this.documents.get(uri)) return undefined
    const settings = await this.settingsOf(uri)
    // Looked up again after waiting: the text may have changed, or be gone.
    const document = this.documents.get(uri)
    if (!document || token?.isCancellationRequested) return undefined
    const last = this.#analyses.get(uri)
    if (last?.version === document.version && last.settings === settings) return { document, ...last }
    const analysed = this.#analyse(document, settings, last?.analysed)
    const analysis = { version: document.version, settings, analysed, serial: ++this.#serial }
    this.#analyses.set(uri, analysis)
    return { document, ...analysis }
  }

  /** A mistake of ours in one document must not take the features of all others down: such a document says nothing. */
  #analyse(document: TextDocument, settings: Settings, previous: AnalysedDocument | undefined): AnalysedDocument {
    const { uri, languageId } = document
    const text = document.getText()
    const source = { uri, language: languageOf({ path: uri, languageId, text }), text }
    try {
      return analyseDocument(source, settings, previous)
    } catch (error) {
      this.#host.logError(`Analysis of ${uri} failed: ${error instanceof Error ? error.stack : error}`)
      return {
        source,
        syntax: undefined,
        dialect: null,
        groups: [],
        joinedGroups: [],
        sources: new Map(),
        findings: [],
      }
    }
  }
}

interface Analysis {
  readonly version: number
  readonly settings: Settings
  readonly analysed: AnalysedDocument
  readonly serial: number
}
