import { lazy, type TemplateFunction } from "../template-function.ts"
import { scalar, type Value } from "../value.ts"

/** `copyIndex()`, `copyIndex(offset)`, `copyIndex('loop')`, `copyIndex('loop', offset)`: counted from zero. */
export const loopFunctions: readonly TemplateFunction[] = [
  lazy("copyIndex", 0, 2, (args, context) => {
    const values = args.map(arg => context.evaluate(arg))
    const [first] = values
    const isNamed = first?.kind === "scalar" && typeof first.value === "string"
    const name = isNamed ? String(first.value).toLowerCase() : undefined
    const loop = context.environment.loops.findLast(each => name === undefined || each.name.toLowerCase() === name)
    if (!loop) return context.unknown(values, "there is no such copy loop around the expression")
    return (
      shifted(loop.index, isNamed ? values[1] : first, context.range) ??
      context.unknown([loop.index, ...values], "the loop's count is not known")
    )
  }),
]

function shifted(index: Value, offset: Value | undefined, range: Value["range"]): Value | undefined {
  if (!offset) return index
  const isKnown = index.kind === "scalar" && offset.kind === "scalar"
  return isKnown ? scalar(Number(index.value) + Number(offset.value), range) : undefined
}
