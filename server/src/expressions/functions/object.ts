import * as l10n from "@vscode/l10n"
import { mergeObjects } from "../merge.ts"
import { eager, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import { entry, list, type MapValue, map, type Origin, scalar, type Value, type ValueEntry } from "../value.ts"

export const objectFunctions: readonly TemplateFunction[] = [
  eager("createObject", { takes: [], rest: "any", call: (values, { range }) => createObject(values, range) }),
  eager("items", {
    takes: ["map"],
    call: ([value], { range }) => {
      const pairs = sorted(value).map(each =>
        map([entry("key", scalar(each.key, range), range), entry("value", each.value, range)], each.value.range),
      )
      return list(pairs, range)
    },
  }),
  eager("objectKeys", {
    takes: ["map"],
    call: ([value], { range }) =>
      list(
        sorted(value).map(each => scalar(each.key, range)),
        range,
      ),
  }),
  eager("shallowMerge", {
    takes: ["wholeList"],
    call: ([value], context) =>
      mergeObjects(value.items, "shallow", context) ?? refuse(l10n.t`these are not all known objects`),
  }),
]

function createObject(values: readonly Value[], range: Origin): Result {
  if (values.length % 2 === 1) return refuse(l10n.t`'createObject' needs a value for each name`)
  const entries: ValueEntry[] = []
  for (let index = 0; index < values.length; index += 2) {
    const [key, value] = [values[index], values[index + 1]]
    if (key?.kind !== "scalar" || typeof key.value !== "string" || !value)
      return refuse(l10n.t`a name of the object is not known`)
    entries.push(entry(key.value, value, range))
  }
  return map(entries, range)
}

/** By name, as Azure hands an object's properties out (azure-docs, template-functions-object, `items`). */
function sorted(value: MapValue): readonly ValueEntry[] {
  return value.entries.toSorted((a, b) => {
    const [x, y] = [a.key.toLowerCase(), b.key.toLowerCase()]
    return x < y ? -1 : Number(x > y)
  })
}
