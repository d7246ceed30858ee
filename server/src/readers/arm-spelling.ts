import type { Expression } from "../expressions/expression.ts"
import { inAnyCase, joinedParts } from "../expressions/joined-text.ts"

/** `concat('a', x)`, `format('a{0}', x)`, `toLower(concat('A', x))` and a name's own `'a'+x` are one name. */
export function oneSpelling(identity: string): string {
  const lower = inAnyCase(identity.toLowerCase())
  const parts = joinedParts(lower)?.flatMap(part => {
    if (typeof part !== "string") return oneSpelling(part.identity)
    return part === "" ? [] : `'${part}'`
  })
  return parts?.join("+").replaceAll("'+'", "") ?? lower
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
