import * as l10n from "@vscode/l10n"
import { eager, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import type { Value } from "../value.ts"

export const numericFunctions: readonly TemplateFunction[] = [
  eager("add", { takes: ["int", "int"], call: ([a, b]) => whole(a + b) }),
  eager("sub", { takes: ["int", "int"], call: ([a, b]) => whole(a - b) }),
  eager("mul", { takes: ["int", "int"], call: ([a, b]) => whole(a * b) }),
  eager("div", { takes: ["int", "int"], call: ([a, b]) => (b === 0 ? byZero() : Math.trunc(a / b)) }),
  eager("mod", { takes: ["int", "int"], call: ([a, b]) => (b === 0 ? byZero() : a % b) }),
  eager("max", { takes: ["known"], rest: "known", call: values => extreme(values, Math.max) }),
  eager("min", { takes: ["known"], rest: "known", call: values => extreme(values, Math.min) }),
]

const byZero = () => refuse(l10n.t`division by zero`)

/** Azure counts in 64 bits; beyond the whole numbers of JavaScript nothing is claimed. */
function whole(value: number): Result {
  return Number.isSafeInteger(value) ? value : refuse(l10n.t`the number is too large`)
}

/** Of one array of numbers, or of the numbers themselves. */
function extreme(values: readonly Value[], pick: (...values: number[]) => number): Result {
  const items = values.length === 1 && values[0]?.kind === "list" ? values[0].items : values
  const numbers = items.flatMap(item => (item.kind === "scalar" && typeof item.value === "number" ? item.value : []))
  if (numbers.length === 0 || numbers.length !== items.length) return refuse(l10n.t`these are not all known numbers`)
  return numbers.reduce((a, b) => pick(a, b))
}
