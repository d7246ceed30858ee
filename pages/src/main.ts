// Before the others, whose texts it is about.
import "./texts.ts"

import * as l10n from "@vscode/l10n"
import { keep, tell } from "./host.ts"
import type { PageContent, ToPage } from "./messages.ts"
import { rulesPage } from "./rules-page.ts"
import { verdictPage } from "./verdict-page.ts"

const main = byId("answer")
const status = byId("status")

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if ("problem" in data) {
    status.textContent = l10n.t`Not up to date: ${data.problem}`
    return
  }
  show(data.content)
})
tell({ ready: true })

let last: string | undefined

/** Draws it anew: whoever was typing in the filter goes on typing. */
function show(content: PageContent): void {
  const focused = document.activeElement?.id
  keep({ request: content.request })
  main.replaceChildren(...(content.kind === "rules" ? rulesPage(content) : verdictPage(content)))
  main.removeAttribute("aria-busy")
  if (focused) document.getElementById(focused)?.focus()
  const answer = document.querySelector("h1.verdict")?.textContent ?? undefined
  status.textContent = answer !== undefined && last !== undefined && answer !== last ? l10n.t`Now: ${answer}` : ""
  last = answer
  const [rows, links] = ["tbody tr", "button.link"].map(selector => main.querySelectorAll(selector).length)
  tell({ shown: { rows: rows ?? 0, links: links ?? 0 } })
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no #${id}`)
  return found
}
