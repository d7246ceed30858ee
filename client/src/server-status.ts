import { type Disposable, LanguageStatusSeverity, languages } from "vscode"
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
    this.#item.detail = "checks network security groups"
    this.#item.severity = LanguageStatusSeverity.Information
    this.#item.command = undefined
  }

  /** The files on the screen keep their last findings: without a word nobody would know that they are old. */
  stopped(): void {
    this.#item.text = "Azure NSG stopped"
    this.#item.detail = "files are not checked"
    this.#item.severity = LanguageStatusSeverity.Error
    this.#item.command = { title: "Restart", command: restartCommand }
  }

  dispose(): void {
    this.#item.dispose()
  }
}
