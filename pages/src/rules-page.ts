import * as l10n from "@vscode/l10n"
import type { DrawnView, GroupView, PassageView } from "../../server/src/protocol.ts"
import { element } from "./elements.ts"
import { keep, keptState, placeLink, tell } from "./host.ts"
import type { RulesContent, TableLook } from "./messages.ts"
import { passage } from "./passage.ts"
import { picturesOf } from "./pictures.ts"
import { lookedAt } from "./rule-columns.ts"
import { rulesTable } from "./rules-table.ts"

const usualLook: TableLook = { filter: "", hasDefaults: true }

/**
 * The effective rules: what they are of, the levels of a subnet or network interface and what gets through them, a filter, tables
 * that can be sorted, and of groups what gets through each.
 */
export function rulesPage(content: RulesContent): readonly Node[] {
  const { title, view } = content
  let look = keptState().look ?? usualLook
  const tables = element("div")
  const count = element("output", { "aria-live": "polite" })
  const draw = () => {
    tables.replaceChildren(...view.groups.map(group => groupSection(group, look, sortBy)))
    count.textContent = countText(view.groups, look)
  }
  const change = (changed: TableLook) => {
    look = changed
    keep({ look })
    draw()
  }
  const sortBy = (column: number) => {
    const focused = focusedTable(tables)
    change(sorted(look, column))
    focusHeader(tables, focused, column)
  }
  draw()
  const pictures = picturesOf(content).map(({ picture }) => picture)
  const exposure = (one: PassageView, title: string, showsLevels: boolean) =>
    passage(one, { title: `${one.direction} ${title}`, showsLevels, exportPicture: exporting(one.picture, pictures) })
  return [
    element("h1", {}, title),
    ...(view.passages ?? []).map(one => exposure(one, "levels", true)),
    toolbar(look, changed => change({ ...look, ...changed }), count),
    tables,
    ...view.groups.flatMap(({ name, passages = [] }) =>
      passages.map(one => exposure(one, `exposure of ${name}`, false)),
    ),
  ]
}

function exporting(picture: DrawnView | undefined, pictures: readonly DrawnView[]): () => void {
  return () => picture && tell({ exportPicture: pictures.indexOf(picture) })
}

/** Up, down, and back to evaluation order. */
function sorted({ sort, ...look }: TableLook, column: number): TableLook {
  if (sort?.column !== column) return { ...look, sort: { column, descending: false } }
  return sort.descending ? look : { ...look, sort: { column, descending: true } }
}

/** Sorting draws all tables anew; whoever sorted by keyboard goes on where they were. */
function focusedTable(tables: HTMLElement): number {
  return [...tables.querySelectorAll("table")].findIndex(one => one.contains(document.activeElement))
}

function focusHeader(tables: HTMLElement, place: number, column: number): void {
  tables.querySelectorAll("table")[place]?.querySelector<HTMLElement>(`[data-column="${column}"]`)?.focus()
}

function toolbar(
  { filter, hasDefaults }: TableLook,
  onChange: (changed: Partial<TableLook>) => void,
  count: HTMLElement,
): HTMLElement {
  const text = element("input", {
    type: "search",
    id: "filter",
    value: filter,
    placeholder: l10n.t`name, address, port, Deny…`,
  })
  text.addEventListener("input", () => onChange({ filter: text.value }))
  const box = element("input", { type: "checkbox", id: "defaults", checked: hasDefaults })
  box.addEventListener("change", () => onChange({ hasDefaults: box.checked }))
  return element(
    "div",
    { class: "toolbar", role: "search", "aria-label": l10n.t`Rules` },
    element("label", { for: "filter" }, l10n.t`Filter`),
    text,
    element("label", { for: "defaults" }, box, l10n.t`Default rules`),
    count,
  )
}

function countText(groups: readonly GroupView[], look: TableLook): string {
  const all = groups.flatMap(({ sections }) => sections)
  const shown = all.reduce((sum, { rules }) => sum + lookedAt(rules, look).length, 0)
  const total = all.reduce((sum, { rules }) => sum + rules.length, 0)
  return shown === total ? l10n.t`${total} rules` : l10n.t`${shown} of ${total} rules`
}

function groupSection(group: GroupView, look: TableLook, onSort: (column: number) => void): HTMLElement {
  const { name, location, presence, sections, notes } = group
  return element(
    "section",
    {},
    element("h2", {}, placeLink(name, location)),
    presence === undefined ? undefined : element("p", {}, presence),
    ...sections.map(section => rulesTable(name, section, look, onSort)),
    ...notes.map(note => element("p", { class: "note" }, note)),
  )
}
