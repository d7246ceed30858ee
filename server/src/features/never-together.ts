import type { Condition, SecurityRule } from "../engine/security-rule.ts"
import { areOpposed } from "../readers/presence.ts"

/** Whether what one rule asks for keeps the other from being there: no deployment has both. */
export function areNeverTogether(one: SecurityRule, other: SecurityRule): boolean {
  const [some, others] = [one.conditions ?? [], other.conditions ?? []]
  return areOpposed(some, others) || some.some(a => others.some(b => areOtherBranches(a, b)))
}

/** `{{ if x }}` and `{{ if x }} {{ else }}`: of blocks with one and the same condition, two branches. */
function areOtherBranches(one: Condition, other: Condition): boolean {
  const block = blockOf(one)
  return block !== undefined && block === blockOf(other) && one.identity !== other.identity
}

/** The first directive of a template engine's branch. */
function blockOf({ identity }: Condition): string | undefined {
  return /^(?:\{\{.*?\}\}|\{%.*?%\}|<%.*?%>)/s.exec(identity)?.[0]
}
