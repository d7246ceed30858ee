import { type Environment, openLambdaVariables, withLambdaVariables } from "../expressions/environment.ts"
import { evaluate } from "../expressions/evaluate.ts"
import { expand } from "../expressions/expand.ts"
import type { Expression } from "../expressions/expression.ts"
import { isExpression } from "../expressions/parse.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { type ExpressionPlace, placeOf } from "./arm-place.ts"
import type { ReadOptions } from "./dialect-reader.ts"

/** What the expression at a place of a template comes to. */
export interface Explanation {
  /** The part of the expression that is explained: the smallest call or access around the place. */
  readonly range: Range
  /** That part as written. */
  readonly text: string
  /** Its value; an unknown node says why it cannot be known, and a list or map may hold unknown parts. */
  readonly value: Node
  /** The loops around it: the value is that of their first iterations. */
  readonly loops: readonly string[]
}

/** Explains the expression at an offset of an ARM template; undefined where there is none. */
export function explainExpression(
  document: SyntaxDocument,
  offset: number,
  options?: ReadOptions,
): Explanation | undefined {
  const place = placeOf(document, offset, options)
  const text = textOf(place?.node)
  if (!place || text === undefined || !isExpression(text)) return undefined
  const { range } = place.node
  const whole = { range, text, value: expand(place.node, place.environment), loops: place.loops }
  // With escapes in the JSON, places in the expression are not places in the document.
  const isPlain = document.text.slice(range.start, range.end) === text
  const part = isPlain ? partAt(text, offset - range.start, place) : undefined
  if (!part) return whole
  return {
    range: { start: range.start + part.expression.range.start, end: range.start + part.expression.range.end },
    text: text.slice(part.expression.range.start, part.expression.range.end),
    value: evaluate(part.expression, part.environment, range),
    loops: place.loops,
  }
}

interface Part {
  readonly expression: Expression
  readonly environment: Environment
}

/** The smallest part around the offset that is no literal, and the variables of the lambdas around it. */
function partAt(text: string, offset: number, { environment }: ExpressionPlace): Part | undefined {
  const { expression } = environment.evaluation.parse(text)
  return expression && smallest({ expression, environment }, offset)
}

function smallest(part: Part, offset: number): Part | undefined {
  const { expression } = part
  const { start, end } = expression.range
  if (expression.kind === "literal" || offset < start || offset >= end) return undefined
  for (const inner of partsOf(part)) {
    const found = smallest(inner, offset)
    if (found) return found
  }
  return part
}

function partsOf({ expression, environment }: Part): readonly Part[] {
  if (expression.kind === "literal") return []
  if (expression.kind === "property") return [{ expression: expression.base, environment }]
  if (expression.kind === "index") {
    return [expression.base, expression.index].map(each => ({ expression: each, environment }))
  }
  if (expression.name.toLowerCase() !== "lambda")
    return expression.args.map(each => ({ expression: each, environment }))
  const names = expression.args.flatMap(arg => (arg.kind === "literal" ? String(arg.value) : []))
  const inner = withLambdaVariables(environment, openLambdaVariables(names))
  return expression.args.slice(-1).map(each => ({ expression: each, environment: inner }))
}
