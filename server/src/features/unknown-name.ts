import type { Expression } from "../expressions/expression.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import type { Unknown } from "../values/unknown.ts"

/** A value that cannot be known, by the name its author gave it; undefined where nothing is written. */
export function unknownName({ text, identity }: Unknown): string | undefined {
  // What is not written in the document itself may still come out of an expression that names a parameter.
  const written = text ?? /\b(?:parameters|variables)\('[^']+'\)/i.exec(identity)?.[0]
  return written === undefined ? undefined : (nameInExpression(written) ?? shorten(written))
}

/** `adminAddress` of `[parameters('adminAddress')]`, `admin` of `${var.admin}` and of `{{ admin }}`. */
function nameInExpression(text: string): string | undefined {
  const isCall = /^(parameters|variables)\('[^']*'\)$/i.test(text)
  if (!isCall && !isExpression(text)) return nameInBraces(text)
  const { expression } = parseExpression(isCall ? `[${text}]` : text)
  return expression && referredName(expression)
}

/** The name of the parameter or variable that an expression is, and nothing else. */
export function referredName(expression: Expression): string | undefined {
  if (expression.kind !== "call" || !/^(parameters|variables)$/i.test(expression.name)) return undefined
  const [name] = expression.args
  return name?.kind === "literal" ? String(name.value) : undefined
}

function nameInBraces(text: string): string | undefined {
  const inner = /^(?:\{\{-?([^{}]*?)-?\}\}|\$\{([^{}]*)\}|#\{([^{}]*)\}#?|__(.+)__)$/.exec(text)
  const path = inner
    ?.slice(1)
    .find(part => part !== undefined)
    ?.trim()
  const isPlain = path !== undefined && /^\.?(var\.|local\.|Values\.)?\w+$/.test(path)
  return isPlain ? path.slice(path.lastIndexOf(".") + 1) : undefined
}

/** Expressions can be as long as a page. */
function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
