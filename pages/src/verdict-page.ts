import * as l10n from "@vscode/l10n"
import type { TextPart, TraceView, VerdictView } from "../../server/src/protocol.ts"
import { button, element } from "./elements.ts"
import { flowForm } from "./flow-form.ts"
import { keep, keptState, placeLink, tell } from "./host.ts"
import type { VerdictContent } from "./messages.ts"
import { triedTable } from "./tried-table.ts"

/** A verdict: the word and what decides, what settles it where it depends, what it rests on, and what was tried. */
export function verdictPage(content: VerdictContent): readonly Node[] {
  const { view, title } = content
  if (!view) return [element("h1", {}, title), flowForm(content), actions(content)]
  return [heading(view), actions(content), ...remarks(view.remarks), ...traces(view.traces), another(content)]
}

function actions({ view, settle }: VerdictContent): HTMLElement {
  const ways = settle.map(({ label, prefixes }) => button(label, () => tell({ settle: prefixes })))
  return element(
    "div",
    { class: "actions" },
    ...ways,
    button(view ? l10n.t`Verify another flow…` : l10n.t`Type it as a line…`, () => tell({ verifyAnother: true })),
    view && isCertain(view) ? button(l10n.t`Save as expectation…`, () => tell({ saveExpectation: true })) : undefined,
  )
}

/** The form asks for what it offers when it is opened; it stays open when the answer is drawn anew. */
function another(content: VerdictContent): HTMLElement {
  const made = element("details", { id: "another" }, element("summary", {}, l10n.t`Change the flow in a form`))
  const open = () => {
    keep({ isFormOpen: made.open })
    if (made.open && !made.querySelector("form")) made.append(flowForm(content))
  }
  made.open = keptState().isFormOpen === true
  if (made.open) open()
  made.addEventListener("toggle", open)
  return made
}

/** Only what is so for all of a flow can be expected of it. */
function isCertain({ word }: VerdictView): boolean {
  return word === "Allow" || word === "Deny"
}

function heading({ word, shownWord, sentence }: VerdictView): HTMLElement {
  return element(
    "h1",
    { class: "verdict" },
    element("span", { class: `word ${word.toLowerCase()}` }, shownWord),
    " ",
    ...sentence.map(({ text, location }: TextPart) => placeLink(text, location)),
  )
}

function remarks(sentences: readonly string[]): readonly HTMLElement[] {
  if (sentences.length === 0) return []
  return [element("ul", {}, ...sentences.map(sentence => element("li", {}, sentence)))]
}

/** Of one NSG its trace stands open; of a path each level is a line, and its trace is opened by whoever wants it. */
function traces(views: readonly TraceView[]): readonly HTMLElement[] {
  const [only] = views
  if (views.length === 0) return []
  if (only && views.length === 1 && only.by === "") return only.tried.length > 0 ? [triedTable(only)] : []
  return [
    element("h2", {}, l10n.t`Levels, in the order in which they are passed`),
    element("ol", { class: "levels" }, ...views.map(levelItem)),
  ]
}

function levelItem(trace: TraceView): HTMLElement {
  const { title, word, shownWord, by, location, blocks, tried } = trace
  return element(
    "li",
    { class: blocks ? "blocks" : undefined },
    element("span", { class: `word ${word.toLowerCase()}` }, shownWord),
    " ",
    element("strong", {}, title),
    ": ",
    placeLink(by, location),
    blocks ? element("span", { class: "mark" }, l10n.t`blocks here`) : undefined,
    tried.length > 0
      ? element("details", {}, element("summary", {}, l10n.t`Rules tried (${tried.length})`), triedTable(trace))
      : undefined,
  )
}
