import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../readers/reader.ts"
import { type Clash, clashes } from "./clashes.ts"
import { nameRule, quoteName } from "./wording.ts"

/** The rules with the priority of an earlier one in the same direction, which Azure refuses. */
export function priorityClashes(rules: readonly LocatedRule[]): readonly Clash[] {
  return [...clashes(rules, slotOf)]
}

function slotOf({ priority, direction }: LocatedRule): string | undefined {
  return typeof priority === "number" && typeof direction === "string" ? `${direction} ${priority}` : undefined
}

export function describeClash({ rule, earlier }: Clash): string {
  const [name, other] = [nameRule(rule), quoteName(earlier)]
  return rule.direction === "Inbound"
    ? l10n.t`${name} has the same inbound priority as ${other}: Azure refuses the second rule (SecurityRuleConflict).`
    : l10n.t`${name} has the same outbound priority as ${other}: Azure refuses the second rule (SecurityRuleConflict).`
}
