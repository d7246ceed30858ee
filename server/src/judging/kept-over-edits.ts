import { originOf } from "../syntax/moved.ts"
import { keptIn } from "../values/kept-in.ts"
import type { GroupRule } from "./group-rule.ts"

/**
 * A question about a list of rules, asked again only when one of them is another rule than when it was last asked: an edit
 * leaves most rules as they were, or only moves them. So the answer names rules by their places in the list. `detail` is what it
 * depends on besides.
 */
export function keptOverEdits<D, A>(
  ask: (rules: readonly GroupRule[], detail: D) => A,
): (rules: readonly GroupRule[], detail: D) => A {
  const kept = keptIn<GroupRule, Map<D, { readonly origins: readonly GroupRule[]; readonly answer: A }>>()
  return (rules, detail) => {
    const [first] = rules
    if (!first) return ask(rules, detail)
    const { origin } = originOf(first)
    const byDetail = kept.get(origin) ?? new Map()
    kept.set(origin, byDetail)
    const known = byDetail.get(detail)
    if (known && isSame(known.origins, rules)) return known.answer
    const answer = ask(rules, detail)
    byDetail.set(detail, { origins: rules.map(rule => originOf(rule).origin), answer })
    return answer
  }
}

function isSame(origins: readonly GroupRule[], rules: readonly GroupRule[]): boolean {
  return origins.length === rules.length && rules.every((rule, place) => originOf(rule).origin === origins[place])
}
