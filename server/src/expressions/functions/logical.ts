import * as l10n from "@vscode/l10n"
import { choiceOf } from "../choice.ts"
import { areEqual } from "../equality.ts"
import type { Expression } from "../expression.ts"
import { eager, type LazyContext, lazy, refuse, type TemplateFunction } from "../template-function.ts"
import { scalar, type Value } from "../value.ts"

const any = Number.POSITIVE_INFINITY

export const logicalFunctions: readonly TemplateFunction[] = [
  lazy("and", 1, any, (args, context) => decide("and", args, context)),
  lazy("or", 1, any, (args, context) => decide("or", args, context)),
  eager("not", { takes: ["bool"], call: ([value]) => !value }),
  eager("true", { takes: [], call: () => true }),
  eager("false", { takes: [], call: () => false }),
  eager("bool", {
    takes: ["known"],
    call: ([{ kind, ...rest }]) => {
      const value = kind === "scalar" && "value" in rest ? rest.value : undefined
      if (typeof value === "boolean") return value
      if (typeof value === "number") return value !== 0
      const word = typeof value === "string" ? value.toLowerCase() : ""
      return word === "true" || word === "false"
        ? word === "true"
        : refuse(l10n.t`'bool' needs true, false or a number`)
    },
  }),
  lazy("if", 3, 3, ([test, whenTrue, whenFalse], context) => {
    if (!test || !whenTrue || !whenFalse) return context.unknown([], l10n.t`'if' needs three arguments`)
    const decided = context.evaluate(test)
    if (decided.kind === "scalar" && typeof decided.value === "boolean") {
      return context.evaluate(decided.value ? whenTrue : whenFalse)
    }
    return either(decided, context.evaluate(whenTrue), context.evaluate(whenFalse), context)
  }),
]

/** What `if` yields where its condition is not known: the value if it is the same in both cases. */
function either(test: Value, whenTrue: Value, whenFalse: Value, context: LazyContext): Value {
  if (areEqual(whenTrue, whenFalse, context.evaluation)) return whenTrue
  const unknown = context.unknown([test, whenTrue, whenFalse], reasonOf(test))
  const condition = test.kind === "unknown" ? test.unknown.identity : l10n.t`a condition that is neither true nor false`
  const alternatives = [
    { value: whenTrue, condition },
    { value: whenFalse, condition: `not(${condition})` },
  ]
  return choiceOf(alternatives, unknown)
}

/** One argument that decides is enough: `and` with a false one is false, whatever the others are. */
function decide(name: "and" | "or", args: readonly Expression[], context: LazyContext): Value {
  const decisive = name === "or"
  const open: Value[] = []
  for (const arg of args) {
    const value = context.evaluate(arg)
    if (value.kind === "scalar" && value.value === decisive) return scalar(decisive, context.range)
    if (value.kind !== "scalar" || value.value !== !decisive) open.push(value)
  }
  const [first, ...others] = open
  if (first?.kind === "unknown" && others.length === 0) return first
  return first ? context.unknown(open, reasonOf(first)) : scalar(!decisive, context.range)
}

function reasonOf(value: Value): string {
  return value.kind === "unknown" ? value.unknown.reason : l10n.t`the condition is neither true nor false`
}
