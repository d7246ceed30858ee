import { commands, type Disposable, type ExtensionContext, Uri, window } from "vscode"
import type { LanguageClient } from "vscode-languageclient/node"
import {
  type HeadTextParams,
  headMovedNotification,
  headTextRequest,
  type IndexState,
  indexStateNotification,
} from "../../server/src/protocol.ts"
import type { GitTexts } from "./git-texts.ts"
import { createLanguageClient } from "./language-client.ts"
import { restartCommand, ServerStatus } from "./server-status.ts"

/** The language server behind the extension: started, followed, and started anew when the user asks for it. */
export class LanguageServer implements Disposable {
  readonly #context: ExtensionContext
  readonly #log = window.createOutputChannel("Azure NSG", { log: true })
  readonly #status = new ServerStatus()
  readonly #git: GitTexts
  readonly #heads: Disposable
  #client: LanguageClient

  constructor(context: ExtensionContext, git: GitTexts) {
    this.#context = context
    this.#git = git
    this.#heads = git.onDidMoveHead(() => {
      if (this.#client.isRunning()) void this.#client.sendNotification(headMovedNotification)
    })
    this.#client = this.#createClient()
  }

  get client(): LanguageClient {
    return this.#client
  }

  /** Never rejects: that the server does not come up is shown, and the commands stay there to try again. */
  async start(): Promise<void> {
    this.#status.running()
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
    await this.start()
  }

  showLog(): void {
    this.#log.show()
  }

  async dispose(): Promise<void> {
    this.#heads.dispose()
    await this.#client.dispose().catch(() => {})
    this.#status.dispose()
    this.#log.dispose()
  }

  #createClient(): LanguageClient {
    const client = createLanguageClient(this.#context, this.#log, () => client === this.#client && this.#giveUp())
    client.onRequest(
      headTextRequest,
      async ({ uri }: HeadTextParams) => (await this.#git.textOf(Uri.parse(uri), "HEAD")) ?? null,
    )
    client.onNotification(indexStateNotification, (state: IndexState) => this.#status.knows(state))
    return client
  }

  #giveUp(): void {
    this.#status.stopped()
    void this.#offerRestart()
  }

  async #offerRestart(): Promise<void> {
    const message =
      "Azure NSG stopped: its language server keeps crashing. Files are not checked until it is restarted."
    const chosen = await window.showErrorMessage(message, "Restart", "Show Log")
    if (chosen === "Restart") await commands.executeCommand(restartCommand)
    if (chosen === "Show Log") this.#log.show()
  }
}
