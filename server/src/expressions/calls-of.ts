import type { Call, Expression } from "./expression.ts"

/** The calls of a function in an expression, wherever in it they stand; `name` in lower case. */
export function callsOf(expression: Expression | undefined, name: string): readonly Call[] {
  switch (expression?.kind) {
    case "property":
      return callsOf(expression.base, name)
    case "index":
      return [...callsOf(expression.base, name), ...callsOf(expression.index, name)]
    case "call": {
      const inner = expression.args.flatMap(arg => callsOf(arg, name))
      return expression.name.toLowerCase() === name ? [expression, ...inner] : inner
    }
    default:
      return []
  }
}
