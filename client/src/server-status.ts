import { type Disposable, LanguageStatusSeverity, languages } from "vscode"
import type { IndexState } from "../../server/src/protocol.ts"
import { counted } from "./counted.ts"
import { documentSelector } from "./document-selector.ts"

export const restartCommand = "nsg.restartServer"

/** What the status bar says of the language server, beside the language of a file that it is told of. */
export class ServerStatus implements Disposable {
  readonly #item = languages.createLanguageStatusItem("nsg.server", documentSelector)

  constructor() {
    this.#item.name = "Azure NSG"
    this.running()
  }

  running(): void {
    this.#item.text = "Azure NSG"
    this.#item.detail = "Checks network security groups"
    this.#item.severity = LanguageStatusSeverity.Information
    this.#item.command = undefined
  }

  /** What the answers about this file may rest on besides itself. */
  knows({ files, groups, left }: IndexState): void {
    this.#item.busy = left > 0
    this.#item.detail =
      left > 0
        ? `Reading the workspace, ${counted(left, "file")} left`
        : `${counted(groups, "NSG")} in ${counted(files, "file")}`
  }

  /** The files on the screen keep their last findings: without a word nobody would know that they are old. */
  stopped(): void {
    this.#item.busy = false
    this.#item.text = "Azure NSG stopped"
    this.#item.detail = "Files are not checked"
    this.#item.severity = LanguageStatusSeverity.Error
    this.#item.command = { title: "Restart", command: restartCommand }
  }

  dispose(): void {
    this.#item.dispose()
  }
}
