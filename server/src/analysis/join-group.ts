import { mergeCopies, standaloneRules } from "../readers/group.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { renameIdentities } from "../readers/rename-identities.ts"
import { sameId } from "./group-identity.ts"
import type { PlacedGroup, ResourceIndex } from "./resource-index.ts"

/**
 * A group together with the rules that other documents add to it. Every rule then says in which document it stands. The
 * group itself is handed back where no document adds any.
 */
export function joinGroup(definition: PlacedGroup, index: ResourceIndex): LocatedGroup {
  const references = index.referencesTo(definition)
  if (references.length === 0) return definition.group
  const { group, uri, scope } = definition
  const own = group.rules.map(rule => ({ ...rule, document: rule.document ?? uri }))
  const rulesOf = (reference: PlacedGroup) => placedRules(reference, scope)
  const [byId, byName] = partition(references, reference => sameId(reference.group, group) === true)
  const added = byName.flatMap(rulesOf)
  // One resource is shown by as many documents as there are; each deployment by name makes a rule of its own.
  const steps = [added, ...byId.map(rulesOf)].filter(rules => rules.length > 0)
  return steps.reduce<LocatedGroup>(withCopies, { ...group, document: uri, rules: own })
}

function withCopies(group: LocatedGroup, added: readonly LocatedRule[]): LocatedGroup {
  const { rules, copies } = mergeCopies(group.rules, added)
  const { standaloneRules: own = [] } = group
  return {
    ...group,
    rules,
    standaloneRules: [...own, ...standaloneRules(group.rules, added)],
    copies: [...group.copies, ...copies],
  }
}

/** An expression of another document may be another value than the same text in the group's own. */
function placedRules({ group, uri, scope }: PlacedGroup, home: string): readonly LocatedRule[] {
  return group.rules.map(rule => {
    const scoped = scope === home ? rule : renameIdentities(rule, identity => `${identity}@${scope}`)
    return { ...scoped, document: uri }
  })
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter(item => !test(item))]
}
