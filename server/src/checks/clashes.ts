import type { LocatedRule } from "../readers/reader.ts"

/** A rule that wants what an earlier one of the list has. */
interface Clash {
  readonly rule: LocatedRule
  readonly earlier: LocatedRule
}

/** The rules that have the key of one before them that may be there together with it; those without a key have none. */
export function* clashes(
  rules: readonly LocatedRule[],
  keyOf: (rule: LocatedRule) => string | undefined,
): Iterable<Clash> {
  const first = new Map<string, LocatedRule[]>()
  for (const rule of rules) {
    const key = keyOf(rule)
    if (key === undefined) continue
    const earlier = first.get(key)?.find(other => !mayExclude(other, rule))
    if (earlier) yield { rule, earlier }
    else first.set(key, [...(first.get(key) ?? []), rule])
  }
}

/**
 * Whether two rules may never be there together: both stand under a condition, and not under the same one. A rule in an
 * inner block of a template engine is only there together with those around it.
 */
function mayExclude(a: LocatedRule, b: LocatedRule): boolean {
  if (a.branches && b.branches) return !isWithin(a.branches, b.branches) && !isWithin(b.branches, a.branches)
  return a.possiblyAbsent && b.possiblyAbsent && (a.condition === undefined || a.condition !== b.condition)
}

function isWithin(inner: readonly string[], outer: readonly string[]): boolean {
  return outer.every(branch => inner.includes(branch))
}
