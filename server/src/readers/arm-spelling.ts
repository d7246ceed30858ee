import type { Expression } from "../expressions/expression.ts"
import { parseExpression } from "../expressions/parse.ts"

/** `concat('a', x)`, `format('a{0}', x)` and a name's own `'a'+x` are one text. */
export function oneSpelling(identity: string): string {
  const lower = identity.toLowerCase()
  const { expression } = /^(concat|format)\(/.test(lower) ? parseExpression(`[${lower}]`) : {}
  return expression ? piecesIn(expression, `[${lower}]`).join("+").replaceAll("'+'", "") : lower
}

function piecesIn(expression: Expression, text: string): readonly string[] {
  if (expression.kind === "literal") return [`'${expression.value}'`]
  const call = expression.kind === "call" ? expression : undefined
  const parts = call?.name === "concat" ? call.args : call?.name === "format" ? formatParts(call.args) : undefined
  if (!parts) return [text.slice(expression.range.start, expression.range.end)]
  return parts.flatMap(part => (typeof part === "string" ? (part === "" ? [] : [`'${part}'`]) : piecesIn(part, text)))
}

/** What `format` puts together; undefined where its pattern is no literal or uses more than plain `{0}`. */
export function formatParts([pattern, ...args]: readonly Expression[]): readonly (string | Expression)[] | undefined {
  if (pattern?.kind !== "literal" || /\{\{|\}\}|\{\d+[^}\d]/.test(String(pattern.value))) return undefined
  const parts = String(pattern.value).split(/\{(\d+)\}/)
  return parts.flatMap((part, index): readonly (string | Expression)[] => {
    const arg = index % 2 === 1 ? args[Number(part)] : undefined
    if (index % 2 === 0) return [part]
    return arg ? [arg] : []
  })
}
