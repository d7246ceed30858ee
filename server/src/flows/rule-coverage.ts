import type { LocatedRule } from "../readers/reader.ts"
import type { WorldGroup } from "./claim-world.ts"
import type { Expectation, JudgedClaim } from "./expectation.ts"

/** A rule, and how many claims have packets that it decides. */
export interface CoveredRule {
  readonly group: WorldGroup
  readonly rule: LocatedRule
  readonly claims: number
}

/** Of groups: which of their own rules claims reach. */
export function coverageOf(groups: readonly WorldGroup[], expectations: readonly Expectation[]): CoveredRule[] {
  const reached = new Map<string, number>()
  for (const one of expectations) {
    for (const key of one.status === "error" ? [] : decidersOf(one)) reached.set(key, (reached.get(key) ?? 0) + 1)
  }
  return groups.flatMap(group =>
    group.ruled.group.rules.map(rule => {
      return { group, rule, claims: reached.get(keyOf(rule, rule.document ?? group.document)) ?? 0 }
    }),
  )
}

/** Each rule once, by what is the same wherever its document was read. */
function decidersOf({ verdict, world }: JudgedClaim): ReadonlySet<string> {
  return new Set(verdict.decidedBy.flatMap(rule => ("at" in rule ? keyOf(rule, world.documentOf(rule)) : [])))
}

function keyOf({ name, at }: LocatedRule, document: string | undefined): string {
  return JSON.stringify([document, name, at])
}
