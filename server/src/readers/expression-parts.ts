import type { Expression } from "../expressions/expression.ts"
import { innerExpressions } from "../expressions/inner-expressions.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"

/** Where the parts of an ARM expression around an offset stand in its document, the innermost first; none for other values. */
export function expressionParts(document: SyntaxDocument, node: Node, offset: number): readonly Range[] {
  return partsAt(document, node, offset).map(({ range }) => range)
}

/** A part of an expression, at its place in the document. */
export interface PlacedExpression {
  readonly expression: Expression
  readonly range: Range
}

/** The same with the parts themselves. With escapes in the JSON, places in an expression are none in the document. */
export function partsAt({ text }: SyntaxDocument, node: Node, offset: number): readonly PlacedExpression[] {
  const written = textOf(node)
  const { start, end } = node.range
  if (written === undefined || !isExpression(written) || text.slice(start, end) !== written) return []
  const { expression } = parseExpression(written)
  return expression ? around(expression, offset - start).map(part => placed(part, start)) : []
}

function placed(expression: Expression, start: number): PlacedExpression {
  return { expression, range: { start: start + expression.range.start, end: start + expression.range.end } }
}

/** Both edges belong to a part: the cursor may stand behind what it is about. */
function around(expression: Expression, offset: number): readonly Expression[] {
  if (offset < expression.range.start || expression.range.end < offset) return []
  return [...innerExpressions(expression).flatMap(inner => around(inner, offset)), expression]
}
