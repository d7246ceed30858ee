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

export function columnHeader(content: Node | string, sort?: "ascending" | "descending" | "none"): HTMLTableCellElement {
  return element("th", { role: "columnheader", scope: "col", "aria-sort": sort }, content)
}

/** `label` is the column's name, which a card shows. */
export function cell(label: string, ...content: readonly (Node | string | undefined)[]): HTMLTableCellElement {
  return element("td", { role: "cell", "data-label": label }, ...content)
}

export function rowHeader(label: string, ...content: readonly (Node | string | undefined)[]): HTMLTableCellElement {
  return element("th", { role: "rowheader", scope: "row", "data-label": label }, ...content)
}
