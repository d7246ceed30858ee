import { type CancellationToken, TextDocuments } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import { analyseText } from "./analysis/analyse-document.ts"
import type { AnalysedDocument } from "./analysis/analysed-document.ts"
import { type FixableDocument, fixableDocument } from "./analysis/fixable-document.ts"
import { type IndexedText, indexedText, withoutText } from "./analysis/indexed-text.ts"
import { type KnownNetworks, KnownNetworksKeeper } from "./analysis/known-networks.ts"
import { languageOf } from "./analysis/language-of.ts"
import type { ParameterFile } from "./analysis/parameter-values.ts"
import { nothingRead, type ReadText, readText } from "./analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "./analysis/resource-index.ts"
import { defaultSettings, type Settings } from "./analysis/settings.ts"
import { TopologyKeeper } from "./analysis/workspace-topology.ts"
import type { TagData } from "./azure/tag-data.ts"
import type { Finding } from "./checks/check.ts"
import { basisOf } from "./finding-basis.ts"
import { unknownAttachments } from "./judging/attachments.ts"
import { networkContext } from "./judging/network-context.ts"
import { LinkedTemplates } from "./linked-templates.ts"
import { NetworkKeeper, noNetworks, type WorkspaceNetwork } from "./network-keeper.ts"
import { ParameterFiles } from "./parameter-files.ts"
import type { LinkedFiles } from "./readers/linked-files.ts"
import type { SyntaxDocument } from "./syntax/document.ts"
import { parseText } from "./syntax/parse.ts"
import { TagFiles } from "./tag-files.ts"
import { remember } from "./values/remember.ts"
import { isSameList } from "./values/same-list.ts"
import { WorkspaceIndex } from "./workspace-index.ts"
import { type WorkspaceHost, WorkspaceSettings } from "./workspace-settings.ts"

/** A document, open or read from its file, and what is known of its present text. */
export interface OpenDocument {
  readonly document: TextDocument
  readonly analysed: AnalysedDocument
  /** Equal only while nothing that the analysis rests on has changed; never that of another server's life. */
  readonly resultId: string
}

/** A text, and the documents that it is read together with. */
interface TextAmongOthers {
  readonly text: ReadText
  readonly index: ResourceIndex
}

export interface DocumentVersions {
  readonly before: TextAmongOthers
  readonly after: TextAmongOthers
  readonly tagData: TagData | undefined
}

/**
 * The documents of an editor: the open ones, and the files of its workspace. Each version of a text is parsed and read once, at
 * the first question about it, and every feature that asks shares the answer. Documents are judged together, because a rule can
 * belong to a group that another one defines; an edit in one of them costs the others nothing unless they share a group. The
 * analysis of the version before is handed on, so that an edit costs what it touches.
 */
export class Workspace {
  readonly documents = new TextDocuments(TextDocument)
  readonly parameterFiles: ParameterFiles
  readonly linkedTemplates: LinkedTemplates
  /** The files that are not open. */
  readonly index: WorkspaceIndex
  readonly tagFiles: TagFiles
  /** URIs of the workspace's folders. */
  folders: readonly string[] = []
  readonly #host: WorkspaceHost
  readonly #settings: WorkspaceSettings
  readonly #readings = new Map<string, Reading>()
  /** Of files that are not open, and link one that is. */
  readonly #linking = new Map<string, Reading>()
  readonly #fileTexts = new Map<string, Promise<string | undefined>>()
  readonly #analyses = new Map<string, Analysis>()
  #groups = indexResources([])
  #indexed: readonly IndexedText[] = []
  readonly #topology = new TopologyKeeper()
  readonly #network = new NetworkKeeper(this.#topology)
  readonly #networks = new KnownNetworksKeeper(this.#topology)
  readonly #life = Math.random().toString(36).slice(2)
  #count = 0

