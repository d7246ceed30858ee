import type { Expression } from "../expressions/expression.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"

/**
 * The identity of the ARM expression in a text: its normalised form, so that white space and the case of functions make
 * no difference; undefined for a literal. `[[` begins a literal that starts with a bracket.
 */
export function armIdentity(text: string): string | undefined {
  if (!isExpression(text)) return undefined
  const { expression } = parseExpression(text)
  return expression ? expressionText(expression) : text
}

/** `{{ … }}` of Jinja and Helm, anywhere in a text. */
export function templateIdentity(text: string): string | undefined {
  return text.includes("{{") ? text.replace(/\s+/g, " ") : undefined
}

/** `${ … }` of Pulumi, Terraform and envsubst, anywhere in a text; `$${` is Terraform's escape for a literal `${`. */
export function dollarIdentity(text: string): string | undefined {
  return /(^|[^$])(\$\$)*\$\{/.test(text) ? text.replace(/\s+/g, " ") : undefined
}

/** Whether a text holds an expression of any language: what it says is then not all of it. */
export function holdsExpression(text: string): boolean {
  return [armIdentity, templateIdentity, dollarIdentity].some(identityIn => identityIn(text) !== undefined)
}

/** Whether a template engine fills in part of an ARM expression: what it comes to is not what stands here. */
export function holdsPlaceholder(text: string): boolean {
  return /\$\{|\{\{|#\{|<%|__\w+?__/.test(text)
}

/** An expression in one spelling: without spaces, with what ARM compares without case in lower case. */
function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "string"
        ? `'${expression.value.replaceAll("'", "''")}'`
        : String(expression.value)
    case "call":
      return callText(expression.name.toLowerCase(), expression.args)
    case "property":
      return `${expressionText(expression.base)}.${expression.name.toLowerCase()}`
    case "index":
      return `${expressionText(expression.base)}[${expressionText(expression.index)}]`
  }
}

/** The names of parameters and variables have no case either. */
function callText(name: string, args: readonly Expression[]): string {
  const texts = args.map(expressionText)
  const named = name === "parameters" || name === "variables"
  return `${name}(${named ? texts.join(",").toLowerCase() : texts.join(",")})`
}
