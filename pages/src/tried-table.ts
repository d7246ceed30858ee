import * as l10n from "@vscode/l10n"
import type { TraceView, TriedRuleView } from "../../server/src/protocol.ts"
import { columns, partColumns } from "./columns.ts"
import { element, spoken } from "./elements.ts"
import { placeLink } from "./host.ts"
import { cell, columnHeader, row, rowHeader, table } from "./table.ts"

const signs = {
  yes: ["✓", l10n.t`matches: `],
  no: ["✗", l10n.t`does not match: `],
  open: ["?", l10n.t`matches part of it, or not known: `],
} as const

/** Every rule that was tried, and which of its parts match. */
export function triedTable({ title, tried }: TraceView): HTMLElement {
  const head = [columns.priority, columns.rule, columns.access, ...partColumns].map(column => columnHeader(column))
  return element(
    "div",
    {},
    table(l10n.t`Rules of ${title} that were tried, in evaluation order`, head, tried.map(triedRow)),
    element("p", { class: "note" }, l10n.t`✓ matches, ✗ does not, ? matches part of the flow, or not known.`),
  )
}

function triedRow({ priority, name, access, parts, role, decides, location }: TriedRuleView): HTMLTableRowElement {
  const cells = [
    cell(columns.priority, priority),
    rowHeader(columns.rule, placeLink(name, location), role ? element("div", { class: "remark" }, role) : undefined),
    cell(columns.access, access),
    ...partColumns.flatMap((column, place) => {
      const part = parts[place]
      if (!part) return []
      const { text, match } = part
      const [sign, words] = signs[match]
      const mark = element("span", { class: `match ${match}`, "aria-hidden": "true" }, sign)
      return cell(column, mark, spoken(words), text)
    }),
  ]
  return row(cells, decides ? "deciding" : undefined)
}
