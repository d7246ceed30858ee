import type { Call, Expression } from "./expression.ts"
import { findFunction } from "./functions/index.ts"
import { otherFunctions } from "./functions/known-names.ts"
import { parseExpression } from "./parse.ts"
import type { Origin } from "./value.ts"

/** A name that an expression uses, and where it stands. */
export interface UsedName {
  readonly kind: "parameter" | "variable" | "function"
  readonly name: string
  readonly range: Origin
  /** It stands in a branch of an `if`: Azure evaluates only the one that is taken. */
  readonly isBranch?: true
}

/** Whether a text begins as the call of an ARM function and lacks the bracket at its end: to Azure it is plain text. */
export function isUnclosed(text: string): boolean {
  const name = /^\[\s*([a-z]\w*)\(/i.exec(text)?.[1]
  return name !== undefined && !text.endsWith("]") && isArmFunction(name.toLowerCase())
}

/** The same where the bracket at its beginning is missing. */
export function isUnopened(text: string): boolean {
  const name = text.endsWith("]") ? /^\s*([a-z]\w*)\(/i.exec(text)?.[1] : undefined
  return name !== undefined && isArmFunction(name.toLowerCase()) && parseExpression(`[${text}`).error === undefined
}

/** The parameters and variables an expression asks for by a literal name, and the functions it calls that are not ARM's own. */
export function namesUsed(expression: Expression): readonly UsedName[] {
  switch (expression.kind) {
    case "literal":
      return []
    case "property":
      return namesUsed(expression.base)
    case "index":
      return [...namesUsed(expression.base), ...namesUsed(expression.index)]
    case "call":
      return [
        ...ownName(expression),
        ...expression.args.flatMap((arg, place) => namesInArgument(arg, place, expression)),
      ]
  }
}

function namesInArgument(arg: Expression, place: number, { name }: Call): readonly UsedName[] {
  const used = namesUsed(arg)
  const isBranch = place > 0 && /^(sys\.)?if$/i.test(name)
  return isBranch ? used.map(one => ({ ...one, isBranch })) : used
}

function ownName({ name, nameRange, args }: Call): readonly UsedName[] {
  const lower = name.toLowerCase()
  const [first] = args
  if (lower === "parameters" || lower === "variables") {
    const isNamed = args.length === 1 && first?.kind === "literal" && typeof first.value === "string"
    if (!isNamed) return []
    // Of the literal, what stands between its quotes.
    const range = { start: first.range.start + 1, end: first.range.end - 1 }
    return [{ kind: lower === "parameters" ? "parameter" : "variable", name: String(first.value), range }]
  }
  return isArmFunction(lower) ? [] : [{ kind: "function", name, range: nameRange }]
}

/** `sys` and `az` are the namespaces of ARM's own functions; `lambda` is syntax. */
function isArmFunction(lower: string): boolean {
  const name = lower.replace(/^(sys|az)\./, "")
  return name === "lambda" || findFunction(name) !== undefined || otherFunctions.has(name)
}
