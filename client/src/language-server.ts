import { commands, type Disposable, EventEmitter, type ExtensionContext, extensions, l10n, Uri, window } from "vscode"
import type { BaseLanguageClient } from "vscode-languageclient"
import {
  type HeadTextParams,
  headMovedNotification,
  headTextRequest,
  type IndexState,
  type InitializationOptions,
  indexStateNotification,
  type StoredTagsParams,
  storedTagsNotification,
} from "../../server/src/protocol.ts"
import type { GitTexts } from "./git-texts.ts"
import { type CreateClient, createLanguageClient } from "./language-client.ts"
import { restartCommand, ServerStatus } from "./server-status.ts"
import { storedTags } from "./stored-tags.ts"

/** VS Code reports their syntax errors itself, and ARM Tools those of its two languages. */
const jsonLanguages = ["json", "jsonc", "arm-template", "arm-params"]

/** Reports those of YAML, where it is installed. */
const yamlExtension = "redhat.vscode-yaml"

/** The language server behind the extension: started, followed, and started anew when the user asks for it. */
export class LanguageServer implements Disposable {
  readonly #context: ExtensionContext
  readonly #log = window.createOutputChannel("Azure NSG", { log: true })
  readonly #status = new ServerStatus()
  readonly #git: GitTexts
  readonly #create: CreateClient
  readonly #heads: Disposable
  readonly #readFiles = new EventEmitter<void>()
  /** All files of the workspace are read as they are now. */
  readonly onDidReadFiles = this.#readFiles.event
  #client: BaseLanguageClient
  #started: Promise<void> | undefined
  /** Looked for before there is a server, which is not to wait for it. */
  #storedTags: Promise<Uri | undefined>
  /** The service tag file that was downloaded last. */
  #tags: Uri | undefined

  constructor(context: ExtensionContext, git: GitTexts, create: CreateClient) {
    this.#context = context
    this.#git = git
    this.#create = create
    this.#storedTags = storedTags(context)
    this.#heads = git.onDidMoveHead(() => {
      if (this.#client.isRunning()) void this.#client.sendNotification(headMovedNotification)
    })
    this.#client = this.#createClient()
  }

  get client(): BaseLanguageClient {
    return this.#client
  }

  /** Starts it, unless that was done before. Never rejects: what keeps it from coming up is shown, and may be tried again. */
  start(): Promise<void> {
    this.#started ??= this.#start()
    return this.#started
  }

  async #start(): Promise<void> {
    this.#status.running()
    this.#tags = await this.#storedTags
    try {
      await this.#client.start()
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error))
      this.#giveUp()
    }
  }

  /** With a new client, because one whose server did not come up cannot be started again. */
  async restart(): Promise<void> {
    const old = this.#client
    this.#client = this.#createClient()
    await old.dispose().catch(error => this.#log.warn(`The old language server did not stop: ${error}`))
    this.#storedTags = storedTags(this.#context)
    this.#started = this.#start()
    await this.#started
  }

  /** Takes a service tag file that has just been downloaded. */
  async useTags(file: Uri): Promise<void> {
    this.#tags = file
    const params: StoredTagsParams = { uri: this.#client.code2ProtocolConverter.asUri(file) }
    await this.#client.sendNotification(storedTagsNotification, params)
  }

  showLog(): void {
    this.#log.show()
  }

  async dispose(): Promise<void> {
    this.#heads.dispose()
    this.#readFiles.dispose()
    await this.#client.dispose().catch(() => {})
    this.#status.dispose()
    this.#log.dispose()
  }

  #createClient(): BaseLanguageClient {
    const client = createLanguageClient({
      create: this.#create,
      log: this.#log,
      initializationOptions: () => this.#initializationOptions(),
      onGivenUp: () => client === this.#client && this.#giveUp(),
    })
    client.onRequest(
      headTextRequest,
      async ({ uri }: HeadTextParams) => (await this.#git.textOf(Uri.parse(uri), "HEAD")) ?? null,
    )
    client.onNotification(indexStateNotification, (state: IndexState) => {
      this.#status.knows(state)
      if (state.left === 0) this.#readFiles.fire()
    })
    return client
  }

  #initializationOptions(): InitializationOptions {
    return {
      clientCommands: true,
      clientFiles: true,
      clientRevisions: true,
      clientTests: true,
      indexState: true,
      ...(l10n.bundle && { texts: l10n.bundle }),
      syntaxErrorsElsewhere: [...jsonLanguages, ...(extensions.getExtension(yamlExtension) ? ["yaml"] : [])],
      ...(this.#tags && { storedTags: this.#client.code2ProtocolConverter.asUri(this.#tags) }),
    }
  }

  #giveUp(): void {
    this.#status.stopped()
    void this.#offerRestart()
  }

  async #offerRestart(): Promise<void> {
    const message = l10n.t(
      "Azure NSG stopped: its language server keeps crashing. Files are not checked until it is restarted.",
    )
    const [restart, showLog] = [l10n.t("Restart"), l10n.t("Show Log")]
    const chosen = await window.showErrorMessage(message, restart, showLog)
    if (chosen === restart) await commands.executeCommand(restartCommand)
    if (chosen === showLog) this.#log.show()
  }
}
