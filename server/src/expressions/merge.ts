import type { Unknown } from "../values/unknown.ts"
import { identityOf } from "./identity.ts"
import type { EagerContext } from "./template-function.ts"
import {
  isMany,
  list,
  type MapValue,
  map,
  type UnknownValue,
  unknownValue,
  type Value,
  type ValueEntry,
} from "./value.ts"

/**
 * Objects merged from left to right: of one name, without case, the last one wins and keeps the first one's place. Deep as
 * `union` has it, where inner objects are merged in turn and arrays replaced (azure-docs, template-functions-object), or
 * shallow. An object that cannot be known may replace whatever stands before it, and add what it likes. Undefined where a
 * value is no object, and where none is known.
 */
export function mergeObjects(
  values: readonly Value[],
  depth: "deep" | "shallow",
  context: EagerContext,
): MapValue | undefined {
  if (values.length > 0 && !values.some(({ kind }) => kind === "map")) return undefined
  const merge: Merge = { isDeep: depth === "deep", context }
  let merged: MapValue = map([], context.range)
  for (const value of values) {
    if (value.kind === "map") merged = mergeMaps(merged, value, merge)
    else if (value.kind === "unknown") merged = opened(merged, value, merge)
    else return undefined
  }
  return merged
}

interface Merge {
  readonly isDeep: boolean
  readonly context: EagerContext
}

function mergeMaps(first: MapValue, second: MapValue, merge: Merge): MapValue {
  const { rest } = second
  const merged = new Map<string, ValueEntry>()
  for (const each of first.entries) {
    merged.set(each.key.toLowerCase(), rest ? { ...each, value: overridden(each, rest, merge) } : each)
  }
  for (const each of second.entries) {
    const key = each.key.toLowerCase()
    const before = merged.get(key)?.value ?? (first.rest && partOf(first.rest, each))
    merged.set(key, before && merge.isDeep ? { ...each, value: mergeValues(before, each.value, merge) } : each)
  }
  return withRest(map([...merged.values()], merge.context.range), joined(first.rest, rest))
}

/** What an inner object comes to; of anything else the later one. */
function mergeValues(before: Value, after: Value, merge: Merge): Value {
  if (after.kind !== "map") return after
  const { evaluation, range } = merge.context
  return evaluation.nested<Value>(
    () => {
      if (before.kind === "map") return mergeMaps(before, after, merge)
      return before.kind === "unknown" ? mergeMaps(withRest(map([], range), before.unknown), after, merge) : after
    },
    reason => unknownValue(evaluation.uniqueIdentity("union"), reason, after.range),
  )
}

/** An object before one that cannot be known: each of its values may be replaced. */
function opened(value: MapValue, { unknown }: UnknownValue, merge: Merge): MapValue {
  const entries = value.entries.map(each => ({ ...each, value: overridden(each, unknown, merge) }))
  return withRest(map(entries, merge.context.range), joined(value.rest, unknown))
}

/** A value, unless the object has one of the same name. The items of an array are there if it has not. */
function overridden({ key, value }: ValueEntry, by: Unknown, merge: Merge): Value {
  const name = `'${key.toLowerCase().replaceAll("'", "''")}'`
  if (value.kind === "map" && merge.isDeep) {
    const inner = unknownValue(`${by.identity}.${key.toLowerCase()}`, by.reason, value.range)
    return merge.context.evaluation.nested<Value>(
      () => opened(value, inner, merge),
      () => inner,
    )
  }
  const before = identityOf(value)
  const identity =
    before === undefined
      ? merge.context.evaluation.uniqueIdentity("union")
      : `coalesce(tryGet(${by.identity},${name}),${before})`
  const text = value.kind === "scalar" && value.value !== null ? { text: String(value.value) } : {}
  const unknown: UnknownValue = {
    kind: "unknown",
    range: value.range,
    unknown: { identity, reason: by.reason, ...text },
  }
  if (value.kind !== "list") return unknown
  const condition = `[not(contains(${by.identity},${name}))]`
  const items = value.items.map((item): Value => {
    return isMany(item) ? item : { ...unknown, many: true, maybe: { value: item, condition } }
  })
  return list([...items, { ...unknown, many: true }], value.range)
}

function partOf(rest: Unknown, { key, value }: ValueEntry): UnknownValue {
  return unknownValue(`${rest.identity}.${key.toLowerCase()}`, rest.reason, value.range)
}

function joined(first: Unknown | undefined, second: Unknown | undefined): Unknown | undefined {
  if (!first || !second) return first ?? second
  return { identity: `union(${first.identity},${second.identity})`, reason: first.reason }
}

function withRest(value: MapValue, rest: Unknown | undefined): MapValue {
  return rest ? { ...value, rest } : value
}
