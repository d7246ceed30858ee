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

/** What Jinja, Helm and ERB fill in, anywhere in a text. */
export function templateIdentity(text: string): string | undefined {
  return /\{[{%]|<%/.test(text) ? withoutSpace(text) : undefined
}

/** `${ … }` of Pulumi, Terraform and envsubst, anywhere in a text; `$${` is Terraform's escape for a literal `${`. */
export function dollarIdentity(text: string): string | undefined {
  return dollarBrace.test(text) ? withoutSpace(text) : undefined
}

const dollarBrace = /(^|[^$])(\$\$)*\$\{/

/**
 * What is filled in before Azure sees a text, whatever the dialect: by a template engine, or by one of the replacers of
 * tokens that pipelines and people use (`#{x}#`, `__x__`, `$(x)`, `@@x@@`, `%x%`, `<your address>`). No value
 * that Azure takes looks so.
 */
export function placeholderIdentity(text: string): string | undefined {
  const holdsOne = hasMark(text) && (placeholder.test(text) || dollarBrace.test(text))
  return holdsOne ? withoutSpace(text) : undefined
}

/** Asked first, of every text several times, and nearly none has one: letter by letter is quicker than a pattern. */
function hasMark(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isMark[text.charCodeAt(at)]) return true
  return false
}

const isMark = Array.from({ length: 128 }, (_, code) => "{<_$@%".includes(String.fromCharCode(code)))
const placeholder = new RegExp(
  [
    /\{[{%]|<%|#\{[^}]{0,500}\}|<[A-Za-z][^<>]*>/,
    /(?<![A-Za-z])__[A-Za-z][\w.-]{0,200}?__(?![A-Za-z])|\$\([\w.-]+\)|@@[\w.-]+@@|%[A-Za-z_][\w.-]*%/,
  ]
    .map(({ source }) => source)
    .join("|"),
)

/** Whether a text is nothing but a placeholder, so that it may stand for a value of any type. */
export function isPlaceholder(text: string): boolean {
  return placeholderIdentity(text) !== undefined && wholePlaceholder.test(text)
}

const wholePlaceholder =
  /^\s*(\{[{%].*[%}]\}|<%.*%>|[#$]\{[^}]*\}#?|<[^<>]*>|__[\w.-]*__|\$\([\w.-]+\)|@@[\w.-]+@@|%[\w.-]+%)\s*$/s

/** White space inside of the marks makes no difference: `{{x}}` is `{{ x }}`. */
function withoutSpace(text: string): string {
  return text
    .replace(/(\{[{%]|<%=?|[#$]\{)-?\s+/g, "$1")
    .replace(/(?<!\s)\s+-?([%}]\}|%>|\})/g, "$1")
    .replace(/\s+/g, " ")
}

/** Whether a text holds an expression of any language: what it says is then not all of it. */
export function holdsExpression(text: string): boolean {
  return armIdentity(text) !== undefined || placeholderIdentity(text) !== undefined
}

/** Whether what is written there is an expression, or holds one, in whichever dialect: `$(x)` and `${x}` count. */
export function isWrittenExpression(text: string): boolean {
  return holdsExpression(text) || dollarIdentity(text) !== undefined
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
