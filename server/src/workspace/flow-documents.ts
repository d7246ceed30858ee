import { type CancellationToken, RAL } from "vscode-languageserver"
import { TextDocument } from "vscode-languageserver-textdocument"
import type { Expectation } from "../flows/expectation.ts"
import type { FlowFile } from "../flows/flow-file.ts"
import { KeptVerdicts } from "../flows/kept-verdicts.ts"
import { namedFiles } from "../flows/named-files.ts"
import { parseFlowFile } from "../flows/parse-flow-file.ts"
import { expectationsIn, type WorldOf } from "../flows/prove-flow-file.ts"
import type { FileSource } from "./file-source.ts"
import { FlowWorlds } from "./flow-worlds.ts"
import type { Workspace } from "./workspace.ts"
import { isFlowUri } from "./workspace-readings.ts"

/** A flow file, open or not, whose lines have not been judged. */
export interface ReadFlows {
  readonly document: TextDocument
  readonly file: FlowFile
  readonly worldOf: WorldOf
}

/** The same, judged. */
export interface ProvenFlows extends ReadFlows {
  readonly expectations: readonly Expectation[]
  /** Equal only while text and documents are the same; never that of another server's life. */
  readonly resultId: string
}

/**
 * `.nsgflow` files and what is proved of them: once for each version of a file and of the documents that it is about, whoever asks.
 * A proof lets others work between its lines, and is given up when a newer one begins.
 */
export class FlowDocuments {
  readonly #workspace: Workspace
  readonly #files: FileSource
  readonly #worlds: FlowWorlds
  readonly #runs = new Map<string, Run>()
  readonly #life = Math.random().toString(36).slice(2)
  #count = 0

  constructor(workspace: Workspace, files: FileSource) {
    this.#workspace = workspace
    this.#files = files
    this.#worlds = new FlowWorlds(workspace, files)
    workspace.documents.onDidClose(({ document: { uri } }) => this.#runs.delete(uri))
  }

  isFlow(uri: string): boolean {
    return isFlowUri(uri, this.#workspace.documents.get(uri))
  }

  get openUris(): readonly string[] {
    return this.#workspace.documents.keys().filter(uri => this.isFlow(uri))
  }

  /** All of the workspace's folders, and those that are open: their words alone. */
  async files(): Promise<readonly FlowFile[]> {
    const listed = await Promise.all(this.#workspace.folders.map(folder => this.#listed(folder)))
    const uris = new Set([...this.openUris, ...listed.flat()])
    const parsed = await Promise.all([...uris].map(uri => this.parsed(uri)))
    return parsed.flatMap(one => one?.file ?? [])
  }

  async #listed(folder: string): Promise<readonly string[]> {
    const { exclude } = (await this.#workspace.settingsOfFile(`${folder}/`)).workspace
    return this.#files.list({ folder, include: ["**/*.nsgflow"], exclude })
  }

  /** The words alone, without waiting for what they are about; undefined where there is no such file. */
  async parsed(uri: string): Promise<Pick<ReadFlows, "document" | "file"> | undefined> {
    const document = this.#open(uri) ?? (await this.#closed(uri))
    return document && { document, file: parseFlowFile(document.getText()) }
  }

  /** Undefined where there is no such file. */
  async read(uri: string): Promise<ReadFlows | undefined> {
    const parsed = await this.parsed(uri)
    return parsed && { ...parsed, worldOf: await this.#worlds.of(uri, parsed.file) }
  }

  /** What the lines of a text are held against that is to be a flow file of this URI. */
  worldOf(uri: string, text: string): Promise<WorldOf> {
    return this.#worlds.of(uri, parseFlowFile(text))
  }

  /** What was proved last, if that has come to its end. */
  last(uri: string): ProvenFlows | undefined {
    return this.#runs.get(uri)?.proven
  }

  /** Undefined where there is no such file, or when the question was taken back. */
  async proven(uri: string, token?: CancellationToken): Promise<ProvenFlows | undefined> {
    for (;;) {
      const read = await this.read(uri)
      if (!read || token?.isCancellationRequested) return undefined
      const proven = await this.#prove(read)
      if (proven) return proven
    }
  }

  /** As it is now: the editor's own document changes under those who wait. */
  #open(uri: string): TextDocument | undefined {
    const document = this.#workspace.documents.get(uri)
    return document && TextDocument.create(uri, document.languageId, document.version, document.getText())
  }

  async #closed(uri: string): Promise<TextDocument | undefined> {
    const text = await this.#files.read(uri)
    return text === undefined ? undefined : TextDocument.create(uri, "nsgflow", 0, text)
  }

  /** Undefined for a proof that was given up. */
  #prove(read: ReadFlows): Promise<ProvenFlows | undefined> {
    const { uri } = read.document
    const last = this.#runs.get(uri)
    if (last && isSameReading(last.read, read)) return last.promise
    const run: Run = { read, kept: last?.kept ?? new KeptVerdicts(), promise: Promise.resolve(undefined) }
    this.#runs.set(uri, run)
    run.promise = this.#work(run)
    return run.promise
  }

  async #work(run: Run): Promise<ProvenFlows | undefined> {
    const { document, file, worldOf } = run.read
    const { uri, version } = document
    const isCurrent = () =>
      this.#runs.get(uri) === run && (this.#workspace.documents.get(uri)?.version ?? version) === version
    const expectations: Expectation[] = []
    let since = Date.now()
    for (const expectation of expectationsIn(file, worldOf, run.kept)) {
      expectations.push(expectation)
      if (Date.now() - since < longestInMilliseconds) continue
      await new Promise<void>(resolve => RAL().timer.setImmediate(resolve))
      if (!isCurrent()) return undefined
      since = Date.now()
    }
    run.kept.settle()
    run.proven = { ...run.read, expectations, resultId: `${this.#life}.${++this.#count}` }
    return run.proven
  }
}

interface Run {
  readonly read: ReadFlows
  readonly kept: KeptVerdicts
  promise: Promise<ProvenFlows | undefined>
  proven?: ProvenFlows
}

/** How long a proof keeps others waiting, give or take a line. */
const longestInMilliseconds = 10

function isSameReading(one: ReadFlows, other: ReadFlows): boolean {
  if (one.document.version !== other.document.version || one.document.getText() !== other.document.getText())
    return false
  return [...namedFiles(other.file)].every(name => isSameWorld(one.worldOf(name), other.worldOf(name)))
}

function isSameWorld(one: ReturnType<WorldOf>, other: ReturnType<WorldOf>): boolean {
  if ("problem" in one || "problem" in other)
    return "problem" in one && "problem" in other && one.problem === other.problem
  return one === other
}
