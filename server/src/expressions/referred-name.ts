import type { Expression } from "./expression.ts"

/** The name of the parameter or variable that an expression is, and nothing else. */
export function referredName(expression: Expression): string | undefined {
  if (expression.kind !== "call" || !/^(parameters|variables)$/i.test(expression.name)) return undefined
  const [name] = expression.args
  return name?.kind === "literal" ? String(name.value) : undefined
}
