import type { SyntaxDocument } from "../syntax/document.ts"
import { isList, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, ListNode, MapNode, Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { hasWord } from "../syntax/words.ts"
import { jsonInText } from "./json-text.ts"

/**
 * A document in which every row is an object, also where Resource Graph answered with a table of columns and rows, its
 * query took single properties (`project name, properties.securityRules` names a column `properties_securityRules`), or an
 * export has an object's `properties` as the text of their JSON.
 */
export function withTableRows(document: SyntaxDocument): SyntaxDocument {
  const { language, text, roots } = document
  if (language !== "json") return document
  const isTable = hasWord(document, '"columns"') && hasWord(document, '"rows"')
  const isTold = isTable || hasWord(document, '"properties_') || propertiesInText.test(text)
  if (!isTold) return document
  return { ...document, roots: roots.map(root => withRows(root, text)) }
}

const propertiesInText = /"properties"\s*:\s*"\s*\{/i

function withRows(node: Node, text: string): Node {
  if (isList(node)) return { ...node, items: node.items.map(item => withRows(item, text)) }
  if (!isMap(node)) return node
  const rows = rowsOf(node)
  if (rows) return { ...rows, items: rows.items.map(row => withRows(row, text)) }
  return { ...node, entries: withProperties(node).map(entry => ({ ...entry, value: cellValue(entry, text) })) }
}

/** A row's entries with those that are named for a part of its `properties` under one of that name. */
function withProperties({ entries }: MapNode): readonly Entry[] {
  const parts = entries.filter(({ key }) => projected.test(key))
  const [first] = parts
  if (!first || entries.some(({ key }) => key === "properties")) return entries
  const range = { start: first.keyRange.start, end: parts.at(-1)?.value.range.end ?? first.value.range.end }
  const value: MapNode = { kind: "map", range, entries: parts.map(withoutPrefix) }
  return [...entries.filter(entry => !parts.includes(entry)), { key: "properties", keyRange: first.keyRange, value }]
}

const projected = /^properties_(?=[a-z])/

function withoutPrefix(entry: Entry): Entry {
  const key = entry.key.replace(projected, "")
  return { ...entry, key, keyRange: { start: entry.keyRange.end - key.length, end: entry.keyRange.end } }
}

function cellValue({ key, value }: Entry, text: string): Node {
  const held = value.kind === "scalar" && key.toLowerCase() === "properties" ? jsonInText(value, text) : undefined
  return withRows(held ?? value, text)
}

/** The rows of a table as objects: each cell under the name of its column. */
function rowsOf(table: MapNode): ListNode | undefined {
  const [columns, rows] = [member(table, "columns"), member(table, "rows")]
  const names = itemsOf(columns).map(column => textOf(member(column, "name")))
  if (!isList(rows) || names.length === 0 || names.includes(undefined) || !rows.items.every(isList)) return undefined
  return {
    ...rows,
    items: rows.items.map(row => {
      const entries = itemsOf(row).flatMap((value, place) => {
        const key = names[place]
        return key === undefined ? [] : [{ key, keyRange: startOf(value.range), value }]
      })
      return { kind: "map", range: row.range, entries }
    }),
  }
}
