import {
  type CancellationToken,
  type Disposable,
  l10n,
  type TestItem,
  type TestRunProfile,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  type Uri,
  workspace,
} from "vscode"
import { type ClaimItem, type ClaimResult, type ClaimsArgument, claimsRequest } from "../../server/src/protocol.ts"
import { asRange } from "./as-range.ts"
import { runClaims, type WantedClaims } from "./claim-run.ts"
import { Debounced } from "./debounced.ts"
import { schemes } from "./document-selector.ts"
import { findFiles } from "./find-files.ts"
import { RuleCoverage } from "./rule-coverage.ts"
import type { Session } from "./session.ts"

const pattern = "**/*.nsgflow"

/** A pause after the last file that was saved or read, after which continuous runs go on. */
const pauseInMilliseconds = 300

/**
 * The `.nsgflow` files of the workspace in the Test Explorer, open or not: a file is an item, and so is each of its claims. They run
 * once, also with coverage of the NSGs' rules, or again and again whenever something is saved.
 */
export class ClaimTests implements Disposable {
  readonly #session: Session
  readonly #controller = tests.createTestController("nsg.claims", l10n.t("NSG Expectations"))
  readonly #profile: TestRunProfile
  readonly #registrations: Disposable[] = [this.#controller]
  /** Runs that go on until the user stops them. */
  readonly #continuous = new Set<TestRunRequest>()
  /** A file that is saved is told of twice: by the editor, and by the server that has read it again. */
  readonly #runAgain = new Debounced(pauseInMilliseconds, () => {
    for (const request of this.#continuous) void this.#run(request)
  })

  constructor(session: Session) {
    this.#session = session
    const controller = this.#controller
    const start = (request: TestRunRequest, token: CancellationToken) => this.#start(request, token)
    const { Run, Coverage } = TestRunProfileKind
    this.#profile = controller.createRunProfile(l10n.t("Verify"), Run, start, true, undefined, true)
    const coverage = controller.createRunProfile(l10n.t("Rule Coverage"), Coverage, start, true, undefined, true)
    coverage.loadDetailedCoverage = async (_, file) => (file instanceof RuleCoverage ? [...file.details] : [])
    controller.resolveHandler = item => (item ? this.#read(item) : this.findFiles())
    controller.refreshHandler = () => this.findFiles()
    this.#follow()
  }

  /** All files of the workspace, and those that are open. */
  async findFiles(): Promise<void> {
    const folders = workspace.workspaceFolders ?? []
    const found = await Promise.all(folders.map(folder => findFiles(folder.uri, [pattern])))
    const open = workspace.textDocuments.filter(isFlow).map(({ uri }) => uri)
    const wanted = new Map([...found.flat(), ...open].map(uri => [uri.toString(), uri]))
    for (const [id] of this.#controller.items) if (!wanted.has(id)) this.#controller.items.delete(id)
    await Promise.all([...wanted.values()].map(uri => this.#readIfRunning(this.#fileItem(uri))))
  }

  /** `▶ Verify`: all claims of a file, or the one on a line. Hands back what became of them when they have run. */
  async verify({ uri, line }: ClaimsArgument): Promise<readonly ClaimResult[]> {
    const file = this.#fileItem(this.#session.server.client.protocol2CodeConverter.asUri(uri))
    await this.#read(file)
    const claims = childrenOf(file).filter(({ range }) => line === undefined || range?.start.line === line)
    return this.#run(new TestRunRequest(line === undefined ? [file] : claims, [], this.#profile))
  }

  dispose(): void {
    this.#runAgain.dispose()
    for (const registration of this.#registrations) registration.dispose()
  }

  #follow(): void {
    const watcher = workspace.createFileSystemWatcher(pattern)
    const readFile = (uri: Uri) => void this.#readIfRunning(this.#fileItem(uri))
    this.#registrations.push(
      watcher,
      watcher.onDidCreate(readFile),
      watcher.onDidChange(readFile),
      watcher.onDidDelete(uri => this.#controller.items.delete(uri.toString())),
      workspace.onDidOpenTextDocument(document => isFlow(document) && readFile(document.uri)),
      workspace.onDidChangeTextDocument(({ document }) => isFlow(document) && readFile(document.uri)),
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === "untitled") this.#controller.items.delete(uri.toString())
      }),
      workspace.onDidSaveTextDocument(() => this.#runAgain.soon()),
      this.#session.server.onDidReadFiles(() => {
        for (const file of this.#files()) if (file.children.size === 0) void this.#read(file)
        this.#runAgain.soon()
      }),
    )
  }

  #fileItem(uri: Uri): TestItem {
    const id = uri.toString()
    const known = this.#controller.items.get(id)
    if (known) return known
    const item = this.#controller.createTestItem(id, workspace.asRelativePath(uri), uri)
    item.canResolveChildren = true
    this.#controller.items.add(item)
    return item
  }

  /** That there are files with claims is no reason to start the server: an item that is opened is. */
  async #readIfRunning(file: TestItem): Promise<void> {
    if (this.#session.server.client.isRunning()) await this.#read(file)
  }

  /** The claims as the file has them now: those whose words are the same stay the items that they were. */
  async #read(file: TestItem): Promise<void> {
    const { server } = this.#session
    await server.start()
    const { client } = server
    if (!file.uri || !client.isRunning()) return
    const params = { uri: client.code2ProtocolConverter.asUri(file.uri) }
    const claims = await client.sendRequest<readonly ClaimItem[]>(claimsRequest, params)
    file.children.replace(claims.map((claim, order) => this.#claimItem(file, claim, order)))
  }

  #claimItem(file: TestItem, { id, label, range }: ClaimItem, order: number): TestItem {
    const item = file.children.get(id) ?? this.#controller.createTestItem(id, label, file.uri)
    item.range = asRange(range)
    item.sortText = `${order}`.padStart(6, "0")
    return item
  }

  async #start(request: TestRunRequest, token: CancellationToken): Promise<void> {
    if (request.continuous) {
      this.#continuous.add(request)
      token.onCancellationRequested(() => this.#continuous.delete(request))
    }
    await this.#run(request, token)
  }

  async #run(request: TestRunRequest, token?: CancellationToken): Promise<readonly ClaimResult[]> {
    const files = request.include ? request.include.map(item => item.parent ?? item) : [...this.#files()]
    // What was typed a moment ago may have changed them.
    await Promise.all([...new Set(files)].map(file => this.#read(file)))
    const { client } = this.#session.server
    return runClaims({ controller: this.#controller, client }, request, this.#wanted(request), token)
  }

  #wanted({ include, exclude = [] }: TestRunRequest): WantedClaims[] {
    return this.#files().flatMap(file => {
      if (!file.uri || exclude.includes(file)) return []
      const isWhole = include === undefined || include.includes(file)
      const claims = childrenOf(file).filter(one => (isWhole || include.includes(one)) && !exclude.includes(one))
      return claims.length === 0 ? [] : [{ uri: file.uri, claims: new Map(claims.map(claim => [claim.id, claim])) }]
    })
  }

  #files(): readonly TestItem[] {
    return [...this.#controller.items].map(([, file]) => file)
  }
}

/** Texts of the past, and of other schemes that the server is not told of, are none. */
function isFlow({ languageId, uri }: { readonly languageId: string; readonly uri: Uri }): boolean {
  return languageId === "nsgflow" && schemes.includes(uri.scheme)
}

function childrenOf(item: TestItem): readonly TestItem[] {
  return [...item.children].map(([, child]) => child)
}
