import type { OfferedFix } from "../analysis/offered-fix.ts"
import { nameRule } from "../checks/wording.ts"
import { fixTitle } from "../features/fix-title.ts"

/** Of a fix that was made: of which rule, what it is, and what it does to the traffic. */
export function madeText(offered: OfferedFix): string {
  const { rule, code } = offered.finding
  return `fixed${rule ? ` ${nameRule(rule)}` : ""}: ${fixTitle(offered)} [${code}]`
}
