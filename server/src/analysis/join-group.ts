import { mergeCopies } from "../readers/group.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { GroupIndex, PlacedGroup } from "./group-index.ts"

/**
 * A group together with the rules that other documents add to it. Every rule then says in which document it stands. The
 * group itself is handed back where no document adds any.
 */
export function joinGroup(definition: PlacedGroup, index: GroupIndex): LocatedGroup {
  const references = index.referencesTo(definition)
  if (references.length === 0) return definition.group
  const { group, uri } = definition
  const own = group.rules.map(rule => placed(rule, uri))
  const added = references.flatMap(reference => reference.group.rules.map(rule => placed(rule, reference.uri)))
  const { rules, conflictingCopies } = mergeCopies(own, added)
  return {
    ...group,
    document: uri,
    rules,
    conflictingCopies: [...group.conflictingCopies, ...conflictingCopies],
  }
}

function placed(rule: LocatedRule, document: string): LocatedRule {
  return { ...rule, document }
}
