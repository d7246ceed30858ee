// Before the others, whose texts it is about.
import "./texts.ts"

import * as l10n from "@vscode/l10n"
import { takeChoices, takeRefusal } from "./flow-form.ts"
import { keep, tell } from "./host.ts"
import type { PageContent, ToPage } from "./messages.ts"
import { rulesPage } from "./rules-page.ts"
import { topologyPage } from "./topology-page.ts"
import { verdictPage } from "./verdict-page.ts"

const main = byId("answer")
const status = byId("status")

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if ("problem" in data) refuse(data.problem)
  else if ("refused" in data) takeRefusal(data.refused)
  else if ("choices" in data) takeChoices(data.choices)
  else show(data.content)
})
tell({ ready: true })

/** The last answer stays, with a word that it is no more than that. */
function refuse(problem: string): void {
  status.classList.remove("spoken")
  status.textContent = l10n.t`Not up to date: ${problem}`
}

/** What was asked last, and its answer. */
let last: { readonly question: string; readonly answer: string } | undefined
let drawn: string | undefined

/** Draws what changed: whoever was typing in the filter goes on typing. */
function show(content: PageContent): void {
  keep({ request: content.request })
  const text = JSON.stringify(content)
  if (text !== drawn) draw(content)
  drawn = text
  // Where the group stands may move with every edit.
  announce(
    JSON.stringify({ ...content.request, at: undefined }),
    document.querySelector("h1.verdict")?.textContent ?? undefined,
  )
  const [rows, links] = ["tbody tr", "button.link, [data-place]"].map(
    selector => main.querySelectorAll(selector).length,
  )
  tell({ shown: { rows: rows ?? 0, links: links ?? 0 } })
}

/** The answer to another question is seen in its place: it is told to those alone who do not see it. */
function announce(question: string, answer: string | undefined): void {
  const isOther = answer !== undefined && last !== undefined && answer !== last.answer
  status.classList.toggle("spoken", question !== last?.question)
  status.textContent = isOther ? l10n.t`Now: ${answer}` : ""
  last = answer === undefined ? undefined : { question, answer }
}

function draw(content: PageContent): void {
  const focused = document.activeElement
  const place = focused?.getAttribute("data-place")
  main.replaceChildren(...nodesOf(content))
  main.removeAttribute("aria-busy")
  const same = place
    ? main.querySelector<SVGElement>(`[data-place="${place}"]`)
    : document.getElementById(focused?.id ?? "")
  same?.focus()
}

function nodesOf(content: PageContent): readonly Node[] {
  switch (content.kind) {
    case "rules":
      return rulesPage(content)
    case "verdict":
      return verdictPage(content)
    case "topology":
      return topologyPage(content)
  }
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no #${id}`)
  return found
}
