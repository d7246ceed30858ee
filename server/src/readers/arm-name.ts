import type { Environment } from "../expressions/environment.ts"
import { evaluate } from "../expressions/evaluate.ts"
import { expand } from "../expressions/expand.ts"
import type { Expression } from "../expressions/expression.ts"
import { isExpression } from "../expressions/parse.ts"
import type { Value } from "../expressions/value.ts"
import type { Node } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"
import { formatParts, oneSpelling } from "./arm-spelling.ts"
import { placeholderIdentity } from "./expression-text.ts"

/** One part of a resource's name, as between the slashes of "nsg/rule". */
export interface NameSegment {
  /** Its text as known here, or the expression in brackets. */
  readonly text: string
  /** Equal for the same text without case, and for the same unknown value however it is put together. */
  readonly key: string
  /** All of the text is known, so that it holds no other slash: nothing of it is a placeholder. */
  readonly isKnown: boolean
}

/** Too few segments, or too many. */
export type NameFault = "name-without-group" | "name-with-group" | "name-with-slashes"

/**
 * What ARM has against the number of a rule's own segments: alone it is named "group/rule", and in its group by itself.
 * A parameter may be given another value, which is nobody's fault here.
 */
export function segmentFault(
  own: readonly NameSegment[],
  name: Node | undefined,
  isInGroup: boolean,
): NameFault | undefined {
  const [first] = own
  const text = name?.kind === "scalar" ? String(name.value) : ""
  if (!first || /\bparameters\s*\(/i.test(text)) return undefined
  if (isInGroup) return own.length > 1 ? "name-with-group" : undefined
  if (own.length > 2 && own.every(({ isKnown }) => isKnown)) return "name-with-slashes"
  return own.length === 1 && first.isKnown && first.text !== "" ? "name-without-group" : undefined
}

/**
 * The segments of a resource's name, evaluated. Where a part of it is unknown, `concat` and `format` are seen through,
 * for that is how names of child resources are written: `[concat(variables('nsg'), '/ssh')]`.
 */
export function nameSegments(name: Node | undefined, environment: Environment): readonly NameSegment[] {
  if (!name) return []
  const { evaluation } = environment
  const before = evaluation.emptyDefaultsRead
  const value = expand(name, environment)
  if (value.kind === "scalar") {
    const segments = splitAtSlashes([String(value.value ?? "")]).map(segmentOf)
    const isOpen = evaluation.emptyDefaultsRead > before
    return isOpen ? segments.map(segment => filledIn(segment, name)) : segments
  }
  const text = value.kind === "unknown" ? value.text : undefined
  // A text that lacks one of its brackets is no expression, and is shown as it is written.
  const { expression } = text === undefined || !isExpression(text) ? {} : environment.evaluation.parse(text)
  if (text === undefined || !expression) return [{ text: text ?? "(unknown)", key: keyOf(value), isKnown: false }]
  return splitAtSlashes(piecesOf(expression, { text, environment, range: name.range })).map(segmentOf)
}

/** A part of the name that is empty only by the template's own defaults is shown as the expression. */
function filledIn(segment: NameSegment, name: Node): NameSegment {
  const written = segment.text === "" && name.kind === "scalar" ? String(name.value) : undefined
  return written === undefined ? segment : { ...segment, text: written }
}

/** A known text, or a part that is not. */
type Piece = string | { readonly source: string; readonly identity: string }

interface NameText {
  readonly text: string
  readonly environment: Environment
  readonly range: Node["range"]
}

function piecesOf(expression: Expression, name: NameText): readonly Piece[] {
  const value = evaluate(expression, name.environment, name.range)
  if (value.kind === "scalar") return [String(value.value ?? "")]
  const call = expression.kind === "call" ? expression.name.toLowerCase() : ""
  if (expression.kind === "call" && call === "concat") return expression.args.flatMap(arg => piecesOf(arg, name))
  const formatted = expression.kind === "call" && call === "format" ? formatParts(expression.args) : undefined
  const source = name.text.slice(expression.range.start, expression.range.end)
  const pieces = formatted?.flatMap(part => (typeof part === "string" ? [part] : piecesOf(part, name)))
  return pieces ?? [{ source, identity: keyOf(value) }]
}

function keyOf(value: Value): string {
  return value.kind === "unknown" ? value.unknown.identity : `${value.kind} ${localMark(value.range.start)}`
}

/** Azure's resource ids are no longer. */
const longestName = 2048

/** Known texts that stand side by side become one. */
function splitAtSlashes(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  let segment: Piece[] = []
  const segments = [segment]
  for (const piece of pieces) {
    const isName = typeof piece === "string" && piece.length <= longestName
    for (const [index, part] of (isName ? piece.split("/") : [piece]).entries()) {
      if (index > 0) {
        segment = []
        segments.push(segment)
      }
      const last = segment.at(-1)
      if (typeof part === "string" && typeof last === "string") segment.splice(-1, 1, last + part)
      else if (part !== "") segment.push(part)
    }
  }
  return segments
}

function segmentOf(pieces: readonly Piece[]): NameSegment {
  const keys = pieces.map(piece =>
    typeof piece === "string" ? `'${piece.toLowerCase()}'` : oneSpelling(piece.identity),
  )
  const sources = pieces.map(piece => (typeof piece === "string" ? `'${piece}'` : piece.source))
  const isText = pieces.every(piece => typeof piece === "string")
  const shown = sources.length === 1 ? `[${sources[0]}]` : `[concat(${sources.join(", ")})]`
  const text = isText ? pieces.join("") : shown
  return { text, key: keys.join("+").replaceAll("'+'", ""), isKnown: isText && placeholderIdentity(text) === undefined }
}