  constructor(host: WorkspaceHost) {
    this.#host = host
    this.#settings = new WorkspaceSettings(host, {
      isOpen: uri => this.documents.get(uri) !== undefined,
      folders: () => this.folders,
    })
    this.parameterFiles = new ParameterFiles(host.files, uri => this.documents.get(uri)?.getText())
    this.linkedTemplates = new LinkedTemplates({
      list: async () => new Set([...this.index.known, ...this.documents.keys()]),
      read: async uri => this.documents.get(uri)?.getText() ?? (await this.#fileText(uri)),
    })
    this.index = new WorkspaceIndex({
      files: host.files,
      parameterFiles: this.parameterFiles,
      linkedTemplates: this.linkedTemplates,
      settingsOf: uri => this.settingsOfFile(uri),
      logError: host.logError,
    })
    this.tagFiles = new TagFiles({
      files: host.files,
      settingsOf: scope => this.settingsOf(scope),
      warn: host.warn,
      logError: host.logError,
    })
    this.documents.onDidClose(({ document: { uri } }) => {
      this.#settings.close(uri)
      this.#readings.delete(uri)
      this.#analyses.delete(uri)
      // What was not saved is gone.
      if (this.index.get(uri)) this.index.read([uri])
    })
  }

  /** The settings for one document or folder, found out once and kept until they change. */
  settingsOf(uri: string): Promise<Settings> {
    return this.#settings.of(uri)
  }

  /** The settings for a file that may not be open: then the editor is asked for those of its folder, once. */
  settingsOfFile(uri: string): Promise<Settings> {
    return this.#settings.ofFile(uri)
  }

  forgetSettings(): void {
    this.#settings.forget()
  }

  /** To be called when configuration files changed. */
  forgetConfigurations(): void {
    this.#settings.forgetConfigurations()
  }

  /**
   * A document, which is read from its file where it is not open; undefined where it is neither open nor among the files
   * that name a group, or when the question was taken back.
   */
  async open(uri: string, token?: CancellationToken): Promise<OpenDocument | undefined> {
    const closed = this.documents.get(uri) ? undefined : await this.#readFile(uri)
    const read = await this.#readOpen()
    // Whatever was waited for, from here on nothing waits: the texts cannot change any more.
    if (token?.isCancellationRequested) return undefined
    const readings = read()
    const own = readings.find(({ document }) => document.uri === uri)
    const index = this.#indexOf(readings)
    const networks = this.#networksOf(index)
    if (own) return this.#judge(own, index, networks)
    return closed && this.#judge(closed, indexResources(this.#textsOf([...readings, closed])), networks)
  }

  /** An open document as it may be fixed, beside what is known of it; undefined where it is not open. */
  async fixable(uri: string, token?: CancellationToken): Promise<(OpenDocument & FixableDocument) | undefined> {
    const open = await this.open(uri, token)
    const reading = this.#readings.get(uri)
    if (!open || !reading) return undefined
    const { settings, parameterFile, linkedFiles, text } = reading
    const network = networkContext({ tagData: this.tagFiles.of(uri) })
    const networksOf = (index: ResourceIndex) => this.#networksOf(index)
    const around = { index: this.#groups, settings, network, parameterFile, linkedFiles, networksOf }
    return { ...open, ...fixableDocument(text, open.analysed, around) }
  }

  /** A document's text and tree, open or read from its file; undefined where it is neither open nor in the index. */
  async textOf(
    uri: string,
  ): Promise<{ readonly document: TextDocument; readonly syntax: SyntaxDocument | undefined } | undefined> {
    const reading = this.documents.get(uri) ? this.#read(await this.#needsOf(uri)) : await this.#readFile(uri)
    if (!reading) return undefined
    const { document, text, settings } = reading
    const { source, syntax } = text
    // A text without a group has not been parsed yet.
    return { document, syntax: syntax ?? parseText(source.text, source.language, settings.limits) }
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

  /**
   * A document as it is, or as `given` has it, and as another text has it, each in the midst of the same other documents; undefined
   * where it is not at hand.
   */
  async versions(uri: string, other: string, given?: string): Promise<DocumentVersions | undefined> {
    const before = await this.#readVersion(uri, other)
    const closed = this.documents.get(uri) || given !== undefined ? undefined : await this.#readFile(uri)
    const own = given === undefined ? closed : await this.#readVersion(uri, given)
    const open = (await this.#readOpen())()
    const readings = own ? [...open.filter(({ document }) => document.uri !== uri), own] : open
    const now = readings.find(({ document }) => document.uri === uri)
    if (!now) return undefined
    const index = this.#indexOf(readings)
    const others = index.texts.filter(text => text.uri !== uri)
    return {
      before: { text: before.text, index: indexResources([...others, before.indexed]) },
      after: { text: now.text, index },
      tagData: this.tagFiles.of(uri),
    }
  }

  /** A document with another text, which is kept nowhere. */
  async #readVersion(uri: string, text: string): Promise<Reading> {
    const { languageId = "" } = this.documents.get(uri) ?? {}
    return this.#readDocument(TextDocument.create(uri, languageId, 0, text), await this.#needsOf(uri, text))
  }

  /**
   * What all documents describe together: the open ones as they stand, and the files of the workspace. It is judged with
   * the settings and tag data of the document that is asked about.
   */
  async network(uri = this.folders[0] ?? ""): Promise<WorkspaceNetwork> {
    const settings = await this.settingsOf(uri)
    const index = await this.resourceIndex()
    const known = { onPremises: settings.onPremises, tagData: this.tagFiles.of(uri) }
    return this.#guard(uri, () => this.#network.of(index, known), noNetworks)
  }

  /** All documents: the open ones as they stand, and the files of the workspace. */
  async texts(): Promise<readonly IndexedText[]> {
    return (await this.resourceIndex()).texts
  }

  /** A file that is none of the workspace's. */
  async readAlone(uri: string, text: string): Promise<IndexedText> {
    return withoutText((await this.#readVersion(uri, text)).indexed)
  }

  /** What is known of all documents, open or not. */
  async resourceIndex(): Promise<ResourceIndex> {
    return this.#indexOf((await this.#readOpen())())
  }

  /** For each file that is not open what its findings rest on: equal while nothing of it has changed. */
  async basesOfFiles(): Promise<ReadonlyMap<IndexedText, readonly unknown[]>> {
    const index = this.#indexOf((await this.#readOpen())())
    const networks = this.#networksOf(index)
    const closed = [...this.index.texts].filter(({ uri }) => !this.documents.get(uri))
    const settings = new Map(
      await Promise.all(closed.map(async ({ uri }) => [uri, await this.settingsOfFile(uri)] as const)),
    )
    return new Map(
      closed.flatMap(text => {
        const basis = basisOf(text, index, networks, settings.get(text.uri) ?? defaultSettings)
        return text.namesGroup || basis.found.length > 0 ? [[text, basis.rests]] : []
      }),
    )
  }

  /** The open documents that may hold resources: not those that make claims about them. */
  ownUris(): readonly string[] {
    return this.documents.keys().filter(uri => !isFlowUri(uri, this.documents.get(uri)))
  }

  async #needsOf(uri: string, text = this.documents.get(uri)?.getText() ?? ""): Promise<Needs> {
    const settings = await this.settingsOfFile(uri)
    const parameterFile = await this.parameterFiles.of(uri, settings)
    return { uri, settings, parameterFile, linkedFiles: await this.linkedTemplates.of(uri, text, settings.limits) }
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

  /** The open documents as they stand, and files that link any of them: what these make of it changes as it is edited. */
  async #readOpen(): Promise<() => readonly Reading[]> {
    const open = [...this.ownUris()]
    const linking = [...this.index.texts].filter(
      ({ uri, linked }) => !this.documents.get(uri) && linked().some(each => open.includes(each.uri)),
    )
    const needs = await Promise.all(open.map(uri => this.#needsOf(uri)))
    const closed = await Promise.all(linking.map(({ uri }) => this.#readLinking(uri)))
    return () => [...needs.flatMap(need => this.#read(need) ?? []), ...closed.flatMap(reading => reading ?? [])]
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

  /** To be called when files changed: they are read again when they are needed. */
  forgetFiles(): void {
    this.parameterFiles.forget()
    this.#fileTexts.clear()
  }

  async #readFile(uri: string): Promise<Reading | undefined> {
    if (!this.index.get(uri)) return undefined
    const text = await this.#host.files.read(uri)
    if (text === undefined) return undefined
    return this.#readDocument(TextDocument.create(uri, "", 0, text), await this.#needsOf(uri, text))
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
    const text = this.#guard(uri, read, { ...nothingRead, source })
    const { version } = document
    return { document, version, settings, parameterFile, linkedFiles, text, indexed: indexedText(text) }
  }

  /** These texts and all files of the workspace. */
  #textsOf(readings: readonly Reading[]): readonly IndexedText[] {
    const read = new Set(readings.map(({ document }) => document.uri))
    const texts = readings.map(({ indexed }) => indexed)
    for (const text of this.index.texts) if (!read.has(text.uri)) texts.push(text)
    return texts
  }

  #indexOf(readings: readonly Reading[]): ResourceIndex {
    const texts = this.#textsOf(readings)
    if (!isSameList(texts, this.#indexed)) {
      this.#groups = indexResources(texts)
      this.#indexed = texts
    }
    return this.#groups
  }

  /** Nothing is said of networks before all files are read: what is not found yet would be missed. */
  #networksOf(index: ResourceIndex): KnownNetworks {
    if (this.index.state.left > 0) return noKnownNetworks
    const guarded = <T>(work: () => T, otherwise: T) => this.#guard("networks", work, otherwise)
    const networks = guarded(() => this.#networks.of(index, this.index), noKnownNetworks)
    return {
      findingsIn: (uri, settings) => guarded(() => networks.findingsIn(uri, settings), noFindings),
      attachmentsOf: (uri, group) => guarded(() => networks.attachmentsOf(uri, group), unknownAttachments),
    }
  }

  #judge({ document, settings, text, indexed }: Reading, index: ResourceIndex, networks: KnownNetworks): OpenDocument {
    const { uri } = document
    const { rests } = basisOf(indexed, index, networks, settings)
    const tagData = this.tagFiles.of(uri)
    const last = this.#analyses.get(uri)
    if (last?.text === text && last.tagData === tagData && isSameList(last.rests, rests)) return { document, ...last }
    const nothing = {
      ...text,
      dialect: null,
      groups: [],
      joinedGroups: [],
      lines: new Map(),
      findings: [],
      suppressed: [],
    }
    const surroundings = { previous: last?.analysed, network: networkContext({ tagData }), networks }
    const analysed = this.#guard(uri, () => analyseText(text, index, settings, surroundings), nothing)
    const analysis = { text, rests, tagData, analysed, resultId: `${this.#life}.${++this.#count}` }
    // Of a file that is not open nothing is kept but what the index has.
    if (this.documents.get(uri)) this.#analyses.set(uri, analysis)
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

interface Reading {
  readonly document: TextDocument
  readonly version: number
  readonly settings: Settings
  readonly parameterFile: ParameterFile | undefined
  readonly linkedFiles: LinkedFiles | undefined
  readonly text: ReadText
  readonly indexed: IndexedText
}

interface Analysis {
  readonly text: ReadText
  readonly tagData: TagData | undefined
  readonly rests: readonly unknown[]
  readonly analysed: AnalysedDocument
  readonly resultId: string
}

const noFindings: readonly Finding[] = []
const noKnownNetworks: KnownNetworks = { findingsIn: () => noFindings, attachmentsOf: () => unknownAttachments }
