import type { Evaluation } from "./evaluation.ts"
import { findEntry, isWholeList, type ListValue, type MapValue, type Value } from "./value.ts"

/** Deeper values are not compared: they can only come from a loop that nests its own result. */
const maxDepth = 100

/**
 * Whether two values are equal as `equals` and `union` have it: strings with case, property names without, and a text
 * is never a number. Undefined where an unknown part decides, or the work runs out. Two unknowns of one identity are equal.
 */
export function areEqual(a: Value, b: Value, evaluation: Evaluation): boolean | undefined {
  return compare(a, b, { evaluation, depth: 0 })
}

interface Comparison {
  readonly evaluation: Evaluation
  readonly depth: number
}

function compare(a: Value, b: Value, comparison: Comparison): boolean | undefined {
  if (comparison.depth > maxDepth || !comparison.evaluation.spend(1)) return undefined
  if (a.kind === "unknown" || b.kind === "unknown") return haveOneIdentity(a, b) || undefined
  if (a.kind === "scalar" && b.kind === "scalar") return a.value === b.value
  if (a.kind === "list" && b.kind === "list") return areListsEqual(a, b, deeper(comparison))
  if (a.kind === "map" && b.kind === "map") return areMapsEqual(a, b, deeper(comparison))
  return false
}

function haveOneIdentity(a: Value, b: Value): boolean {
  return a.kind === "unknown" && b.kind === "unknown" && a.unknown.identity === b.unknown.identity
}

function areListsEqual(a: ListValue, b: ListValue, comparison: Comparison): boolean | undefined {
  if (!isWholeList(a) || !isWholeList(b)) return undefined
  if (a.items.length !== b.items.length) return false
  return every(a.items.map((item, index) => compareTo(item, b.items[index], comparison)))
}

function areMapsEqual(a: MapValue, b: MapValue, comparison: Comparison): boolean | undefined {
  if (a.rest || b.rest) return undefined
  if (a.entries.length !== b.entries.length) return false
  return every(a.entries.map(each => compareTo(each.value, findEntry(b, each.key)?.value, comparison)))
}

function compareTo(value: Value, other: Value | undefined, comparison: Comparison): boolean | undefined {
  return other !== undefined && compare(value, other, comparison)
}

function deeper(comparison: Comparison): Comparison {
  return { ...comparison, depth: comparison.depth + 1 }
}

function every(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false
  return results.includes(undefined) ? undefined : true
}
