import type { TraceView, TriedRuleView } from "../../server/src/protocol.ts"
import { element, spoken } from "./elements.ts"
import { placeLink } from "./host.ts"
import { cell, columnHeader, row, rowHeader, table } from "./table.ts"

const partNames = ["Protocol", "Source", "Source ports", "Destination", "Ports"]
const signs = {
  yes: ["✓", "matches: "],
  no: ["✗", "does not match: "],
  open: ["?", "matches part of it, or not known: "],
} as const

/** Every rule that was tried, and which of its parts match. */
export function triedTable({ title, tried }: TraceView): HTMLElement {
  const head = ["Priority", "Rule", "Access", ...partNames].map(name => columnHeader(name))
  return element(
    "div",
    {},
    table(`Rules of ${title} that were tried, in evaluation order`, head, tried.map(triedRow)),
    element("p", { class: "note" }, "✓ matches, ✗ does not, ? matches part of the flow, or not known."),
  )
}

function triedRow({ priority, name, access, parts, role, location }: TriedRuleView): HTMLTableRowElement {
  const cells = [
    cell("Priority", priority),
    rowHeader("Rule", placeLink(name, location), role ? element("div", { class: "remark" }, role) : undefined),
    cell("Access", access),
    ...parts.map(({ text, match }, place) => {
      const [sign, words] = signs[match]
      const mark = element("span", { class: `match ${match}`, "aria-hidden": "true" }, sign)
      return cell(partNames[place] ?? "", mark, spoken(words), text)
    }),
  ]
  return row(cells, role?.includes("decide") ? "deciding" : undefined)
}
