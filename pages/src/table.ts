import type { Column } from "./columns.ts"
import { element } from "./elements.ts"

/**
 * A table whose roles are stated: on a narrow page its rows are laid out as cards, and a browser takes what is no longer laid
 * out as a table for none.
 */
export function table(
  caption: string,
  head: readonly HTMLTableCellElement[],
  rows: readonly HTMLTableRowElement[],
): HTMLTableElement {
  return element(
    "table",
    { role: "table" },
    element("caption", {}, caption),
    element("thead", { role: "rowgroup" }, row(head)),
    element("tbody", { role: "rowgroup" }, ...rows),
  )
}

export function row(cells: readonly HTMLTableCellElement[], kind?: string): HTMLTableRowElement {
  return element("tr", { role: "row", class: kind }, ...cells)
}

export function columnHeader(
  { name, kind }: Column,
  {
    content = name,
    sort,
  }: { readonly content?: Node | string; readonly sort?: "ascending" | "descending" | "none" } = {},
): HTMLTableCellElement {
  return element("th", { role: "columnheader", scope: "col", "data-kind": kind, "aria-sort": sort }, content)
}

/** It has its column's name, which a card shows. */
export function cell({ name, kind }: Column, ...content: readonly (Node | string | undefined)[]): HTMLTableCellElement {
  return element("td", { role: "cell", "data-kind": kind, "data-label": name }, ...content)
}

export function rowHeader(
  { name, kind }: Column,
  ...content: readonly (Node | string | undefined)[]
): HTMLTableCellElement {
  return element("th", { role: "rowheader", scope: "row", "data-kind": kind, "data-label": name }, ...content)
}
