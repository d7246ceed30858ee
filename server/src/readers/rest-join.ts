import { lazily } from "../values/lazily.ts"
import { indexReferences } from "../values/reference-index.ts"
import { parseResourceId } from "../values/resource-id.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { mergeCopies } from "./group.ts"
import type { LocatedGroup } from "./reader.ts"

/**
 * Rules that are listed for themselves, put into the group of the same document whose resource id theirs begin with. Of
 * two groups with one id neither is meant for certain; nor are rules of one name, which are one rule shown twice.
 */
export function joinById(groups: readonly LocatedGroup[]): LocatedGroup[] {
  const definitions = groups.filter(({ reference }) => !reference)
  const byId = lazily(() => indexReferences(definitions, referenceOf))
  const joined = new Map<LocatedGroup, LocatedGroup>(definitions.map(group => [group, group]))
  const rest: LocatedGroup[] = []
  for (const reference of groups.filter(group => group.reference)) {
    const [definition, ...others] = byId().find(referenceOf(reference))
    const home = definition && joined.get(definition)
    if (definition && home && others.length === 0) joined.set(definition, withRules(home, reference))
    else addReference(reference, rest)
  }
  return [...joined.values(), ...rest]
}

function referenceOf({ id }: LocatedGroup): ResourceRef | undefined {
  return id === undefined ? undefined : parseResourceId(id)
}

function addReference(reference: LocatedGroup, rest: LocatedGroup[]): void {
  const at = rest.findIndex(other => isSame(other, reference) && !sharesName(other, reference))
  const other = rest[at]
  if (other) rest[at] = withRules(other, reference)
  else rest.push(reference)
}

/** Ids that are equal as texts, without case, are looked at alone: there may be many, and Azure prints one in one way. */
function isSame(one: LocatedGroup, other: LocatedGroup): boolean {
  return one.id !== undefined && one.id.toLowerCase() === other.id?.toLowerCase()
}

function sharesName(one: LocatedGroup, other: LocatedGroup): boolean {
  const names = new Set(one.rules.map(({ name }) => name.toLowerCase()))
  return other.rules.some(({ name }) => names.has(name.toLowerCase()))
}

function withRules(group: LocatedGroup, added: LocatedGroup): LocatedGroup {
  const { rules, copies } = mergeCopies(group.rules, added.rules)
  return {
    ...group,
    rules: rules.toSorted((a, b) => a.at.self.start - b.at.self.start),
    statedDefaults: group.statedDefaults.length > 0 ? group.statedDefaults : added.statedDefaults,
    copies: [...group.copies, ...copies],
  }
}
