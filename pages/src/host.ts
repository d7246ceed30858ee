import * as l10n from "@vscode/l10n"
import type { Location } from "../../server/src/protocol.ts"
import { button } from "./elements.ts"
import type { FromPage, PageState } from "./messages.ts"

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  getState(): PageState | undefined
  setState(state: PageState): void
}

/** VS Code, as a page has it; it may be asked for once. */
const host = acquireVsCodeApi()

export function tell(message: FromPage): void {
  host.postMessage(message)
}

export function keptState(): PageState {
  return host.getState() ?? {}
}

export function keep(changed: PageState): void {
  host.setState({ ...keptState(), ...changed })
}

/** Words that lead to a place in a document; without a place they are only words. */
export function placeLink(text: string, location: Location | undefined): HTMLElement | string {
  if (!location) return text
  return button(text, () => tell({ place: location }), { class: "link", title: l10n.t`Go to its line` })
}
