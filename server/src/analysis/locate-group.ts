import { withNameFault } from "../readers/group-name-fault.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { withStructuralIdentities } from "../readers/structural-identities.ts"
import { withValueOrigins } from "../readers/value-origin.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { groupedBy } from "../values/grouped.ts"
import { markBroken } from "./broken-group.ts"

/** The document of that URI; without one the group's own. */
type SyntaxOf = (uri: string | undefined) => SyntaxDocument

/** A group as its reader has it, with what only whole documents show of it. */
export function locateGroup(group: LocatedGroup, syntaxOf: SyntaxOf): LocatedGroup {
  const syntax = syntaxOf(group.document)
  const shown = shownBy(withNameFault(group, syntax), syntaxOf)
  return withStructuralIdentities(shown)
}

/** A rule is shown by the document it stands in, where linked templates give a group rules. */
function shownBy(group: LocatedGroup, syntaxOf: SyntaxOf): LocatedGroup {
  const elsewhere = group.rules.filter(({ document = group.document }) => document !== group.document)
  if (elsewhere.length === 0) return shownIn(group, syntaxOf(group.document))
  const shown = new Map<LocatedRule, LocatedRule>()
  for (const [document, rules] of groupedBy(elsewhere, ({ document }) => document)) {
    const part = shownIn({ ...group, rules }, syntaxOf(document))
    for (const [place, rule] of rules.entries()) shown.set(rule, part.rules[place] ?? rule)
  }
  const own = group.rules.filter(rule => !shown.has(rule))
  const whole = shownIn({ ...group, rules: own }, syntaxOf(group.document))
  for (const [place, rule] of own.entries()) shown.set(rule, whole.rules[place] ?? rule)
  return { ...whole, rules: group.rules.map(rule => shown.get(rule) ?? rule) }
}

function shownIn(group: LocatedGroup, syntax: SyntaxDocument): LocatedGroup {
  return withValueOrigins(markBroken(group, syntax), syntax)
}
