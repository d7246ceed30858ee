import { areEqual } from "../equality.ts"
import type { Expression } from "../expression.ts"
import { eager, type LazyContext, lazy, refuse, type TemplateFunction } from "../template-function.ts"
import { isMany, isNull, list, scalar, type UnknownValue, type Value } from "../value.ts"

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
      return word === "true" || word === "false" ? word === "true" : refuse("'bool' wants true, false or a number")
    },
  }),
  lazy("if", 3, 3, ([condition, whenTrue, whenFalse], context) => {
    if (!condition || !whenTrue || !whenFalse) return context.unknown([], "'if' wants three arguments")
    const decided = context.evaluate(condition)
    if (decided.kind === "scalar" && typeof decided.value === "boolean") {
      return context.evaluate(decided.value ? whenTrue : whenFalse)
    }
    const branches = [context.evaluate(whenTrue), context.evaluate(whenFalse)] as const
    if (areEqual(branches[0], branches[1], context.evaluation)) return branches[0]
    const unknown = context.unknown([decided, ...branches], reasonOf(decided))
    return eitherList(branches, unknown, conditionOf(decided)) ?? unknown
  }),
]

/** Of two arrays of which one is taken, every item may be there; null is no item. */
function eitherList(branches: readonly Value[], either: UnknownValue, condition: string): Value | undefined {
  const lists = branches.map(each => (isNull(each) ? list([], either.range) : each))
  const items = lists.flatMap((each, index) => {
    const when = index === 0 ? `[${condition}]` : `[not(${condition})]`
    return each.kind === "list" ? each.items.map(item => asPossible(item, either, when)) : []
  })
  return lists.every(each => each.kind === "list") ? list(items, either.range) : undefined
}

function asPossible(item: Value, either: UnknownValue, condition: string): Value {
  return isMany(item) ? item : { ...either, many: true, maybe: { value: item, condition } }
}

function conditionOf(decided: Value): string {
  return decided.kind === "unknown" ? decided.unknown.identity : "a condition that is neither true nor false"
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
  const [first] = open
  return first ? context.unknown(open, reasonOf(first)) : scalar(!decisive, context.range)
}

function reasonOf(value: Value): string {
  return value.kind === "unknown" ? value.unknown.reason : "only true or false decide"
}
