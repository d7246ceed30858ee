import * as l10n from "@vscode/l10n"
import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver"
import type { IndexState } from "./workspace-index.ts"

/** Work that is done sooner is not worth a word. */
const patienceInMilliseconds = 1000

/** How far the reading is, shown when it takes long; cancelled there, it stops. */
export class IndexProgress {
  readonly #connection: Connection
  readonly #stop: () => void
  #started: number | undefined
  #reporter: WorkDoneProgressServerReporter | undefined
  #most = 0

  constructor(connection: Connection, stop: () => void) {
    this.#connection = connection
    this.#stop = stop
  }

  async tell({ left }: IndexState): Promise<void> {
    if (left === 0) return this.#end()
    this.#most = Math.max(this.#most, left)
    this.#started ??= Date.now()
    if (!this.#reporter && Date.now() - this.#started >= patienceInMilliseconds) await this.#begin()
    this.#reporter?.report(
      Math.round(100 - (100 * left) / this.#most),
      left === 1 ? l10n.t`1 file left` : l10n.t`${left} files left`,
    )
  }

  async #begin(): Promise<void> {
    this.#reporter = await this.#connection.window.createWorkDoneProgress()
    this.#reporter.begin(l10n.t`Azure NSG: reading the workspace`, 0, undefined, true)
    this.#reporter.token.onCancellationRequested(() => this.#stop())
  }

  #end(): void {
    this.#reporter?.done()
    this.#reporter = undefined
    this.#started = undefined
    this.#most = 0
  }
}
