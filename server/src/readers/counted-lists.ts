import type { SyntaxDocument } from "../syntax/document.ts"
import type { Node } from "../syntax/node.ts"
import { hasWord } from "../syntax/words.ts"

/** Windows PowerShell prints some lists as objects: `{ "value": [ … ], "Count": 2 }`. Here they are lists again. */
export function withPlainLists(document: SyntaxDocument): SyntaxDocument {
  if (document.language !== "json" || !hasWord(document, '"Count"')) return document
  return { ...document, roots: document.roots.map(plain) }
}

function plain(node: Node): Node {
  if (node.kind === "list") return { ...node, items: node.items.map(plain) }
  if (node.kind !== "map") return node
  const [value, count, ...others] = node.entries
  const isCounted = value?.key === "value" && count?.key === "Count" && others.length === 0
  if (isCounted && value.value.kind === "list") return plain(value.value)
  return { ...node, entries: node.entries.map(entry => ({ ...entry, value: plain(entry.value) })) }
}
