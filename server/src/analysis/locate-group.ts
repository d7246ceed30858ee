import { withNameFault } from "../readers/group-name-fault.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { withStructuralIdentities } from "../readers/structural-identities.ts"
import { withValueOrigins } from "../readers/value-origin.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
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
  const byDocument = new Map<string | undefined, LocatedRule[]>([[group.document, []]])
  for (const rule of group.rules) {
    const document = rule.document ?? group.document
    byDocument.set(document, [...(byDocument.get(document) ?? []), rule])
  }
  const shown = new Map<LocatedRule, LocatedRule>()
  let whole = group
  for (const [document, rules] of byDocument) {
    const syntax = syntaxOf(document)
    const part = withValueOrigins(markBroken({ ...group, rules }, syntax), syntax)
    for (const [place, rule] of rules.entries()) shown.set(rule, part.rules[place] ?? rule)
    if (document === group.document) whole = part
  }
  return { ...whole, rules: group.rules.map(rule => shown.get(rule) ?? rule) }
}
