import type { Expression } from "./expression.ts"

/** The expressions that one is made of, a level deep. */
export function innerExpressions(expression: Expression): readonly Expression[] {
  if (expression.kind === "call") return expression.args
  if (expression.kind === "property") return [expression.base]
  return expression.kind === "index" ? [expression.base, expression.index] : []
}
