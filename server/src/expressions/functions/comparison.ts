import * as l10n from "@vscode/l10n"
import { areEqual } from "../equality.ts"
import { eager, lazy, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import { isNull, scalar, type Value } from "../value.ts"

export const comparisonFunctions: readonly TemplateFunction[] = [
  lazy("coalesce", 1, Number.POSITIVE_INFINITY, (args, context) => {
    const values: Value[] = []
    for (const arg of args) {
      const value = context.evaluate(arg)
      if (value.kind !== "unknown" && !isNull(value) && values.length === 0) return value
      if (!isNull(value)) values.push(value)
    }
    const unknown = values[0]
    const reason = unknown?.kind === "unknown" ? unknown.unknown.reason : l10n.t`every value is null`
    return values.length === 0 ? scalar(null, context.range) : context.unknown(values, reason)
  }),
  eager("equals", {
    takes: ["any", "any"],
    call: ([a, b], { evaluation }) => areEqual(a, b, evaluation) ?? refuse(reasonOf(a, b)),
  }),
  eager("greater", { takes: ["known", "known"], call: ([a, b]) => order(a, b, sign => sign > 0) }),
  eager("greaterOrEquals", { takes: ["known", "known"], call: ([a, b]) => order(a, b, sign => sign >= 0) }),
  eager("less", { takes: ["known", "known"], call: ([a, b]) => order(a, b, sign => sign < 0) }),
  eager("lessOrEquals", { takes: ["known", "known"], call: ([a, b]) => order(a, b, sign => sign <= 0) }),
]

function reasonOf(a: Value, b: Value): string {
  if (a.kind === "unknown") return a.unknown.reason
  return b.kind === "unknown" ? b.unknown.reason : l10n.t`a part of what is compared is not known`
}

/** How Azure orders letters of different case is not published: strings are answered where it makes no difference. */
function order(a: Value, b: Value, holds: (sign: number) => boolean): Result {
  const [x, y] = [a.kind === "scalar" ? a.value : null, b.kind === "scalar" ? b.value : null]
  if (typeof x === "number" && typeof y === "number") return holds(x - y)
  if (typeof x !== "string" || typeof y !== "string")
    return refuse(l10n.t`only two numbers or two strings are compared`)
  const answer = holds(signOf(x, y))
  const agrees = answer === holds(signOf(x.toLowerCase(), y.toLowerCase()))
  return agrees ? answer : refuse(l10n.t`how Azure orders upper and lower case is not documented`)
}

function signOf(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
