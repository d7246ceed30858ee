import { type Disposable, l10n, languages, StatusBarAlignment, window } from "vscode"
import { type Overview, overviewRequest } from "../../server/src/protocol.ts"
import { findingCount, groupCount } from "./counted.ts"
import { Debounced } from "./debounced.ts"
import { documentSelector } from "./document-selector.ts"
import type { Session } from "./session.ts"

export const actionsCommand = "nsg.showActions"

/** So long after the last change the counts are asked for. */
const pause = 500

/**
 * The item in the status bar: NSGs and findings; on it what they rest on. There only where there are NSGs; a click offers what
 * can be done.
 */
export class StatusItem implements Disposable {
  readonly #session: Session
  readonly #item = window.createStatusBarItem("nsg.status", StatusBarAlignment.Left)
  readonly #registrations: readonly Disposable[]
  readonly #update = new Debounced(pause, () => this.#show())

  constructor(session: Session) {
    this.#session = session
    this.#item.name = "Azure NSG"
    this.#item.command = actionsCommand
    this.#registrations = [
      languages.onDidChangeDiagnostics(() => this.#update.soon()),
      window.onDidChangeActiveTextEditor(() => this.#update.soon()),
      session.server.onDidReadFiles(() => this.#update.soon()),
    ]
    this.#update.soon()
  }

  dispose(): void {
    this.#update.dispose()
    for (const registration of this.#registrations) registration.dispose()
    this.#item.dispose()
  }

  async #show(): Promise<void> {
    const overview = await this.#overview()
    if (!overview || overview.groups === 0) {
      this.#item.hide()
      return
    }
    const findings = countFindings()
    const counts = [groupCount(overview.groups), findingCount(findings)]
    this.#item.text = `$(shield) ${counts.join(", ")}`
    this.#item.tooltip = [counts.join(", "), ...describe(overview)].join("\n")
    this.#item.accessibilityInformation = { label: `Azure NSG: ${counts.join(", ")}` }
    this.#item.show()
  }

  /** Nothing where the server does not run: the language status says so. */
  async #overview(): Promise<Overview | undefined> {
    const { client } = this.#session.server
    if (!client.isRunning()) return undefined
    const document = window.activeTextEditor?.document
    const isOurs = document && languages.match(documentSelector, document) > 0
    const uri = isOurs ? client.code2ProtocolConverter.asUri(document.uri) : ""
    return client.sendRequest<Overview>(overviewRequest, { uri }).catch(() => undefined)
  }
}

function describe({ profile, tagData }: Overview): readonly string[] {
  const tags = tagData === null ? l10n.t("No service tag data") : l10n.t("Service tag data: {0}", tagData)
  return [l10n.t("Profile: {0}", profile), tags]
}

function countFindings(): number {
  return languages
    .getDiagnostics()
    .reduce((sum, [, diagnostics]) => sum + diagnostics.filter(({ source }) => source === "nsg").length, 0)
}
