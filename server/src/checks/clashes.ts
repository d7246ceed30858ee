import { mayExclude } from "../readers/presence.ts"
import type { LocatedRule } from "../readers/reader.ts"

/** A rule that wants what an earlier one of the list has. */
export interface Clash {
  readonly rule: LocatedRule
  readonly earlier: LocatedRule
}

/** The rules that have the key of one before them that may be there together with it; those without a key have none. */
export function* clashes(
  rules: readonly LocatedRule[],
  keyOf: (rule: LocatedRule) => string | undefined,
): Iterable<Clash> {
  const keys = rules.map(keyOf)
  const shared = doubled(keys)
  if (shared.size === 0) return
  const first = new Map<string, LocatedRule[]>()
  for (const [place, rule] of rules.entries()) {
    const key = keys[place]
    if (key === undefined || !shared.has(key)) continue
    const before = first.get(key)
    const earlier = before?.find(other => !mayExclude(other, rule))
    if (earlier) yield { rule, earlier }
    else if (before) before.push(rule)
    else first.set(key, [rule])
  }
}

function doubled(keys: readonly (string | undefined)[]): ReadonlySet<string> {
  const [once, more] = [new Set<string>(), new Set<string>()]
  for (const key of keys) if (key !== undefined) (once.has(key) ? more : once).add(key)
  return more
}
