import { namesUsed, type UsedName } from "../expressions/names-used.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { isMap, itemsOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { type NamingText, type TemplateNames, templateNames, writtenFor } from "./arm-names.ts"

/** Where a value is written that an expression takes from a parameter's default or a variable, and the name of that. */
export interface ValueOrigin {
  readonly kind: "parameter" | "variable"
  readonly name: string
  readonly range: Range
}

/** Undefined where the text at `range` is no expression, or none of what it names is written as this value. */
export function valueOrigin({ text, roots }: SyntaxDocument, range: Range, value: string): ValueOrigin | undefined {
  const [root] = roots
  if (!isMap(root)) return undefined
  return originIn(text.slice(range.start, range.end), templateNames(root), value, mostSteps)
}

/** Variables name variables; a template that names itself in a circle ends here. */
const mostSteps = 8

function originIn(text: string, names: TemplateNames, value: string, steps: number): ValueOrigin | undefined {
  if (steps === 0 || !isExpression(text)) return undefined
  const { expression } = parseExpression(text)
  for (const used of expression ? namesUsed(expression) : []) {
    const found = writtenAs(used, writtenFor(used, names), value, steps)
    if (found) return found
  }
  return undefined
}

function writtenAs({ kind, name }: UsedName, written: NamingText | undefined, value: string, steps: number) {
  if (!written || kind === "function") return undefined
  for (const node of valuesIn(written.node)) {
    if (node.kind !== "scalar") continue
    if (String(node.value) === value) return { kind, name, range: node.range }
    const found = typeof node.value === "string" && originIn(node.value, written.names, value, steps - 1)
    if (found) return found
  }
  return undefined
}

function valuesIn(node: Node): readonly Node[] {
  return node.kind === "list" ? itemsOf(node) : [node]
}
