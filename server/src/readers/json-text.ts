import { defaultBounds } from "../syntax/bounds.ts"
import type { Node, Range, ScalarNode } from "../syntax/node.ts"
import { parseText } from "../syntax/parse.ts"
import { isPlaceholder } from "./expression-text.ts"

/** The object that a text is JSON of, as exports have it that went through a table: every value stands where it is written. */
export function jsonInText(node: ScalarNode, text: string): Node | undefined {
  const { value, quoted, range } = node
  if (typeof value !== "string" || !quoted || !/^\s*\{/.test(value) || isPlaceholder(value)) return undefined
  const { roots, problems } = parseText(value, "json", defaultBounds)
  const [root] = roots
  return root?.kind === "map" && problems.length === 0 ? placed(root, placesIn(text, range)) : undefined
}

/** Where each character of a text stands in the document, and where its end. */
function placesIn(text: string, { start, end }: Range): readonly number[] {
  const places: number[] = []
  for (let at = start; at < end; at += text[at] !== "\\" ? 1 : text[at + 1] === "u" ? 6 : 2) places.push(at)
  return [...places, end]
}

function placed(node: Node, places: readonly number[]): Node {
  const rangeOf = ({ start, end }: Range): Range => ({ start: places[start] ?? 0, end: places[end] ?? 0 })
  const range = rangeOf(node.range)
  if (node.kind === "list") return { ...node, range, items: node.items.map(item => placed(item, places)) }
  if (node.kind === "map") {
    const entries = node.entries.map(({ key, keyRange, value }) => {
      return { key, keyRange: rangeOf(keyRange), value: placed(value, places) }
    })
    return { ...node, range, entries }
  }
  if (node.kind !== "scalar") return { ...node, range }
  // Its quotes have a backslash before them.
  const { quoted: _, ...plain } = node
  return { ...plain, range }
}
