import * as l10n from "@vscode/l10n"
import { areEqual } from "../equality.ts"
import { type Evaluation, tooMuchWork } from "../evaluation.ts"
import { mergeObjects } from "../merge.ts"
import { type EagerContext, eager, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import {
  findEntry,
  isMany,
  isWholeList,
  type ListValue,
  list,
  type MapValue,
  map,
  type Value,
  type ValueEntry,
} from "../value.ts"
import { asMany } from "./concat.ts"

export const setFunctions: readonly TemplateFunction[] = [
  eager("union", {
    takes: ["any", "any"],
    rest: "any",
    call: (values, context) => {
      if (values.some(value => value.kind === "list")) return unionLists(values, context)
      return mergeObjects(values, "deep", context) ?? refuse(reasonOf(values, l10n.t`'union' needs arrays or objects`))
    },
  }),
  eager("intersection", {
    takes: ["known", "known"],
    rest: "known",
    call: (values, context) => {
      const lists = values.filter(value => value.kind === "list")
      if (lists.length === values.length) return intersectLists(lists, context)
      const maps = values.filter(value => value.kind === "map")
      return maps.length === values.length
        ? intersectMaps(maps, context)
        : refuse(l10n.t`'intersection' needs arrays or objects`)
    },
  }),
  eager("distinct", { takes: ["list"], call: ([value], context) => unionLists([value], context) }),
]

/** Each item once, in the order of its first place. An item that may equal an earlier one, or not, stays. */
function unionLists(values: readonly Value[], { evaluation, range }: EagerContext): Result {
  const items: Value[] = []
  for (const value of values) {
    if (value.kind === "unknown") items.push(asMany(value))
    else if (value.kind === "list") for (const item of value.items) items.push(item)
    else return refuse(l10n.t`'union' needs arrays or objects`)
  }
  const kept = evaluation.spend(items.length) ? withoutRepeats(items, evaluation) : []
  return evaluation.exhausted ? refuse(tooMuchWork()) : list(kept, range)
}

/** Texts and numbers are looked up; only arrays and objects have to be compared with each other. */
function withoutRepeats(items: readonly Value[], evaluation: Evaluation): readonly Value[] {
  const scalars = new Set<unknown>()
  const others: Value[] = []
  return items.filter(item => {
    if (isMany(item)) return true
    if (item.kind === "scalar") return scalars.size < scalars.add(item.value).size
    const repeats = others.some(each => areEqual(each, item, evaluation) === true)
    if (!repeats) others.push(item)
    return !repeats && !evaluation.exhausted
  })
}

function intersectLists(lists: readonly ListValue[], { evaluation, range }: EagerContext): Result {
  const [first, ...others] = lists
  if (!first || !lists.every(isWholeList)) return refuse(l10n.t`only part of an array is known`)
  const kept: Value[] = []
  for (const item of withoutRepeats(first.items, evaluation)) {
    const found = others.map(other => other.items.map(each => areEqual(each, item, evaluation)))
    if (found.every(results => results.includes(true))) kept.push(item)
    else if (found.every(results => results.some(result => result !== false)))
      return refuse(l10n.t`a part of an array is not known`)
  }
  return evaluation.exhausted ? refuse(tooMuchWork()) : list(kept, range)
}

function intersectMaps(maps: readonly MapValue[], { evaluation, range }: EagerContext): Result {
  const [first, ...others] = maps
  const entries: ValueEntry[] = []
  for (const each of first?.entries ?? []) {
    const found = others.map(other => findEntry(other, each.key)?.value)
    const results = found.map(value => value !== undefined && areEqual(value, each.value, evaluation))
    if (results.every(result => result === true)) entries.push(each)
    else if (!results.includes(false)) return refuse(l10n.t`a part of an object is not known`)
  }
  return map(entries, range)
}

function reasonOf(values: readonly Value[], otherwise: string): string {
  const unknown = values.find(value => value.kind === "unknown")
  return unknown?.kind === "unknown" ? unknown.unknown.reason : otherwise
}
