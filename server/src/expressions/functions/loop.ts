import * as l10n from "@vscode/l10n"
import type { Loop } from "../environment.ts"
import { lazy, type TemplateFunction } from "../template-function.ts"
import { scalar, type Value } from "../value.ts"

/** `copyIndex()`, `copyIndex(offset)`, `copyIndex('loop')`, `copyIndex('loop', offset)`: counted from zero. */
export const loopFunctions: readonly TemplateFunction[] = [
  lazy("copyIndex", 0, 2, (args, context) => {
    const values = args.map(arg => context.evaluate(arg))
    const [first] = values
    const isNamed = first?.kind === "scalar" && typeof first.value === "string"
    const name = isNamed ? String(first.value).toLowerCase() : undefined
    const loop = findLoop(context.environment.loops, name)
    if (!loop) return context.unknown(values, l10n.t`there is no such copy loop around the expression`)
    return (
      shifted(loop.index, isNamed ? values[1] : first, context.range) ??
      context.unknown([loop.index, ...values], l10n.t`the loop's count is not known`)
    )
  }),
]

/**
 * Without a name the loop of the resource is meant, also within a loop of its properties (azure-docs, template-functions-
 * numeric: "the current resource type iteration"). Where no resource is repeated, there is only one loop to mean.
 */
function findLoop(loops: readonly Loop[], name: string | undefined): Loop | undefined {
  if (name !== undefined) return loops.findLast(each => each.name.toLowerCase() === name)
  return loops.findLast(each => each.of === "resource") ?? loops.at(-1)
}

function shifted(index: Value, offset: Value | undefined, range: Value["range"]): Value | undefined {
  if (!offset) return index
  const isKnown = index.kind === "scalar" && offset.kind === "scalar"
  return isKnown ? scalar(Number(index.value) + Number(offset.value), range) : undefined
}
