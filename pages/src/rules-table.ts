import * as l10n from "@vscode/l10n"
import type { RuleSection, RuleView } from "../../server/src/protocol.ts"
import { columns } from "./columns.ts"
import { button, element } from "./elements.ts"
import { placeLink, tell } from "./host.ts"
import type { TableLook } from "./messages.ts"
import { lookedAt, ruleColumns } from "./rule-columns.ts"
import { cell, columnHeader, row, rowHeader, table } from "./table.ts"

/** One direction of a group, as it is looked at. A click on a column's name sorts by it, a click on a rule leads to its line. */
export function rulesTable(
  group: string,
  { title, rules }: RuleSection,
  look: TableLook,
  onSort: (column: number) => void,
): HTMLTableElement {
  const head = ruleColumns.map(({ column }, place) =>
    columnHeader(column, {
      content: button(column.name, () => onSort(place), { class: "sort", "data-column": String(place) }),
      sort: sortOf(look, place),
    }),
  )
  const shown = lookedAt(rules, look)
  return table(l10n.t`${title} rules of ${group}`, head, shown.length > 0 ? shown.map(ruleRow) : [emptyRow()])
}

/** An empty table would look like one that is not there yet. */
function emptyRow(): HTMLTableRowElement {
  const nothing = { role: "cell", class: "note", colspan: `${ruleColumns.length}` }
  return row([element("td", nothing, l10n.t`No rule to show.`)])
}

function sortOf({ sort }: TableLook, column: number) {
  if (sort?.column !== column) return "none"
  return sort.descending ? "descending" : "ascending"
}

function ruleRow(rule: RuleView): HTMLTableRowElement {
  const cells = ruleColumns.map(({ column, text }) =>
    column === columns.rule
      ? rowHeader(column, placeLink(rule.name, rule.location), ...remarks(rule))
      : cell(column, text(rule)),
  )
  const made = row(cells, kindOf(rule))
  const { location } = rule
  if (location) made.addEventListener("click", event => isPlainClick(event) && tell({ place: location }))
  return made
}

/** Not one that a button in the row answers itself, nor one that ends a selection of text. */
function isPlainClick({ target }: MouseEvent): boolean {
  const isButton = target instanceof Element && target.closest("button") !== null
  return !isButton && (getSelection()?.isCollapsed ?? true)
}

function kindOf({ access, dead, isDefault, location }: RuleView): string {
  return [
    access.toLowerCase(),
    ...(dead ? ["dead"] : []),
    ...(isDefault ? ["default"] : []),
    ...(location ? ["placed"] : []),
  ]
    .filter(word => /^[a-z]+$/.test(word))
    .join(" ")
}

function remarks({ dead, note }: RuleView): readonly HTMLElement[] {
  return [
    ...(dead ? [element("div", { class: "remark" }, element("strong", {}, l10n.t`Never matches. `), dead)] : []),
    ...(note ? [element("div", { class: "remark" }, note)] : []),
  ]
}
