import { type Disposable, LanguageStatusSeverity, l10n, languages } from "vscode"
import type { IndexState } from "../../server/src/protocol.ts"
import { fileCount, groupCount } from "./counted.ts"
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
    this.#item.detail = l10n.t("Checks network security groups")
    this.#item.severity = LanguageStatusSeverity.Information
    this.#item.command = undefined
  }

  /** What the answers about this file may rest on besides itself. */
  knows({ files, groups, left }: IndexState): void {
    this.#item.busy = left > 0
    this.#item.detail =
      left > 0
        ? l10n.t("Reading the workspace, {0} left", fileCount(left))
        : l10n.t("{0} in {1}", groupCount(groups), fileCount(files))
  }

  /** The files on the screen keep their last findings: without a word nobody would know that they are old. */
  stopped(): void {
    this.#item.busy = false
    this.#item.text = l10n.t("Azure NSG stopped")
    this.#item.detail = l10n.t("Files are not checked")
    this.#item.severity = LanguageStatusSeverity.Error
    this.#item.command = { title: l10n.t("Restart"), command: restartCommand }
  }

  dispose(): void {
    this.#item.dispose()
  }
}
