import * as l10n from "@vscode/l10n"
import type { FlowChoices } from "../../server/src/protocol.ts"
import { element } from "./elements.ts"
import { fieldsOf, lineOf } from "./flow-line.ts"
import { keep, keptState, tell } from "./host.ts"
import type { FlowFields, VerdictContent } from "./messages.ts"

const noFields = {
  protocol: "tcp",
  source: "",
  sourcePort: "",
  destination: "",
  destinationPort: "",
}

let choices: FlowChoices = { ends: [], flows: [] }

/** What ends and flows are offered: asked for when the form is shown, as it takes a look at the workspace's files. */
export function takeChoices(told: FlowChoices): void {
  choices = told
  document.getElementById("flow-ends")?.replaceChildren(...endOptions())
  document.getElementById("flow-choice")?.replaceWith(flowChoice())
}

/** Why a flow cannot be verified. */
export function takeRefusal(problem: string): void {
  const place = document.getElementById("flow-problem")
  if (place) place.textContent = problem
}

let recent: readonly string[] = []

/** A flow in fields, for those who do not know the line. */
export function flowForm(content: VerdictContent): HTMLFormElement {
  const { request, isOfNetworks } = content
  recent = content.recent
  const made = element(
    "form",
    { id: "flow-form", "aria-label": l10n.t`Flow` },
    element("div", { class: "fields" }, labelled(l10n.t`Flows to start with`, flowChoice())),
    element(
      "div",
      { class: "fields" },
      ...flowFields(startOf(content), isOfNetworks),
      element("button", { type: "submit" }, l10n.t`Verify`),
    ),
    element("datalist", { id: "flow-ends" }, ...endOptions()),
    element("p", { id: "flow-problem", role: "alert" }),
  )
  made.addEventListener("input", () => keep({ typed: { of: request.flow, fields: typedIn(made) } }))
  made.addEventListener("submit", event => {
    event.preventDefault()
    takeRefusal("")
    tell({ verify: lineOf(typedIn(made)) })
  })
  tell({ choices: true })
  return made
}

/** What was typed outlasts an answer that is drawn anew; else the flow that was asked about. */
function startOf({ request, fields, isOfNetworks }: VerdictContent): FlowFields {
  const kept = keptState().typed
  if (kept?.of === request.flow) return kept.fields
  return fields ?? { ...noFields, direction: isOfNetworks ? "" : "inbound" }
}

function flowFields(fields: FlowFields, isOfNetworks: boolean): readonly HTMLElement[] {
  return [
    labelled(l10n.t`Direction`, select("direction", directions(isOfNetworks), fields.direction)),
    labelled(l10n.t`Protocol`, select("protocol", protocols, fields.protocol)),
    labelled(l10n.t`From`, end("source", fields.source, "203.0.113.7, Internet…")),
    labelled(l10n.t`From port`, port("sourcePort", fields.sourcePort)),
    labelled(l10n.t`To`, end("destination", fields.destination, "10.0.0.4…")),
    labelled(l10n.t`To port`, port("destinationPort", fields.destinationPort)),
  ]
}

function typedIn(form: HTMLFormElement): FlowFields {
  const value = (name: keyof FlowFields) =>
    form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)?.value ?? ""
  return {
    direction: value("direction"),
    protocol: value("protocol"),
    source: value("source"),
    sourcePort: value("sourcePort"),
    destination: value("destination"),
    destinationPort: value("destinationPort"),
  }
}

/** A flow that is chosen fills in the form; one that has no fields is verified as it is. */
function flowChoice(): HTMLSelectElement {
  const made = element(
    "select",
    { id: "flow-choice" },
    element("option", { value: "" }, l10n.t`Choose a flow…`),
    optionGroup(l10n.t`Recently verified`, recent),
    optionGroup(l10n.t`Expected in .nsgflow files`, choices.flows),
  )
  made.addEventListener("change", () => choose(made))
  return made
}

function choose(choice: HTMLSelectElement): void {
  const fields = fieldsOf(choice.value)
  if (!fields) {
    if (choice.value !== "") tell({ verify: choice.value })
    return
  }
  for (const [name, value] of Object.entries(fields)) {
    const field = choice.form?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)
    if (field) field.value = value
  }
}

function optionGroup(label: string, flows: readonly string[]): HTMLElement | undefined {
  if (flows.length === 0) return undefined
  return element("optgroup", { label }, ...flows.map(flow => element("option", { value: flow }, flow)))
}

function endOptions(): readonly HTMLOptionElement[] {
  return choices.ends.map(value => element("option", { value }))
}

type Options = readonly (readonly [value: string, text: string])[]

function directions(isOfNetworks: boolean): Options {
  const both: Options = [
    ["inbound", l10n.t`Inbound`],
    ["outbound", l10n.t`Outbound`],
  ]
  return isOfNetworks ? [["", l10n.t`The whole path`], ...both] : both
}

const protocols: Options = ["tcp", "udp", "icmp", "esp", "ah"].map(name => [name, name] as const)

function select(name: string, options: Options, value: string): HTMLSelectElement {
  return element(
    "select",
    { id: `flow-${name}`, name },
    ...options.map(([own, text]) => element("option", { value: own, selected: own === value }, text)),
  )
}

function end(name: string, value: string, placeholder: string): HTMLInputElement {
  return element("input", {
    ...{ id: `flow-${name}`, name, type: "text", value, placeholder },
    ...{ list: "flow-ends", required: true, spellcheck: "false", autocomplete: "off" },
  })
}

function port(name: string, value: string): HTMLInputElement {
  return element("input", {
    ...{ id: `flow-${name}`, name, type: "text", value, placeholder: l10n.t`any` },
    ...{ inputmode: "numeric", pattern: "\\d{1,5}|\\*", title: l10n.t`A port from 0 to 65535; empty for any` },
  })
}

function labelled(text: string, field: HTMLElement): HTMLElement {
  return element("label", { for: field.id }, element("span", {}, text), field)
}
