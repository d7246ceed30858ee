import * as l10n from "@vscode/l10n"
import type { ExpressionFault, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { DocumentContext, Found } from "./check.ts"
import { possibly } from "./severity.ts"

/** A fault of an expression as a finding; in a branch that need not be taken it is only possibly one. */
export function foundAt(fault: ExpressionFault, context: DocumentContext): Found<ExpressionFault> {
  const severity = fault.isBranch && possibly("error")
  return { at: fault.range, ...placeOf(fault.range, context), ...(severity && { severity }), data: fault }
}

/** What Azure makes of it, as the end of a sentence. */
export function consequence({ isBranch }: { readonly isBranch?: true | undefined }): string {
  return isBranch
    ? l10n.t`Azure refuses the template if this branch of the "if" is taken`
    : l10n.t`Azure refuses the template`
}

/** The rule, or else the group, in which the expression stands; one in a variable stands in neither. */
function placeOf(range: Range, { groups }: DocumentContext): { group: LocatedGroup | null; rule: LocatedRule | null } {
  for (const { group } of groups) {
    const rule = group.rules.find(({ at }) => holds(at.self, range))
    if (rule) return { group, rule }
  }
  return { group: groups.find(({ group }) => holds(group.range, range))?.group ?? null, rule: null }
}

function holds(outer: Range, { start, end }: Range): boolean {
  return outer.start <= start && end <= outer.end
}
