import * as l10n from "@vscode/l10n"
import { tooMuchWork } from "../evaluation.ts"
import { accessIndex, accessProperty } from "../member.ts"
import { eager, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import { findEntry, isNull, isWholeList, type ListValue, list, type Origin, scalar, type Value } from "../value.ts"
import { concatLists, concatTexts } from "./concat.ts"

/** Items that `range` makes at most (azure-docs, template-functions-array: "must be less than or equal to 10000"). */
const maxRange = 10_000

export const arrayFunctions: readonly TemplateFunction[] = [
  eager("array", {
    takes: ["known"],
    call: ([value], { range }) => (value.kind === "list" ? value : list([value], range)),
  }),
  eager("concat", {
    takes: [],
    rest: "any",
    call: (values, context) =>
      values.some(value => value.kind === "list") ? concatLists(values, context) : concatTexts(values, context),
  }),
  eager("createArray", { takes: [], rest: "any", call: (values, { range }) => list(values, range) }),
  eager("flatten", {
    takes: ["list"],
    call: ([value], context) => concatLists(value.items, context),
  }),
  eager("range", {
    takes: ["int", "int"],
    call: ([start, count], { evaluation, range }) => {
      if (count < 0 || count > maxRange) return refuse(l10n.t`'range' creates 0 to ${maxRange} items`)
      if (!evaluation.spend(count)) return refuse(tooMuchWork())
      return numbers(start, count, range)
    },
  }),
  eager("indexFromEnd", {
    takes: ["wholeList", "int"],
    call: ([value, index]) => value.items.at(-index) ?? refuse(l10n.t`the array is not that long`),
  }),
  eager("tryGet", {
    takes: ["known", "known"],
    rest: "known",
    call: ([value, ...path], context) => tryGet(value, path, context),
  }),
  eager("tryIndexFromEnd", {
    takes: ["wholeList", "int"],
    call: ([value, index]) => value.items.at(-index) ?? null,
  }),
]

function numbers(start: number, count: number, range: Origin): ListValue {
  return list(
    Array.from({ length: count }, (_, index) => scalar(start + index, range)),
    range,
  )
}

/** Follows names and numbers; null where the first of them finds nothing, as Bicep's `.?` compiles to. */
function tryGet(value: Value, path: readonly Value[], context: Parameters<typeof accessIndex>[2]): Result {
  const [first, ...rest] = path
  if (first?.kind !== "scalar" || isNull(value)) return null
  if (value.kind === "map" && !findEntry(value, String(first.value))) return null
  if (value.kind === "list" && isWholeList(value) && !value.items[Number(first.value)]) return null
  const start =
    value.kind === "map" ? accessProperty(value, String(first.value), context) : accessIndex(value, first, context)
  return rest.reduce((base, key) => accessIndex(base, key, context), start)
}
