import type { MatchingRule } from "../engine/security-rule.ts"
import type { AdminRule } from "../engine/traffic-path.ts"
import { textHash } from "../values/text-hash.ts"
import type { RankedAdminRule } from "./admin-rules.ts"

/** The security admin rules that traffic of a machine meets, before any group. Plain data, without places. */
export interface AdminLevel {
  readonly rules: readonly AttachedAdminRule[]
  /** Equal for levels of the same rules; empty without any. */
  readonly key: string
  /** Only what they surely let through counts; else all that they may. */
  readonly isStrict?: true
}

export interface AttachedAdminRule extends AdminRule {
  /** The name of the configuration that has it. */
  readonly configuration: string
  /** As written, among the rules of its own collection; absent of what stands for rules that cannot be known. */
  readonly statedPriority?: AdminRule["priority"]
}

export function isOfAdmin(rule: MatchingRule): rule is AttachedAdminRule {
  return "configuration" in rule
}

export const noAdminRules: AdminLevel = { rules: [], key: "" }

export function adminLevel(ranked: readonly RankedAdminRule[]): AdminLevel {
  if (ranked.length === 0) return noAdminRules
  const rules = ranked.map(({ configuration: { name }, written, ...rule }): AttachedAdminRule => {
    return { ...rule, configuration: name, ...(written && { statedPriority: written.priority }) }
  })
  return { rules, key: textHash(JSON.stringify(rules.map(ruleText))) }
}

function ruleText({ source, destination, ...rule }: AttachedAdminRule): unknown {
  return [rule, [source, destination].map(terms => terms.map(({ key }) => key))]
}

export function strictly({ rules, key }: AdminLevel): AdminLevel {
  return { rules, key: `${key} surely`, isStrict: true }
}
