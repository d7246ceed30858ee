import { type CancellationToken, TextDocuments } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import { analyseText } from "./analysis/analyse-document.ts"
import type { AnalysedDocument } from "./analysis/analysed-document.ts"
import { type GroupIndex, indexGroups } from "./analysis/group-index.ts"
import { languageOf } from "./analysis/language-of.ts"
import { type ParameterFile, type ReadText, readText } from "./analysis/read-text.ts"
import { defaultSettings, type Settings } from "./analysis/settings.ts"
import type { FileSource } from "./file-source.ts"
import { ParameterFiles } from "./parameter-files.ts"
import type { LocatedGroup } from "./readers/reader.ts"

/** An open document, and what is known of its present text. */
export interface OpenDocument {
  readonly document: TextDocument
  readonly analysed: AnalysedDocument
  /** Equal only while nothing that the analysis rests on has changed; never that of another server's life. */
  readonly resultId: string
}

/** Where settings and files come from, and where the story of a failure goes. */
export interface WorkspaceHost {
  readonly files: FileSource
  settingsOf(uri: string): Promise<Settings>
  logError(error: unknown): void
}

/**
 * The open documents. Each version of a text is parsed and read once, at the first question about it, and every feature
 * that asks shares the answer. Documents are judged together, because a rule can belong to a group that another one
 * defines; an edit in one of them costs the others nothing unless they share a group. The analysis of the version before
 * is handed on, so that an edit costs what it touches.
 */
export class Workspace {
  readonly documents = new TextDocuments(TextDocument)
  readonly parameterFiles: ParameterFiles
  readonly #host: WorkspaceHost
  readonly #settings = new Map<string, Promise<Settings>>()
  readonly #readings = new Map<string, Reading>()
  readonly #analyses = new Map<string, Analysis>()
  #index = indexGroups([])
  #indexed: readonly ReadText[] = []
  readonly #life = Math.random().toString(36).slice(2)
  #count = 0

  constructor(host: WorkspaceHost) {
    this.#host = host
    this.parameterFiles = new ParameterFiles(host.files, uri => this.documents.get(uri)?.getText())
    this.documents.onDidClose(({ document: { uri } }) => {
      this.#settings.delete(uri)
      this.#readings.delete(uri)
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
    const needs = await Promise.all(this.documents.keys().map(each => this.#needsOf(each)))
    // Whatever was waited for, from here on nothing waits: the texts cannot change any more.
    if (token?.isCancellationRequested) return undefined
    const readings = needs.flatMap(need => this.#read(need) ?? [])
    const reading = readings.find(({ document }) => document.uri === uri)
    return reading && this.#judge(reading, this.#indexOf(readings.map(({ text }) => text)))
  }

  async #needsOf(uri: string): Promise<Needs> {
    const settings = await this.settingsOf(uri)
    return { uri, settings, parameterFile: await this.parameterFiles.of(uri, settings) }
  }

  #read({ uri, settings, parameterFile }: Needs): Reading | undefined {
    const document = this.documents.get(uri)
    if (!document) return undefined
    const { version } = document
    const last = this.#readings.get(uri)
    if (last?.version === version && last.settings === settings && last.parameterFile === parameterFile) return last
    const content = document.getText()
    const source = {
      uri,
      language: languageOf({ path: uri, languageId: document.languageId, text: content }),
      text: content,
    }
    const nothing: ReadText = { source, syntax: undefined, read: undefined }
    const text = this.#guard(uri, () => readText(source, settings, parameterFile), nothing)
    const reading = { document, version, settings, parameterFile, text }
    this.#readings.set(uri, reading)
    return reading
  }

  #indexOf(texts: readonly ReadText[]): GroupIndex {
    if (!isSame(texts, this.#indexed)) {
      this.#index = indexGroups(texts)
      this.#indexed = texts
    }
    return this.#index
  }

  #judge({ document, settings, text }: Reading, index: GroupIndex): OpenDocument {
    const { uri } = document
    const rests = groupsBehind(text, index)
    const last = this.#analyses.get(uri)
    if (last?.text === text && isSame(last.rests, rests)) return { document, ...last }
    const nothing = { ...text, dialect: null, groups: [], joinedGroups: [], sources: new Map(), findings: [] }
    const analysed = this.#guard(uri, () => analyseText(text, index, settings, last?.analysed), nothing)
    const analysis = { text, rests, analysed, resultId: `${this.#life}.${++this.#count}` }
    this.#analyses.set(uri, analysis)
    return { document, ...analysis }
  }

  /** A mistake of ours in one document must not take the features of all others down: such a document says nothing. */
  #guard<T>(uri: string, work: () => T, otherwise: T): T {
    try {
      return work()
    } catch (error) {
      this.#host.logError(`Analysis of ${uri} failed: ${error instanceof Error ? error.stack : error}`)
      return otherwise
    }
  }
}

/** What has to be waited for before a document can be read. */
interface Needs {
  readonly uri: string
  readonly settings: Settings
  readonly parameterFile: ParameterFile | undefined
}

interface Reading {
  readonly document: TextDocument
  readonly version: number
  readonly settings: Settings
  readonly parameterFile: ParameterFile | undefined
  readonly text: ReadText
}

interface Analysis {
  readonly text: ReadText
  readonly rests: readonly LocatedGroup[]
  readonly analysed: AnalysedDocument
  readonly resultId: string
}

/** The groups of all documents that take part in judging those of a text. */
function groupsBehind(text: ReadText, index: GroupIndex): LocatedGroup[] {
  const file = index.parameterFileOf(text)
  const partners = [...(file ? [file] : []), ...index.templatesOf(text)]
  return [text, ...partners].flatMap(each => groupsJoined(each, index))
}

function groupsJoined({ source: { uri }, read }: ReadText, index: GroupIndex): LocatedGroup[] {
  return (read?.groups ?? []).flatMap(group => {
    const placed = { uri, group }
    const definition = group.reference ? index.definitionOf(placed) : placed
    const references = definition ? index.referencesTo(definition) : []
    return [group, ...(definition ? [definition.group] : []), ...references.map(reference => reference.group)]
  })
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}
