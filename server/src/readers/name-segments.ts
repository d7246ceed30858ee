import type { Expression } from "../expressions/expression.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import { expressionText } from "./expression-text.ts"

/** One part of a resource's name, as between the slashes of "nsg/rule". */
export interface NameSegment {
  /** The literal text, or the expression in brackets. */
  readonly text: string
  /** Equal for the same text without case, and for the same expression however it is put together. */
  readonly key: string
}

/**
 * The segments of a name. Of an expression, `concat` and `format` are seen through, for that is how names of child
 * resources are written: `[concat(variables('nsg'), '/ssh')]` and `[format('{0}/{1}', variables('nsg'), 'ssh')]`.
 */
export function nameSegments(text: string): readonly NameSegment[] {
  if (!isExpression(text)) return text.split("/").map(part => ({ text: part, key: literalKey(part) }))
  const { expression } = parseExpression(text)
  if (!expression) return [{ text, key: text }]
  return splitAtSlashes(piecesOf(expression)).map(segment)
}

/** A literal text, or an expression as it is. */
type Piece = string | Expression

function piecesOf(expression: Expression): readonly Piece[] {
  if (expression.kind === "literal") return [String(expression.value)]
  if (expression.kind !== "call") return [expression]
  const name = expression.name.toLowerCase()
  if (name === "concat") return expression.args.flatMap(piecesOf)
  return (name === "format" && formatPieces(expression.args)) || [expression]
}

/** The pieces of `format`; undefined where its pattern is no literal or uses more than plain `{0}`. */
function formatPieces([pattern, ...args]: readonly Expression[]): readonly Piece[] | undefined {
  if (pattern?.kind !== "literal" || /\{\{|\}\}|\{\d+[^}\d]/.test(String(pattern.value))) return undefined
  const parts = String(pattern.value).split(/\{(\d+)\}/)
  return parts.flatMap((part, index) => {
    if (index % 2 === 0) return [part]
    const arg = args[Number(part)]
    return arg ? piecesOf(arg) : []
  })
}

function splitAtSlashes(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const segments: Piece[][] = [[]]
  for (const piece of pieces) {
    const [first, ...others] = typeof piece === "string" ? piece.split("/") : [piece]
    if (first) segments.at(-1)?.push(first)
    for (const other of others) segments.push(other ? [other] : [])
  }
  return segments
}

function segment(pieces: readonly Piece[]): NameSegment {
  if (pieces.every(piece => typeof piece === "string")) {
    const text = pieces.join("")
    return { text, key: literalKey(text) }
  }
  const texts = pieces.map(piece => (typeof piece === "string" ? `'${piece}'` : expressionText(piece)))
  const text = texts.length === 1 ? `[${texts[0]}]` : `[concat(${texts.join(", ")})]`
  return { text, key: texts.join("+").toLowerCase() }
}

function literalKey(text: string): string {
  return `'${text.toLowerCase()}'`
}
