import type { CancellationToken, TextDocuments } from "vscode-languageserver"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { type FixableDocument, fixableDocument } from "../analysis/fixable-document.ts"
import { type IndexedText, withoutText } from "../analysis/indexed-text.ts"
import { type KnownNetworks, KnownNetworksKeeper } from "../analysis/known-networks.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import { defaultSettings, type Settings } from "../analysis/settings.ts"
import { TopologyKeeper } from "../analysis/workspace-topology.ts"
import type { TagData } from "../azure/tag-data.ts"
import type { Finding } from "../checks/check.ts"
import { unknownAttachments } from "../judging/attachments.ts"
import { networkContext } from "../judging/network-context.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import { isSameList } from "../values/same-list.ts"
import { basisOf } from "./finding-basis.ts"
import { guarded } from "./guarded.ts"
import { NetworkKeeper, noNetworks, type WorkspaceNetwork } from "./network-keeper.ts"
import type { ParameterFiles } from "./parameter-files.ts"
import { TagFiles } from "./tag-files.ts"
import type { WorkspaceIndex } from "./workspace-index.ts"
import { type Reading, WorkspaceReadings } from "./workspace-readings.ts"
import type { WorkspaceHost } from "./workspace-settings.ts"

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
 * The documents of an editor, judged together, because a rule can belong to a group that another one defines; an edit in one of them
 * costs the others nothing unless they share a group. Every feature that asks shares the answer, and the analysis of the version
 * before is handed on, so that an edit costs what it touches.
 */
export class Workspace {
  readonly tagFiles: TagFiles
  readonly #host: WorkspaceHost
  readonly #readings: WorkspaceReadings
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
    this.#readings = new WorkspaceReadings(host)
    this.tagFiles = new TagFiles({
      files: host.files,
      settingsOf: scope => this.settingsOf(scope),
      warn: host.warn,
      logError: host.logError,
    })
    this.documents.onDidClose(({ document: { uri } }) => this.#analyses.delete(uri))
  }

  get documents(): TextDocuments<TextDocument> {
    return this.#readings.documents
  }

  get parameterFiles(): ParameterFiles {
    return this.#readings.parameterFiles
  }

  /** The files that are not open. */
  get index(): WorkspaceIndex {
    return this.#readings.index
  }

  /** URIs of the workspace's folders. */
  get folders(): readonly string[] {
    return this.#readings.folders
  }

  set folders(folders: readonly string[]) {
    this.#readings.folders = folders
  }

  /** The settings for one document or folder, found out once and kept until they change. */
  settingsOf(uri: string): Promise<Settings> {
    return this.#readings.settings.of(uri)
  }

  /** The settings for a file that may not be open: then the editor is asked for those of its folder, once. */
  settingsOfFile(uri: string): Promise<Settings> {
    return this.#readings.settings.ofFile(uri)
  }

  forgetSettings(): void {
    this.#readings.settings.forget()
  }

  /** To be called when configuration files changed. */
  forgetConfigurations(): void {
    this.#readings.settings.forgetConfigurations()
  }

  /** To be called when files changed: they are read again when they are needed. */
  forgetFiles(): void {
    this.#readings.forgetFiles()
  }

  /** The open documents that may hold resources: not those that make claims about them. */
  ownUris(): readonly string[] {
    return this.#readings.ownUris()
  }

  /**
   * A document, which is read from its file where it is not open; undefined where it is neither open nor among the files
   * that name a group, or when the question was taken back.
   */
  async open(uri: string, token?: CancellationToken): Promise<OpenDocument | undefined> {
    const closed = this.documents.get(uri) ? undefined : await this.#readings.file(uri)
    const read = await this.#readings.open()
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
    const reading = this.#readings.lastOf(uri)
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
    const reading = this.documents.get(uri) ? await this.#readings.of(uri) : await this.#readings.file(uri)
    if (!reading) return undefined
    const { document, text, settings } = reading
    const { source, syntax } = text
    // A text without a group has not been parsed yet.
    return { document, syntax: syntax ?? parseText(source.text, source.language, settings.limits) }
  }

  /** An open document as it would be read with another text, which is kept nowhere; undefined where it is not open. */
  reader(uri: string): Promise<((text: string) => ReadText) | undefined> {
    return this.#readings.reader(uri)
  }

  /**
   * A document as it is, or as `given` has it, and as another text has it, each in the midst of the same other documents; undefined
   * where it is not at hand.
   */
  async versions(uri: string, other: string, given?: string): Promise<DocumentVersions | undefined> {
    const before = await this.#readings.version(uri, other)
    const closed = this.documents.get(uri) || given !== undefined ? undefined : await this.#readings.file(uri)
    const own = given === undefined ? closed : await this.#readings.version(uri, given)
    const open = (await this.#readings.open())()
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

  /**
   * What all documents describe together: the open ones as they stand, and the files of the workspace. It is judged with
   * the settings and tag data of the document that is asked about.
   */
  async network(uri = this.folders[0] ?? ""): Promise<WorkspaceNetwork> {
    const settings = await this.settingsOf(uri)
    const index = await this.resourceIndex()
    const known = { onPremises: settings.onPremises, tagData: this.tagFiles.of(uri) }
    return guarded(this.#host, uri, () => this.#network.of(index, known), noNetworks)
  }

  /** All documents: the open ones as they stand, and the files of the workspace. */
  async texts(): Promise<readonly IndexedText[]> {
    return (await this.resourceIndex()).texts
  }

  /** A file that is none of the workspace's. */
  async readAlone(uri: string, text: string): Promise<IndexedText> {
    return withoutText((await this.#readings.version(uri, text)).indexed)
  }

  /** What is known of all documents, open or not. */
  async resourceIndex(): Promise<ResourceIndex> {
    return this.#indexOf((await this.#readings.open())())
  }

  /** For each file that is not open what its findings rest on: equal while nothing of it has changed. */
  async basesOfFiles(): Promise<ReadonlyMap<IndexedText, readonly unknown[]>> {
    const index = this.#indexOf((await this.#readings.open())())
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
    const ofNetworks = <T>(work: () => T, otherwise: T) => guarded(this.#host, "networks", work, otherwise)
    const networks = ofNetworks(() => this.#networks.of(index, this.index), noKnownNetworks)
    return {
      findingsIn: (uri, settings) => ofNetworks(() => networks.findingsIn(uri, settings), noFindings),
      attachmentsOf: (uri, group) => ofNetworks(() => networks.attachmentsOf(uri, group), unknownAttachments),
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
    const analysed = guarded(this.#host, uri, () => analyseText(text, index, settings, surroundings), nothing)
    const analysis = { text, rests, tagData, analysed, resultId: `${this.#life}.${++this.#count}` }
    // Of a file that is not open nothing is kept but what the index has.
    if (this.documents.get(uri)) this.#analyses.set(uri, analysis)
    return { document, ...analysis }
  }
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
