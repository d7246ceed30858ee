import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { DefinedGroup, TopologyDocument } from "../topology/link/placed-part.ts"
import type { AddressTerm } from "../values/address.ts"
import { sameData } from "./same-data.ts"

/** What stands by now in the place of what was there before: of ranges, groups and rules. */
export type Replacements = Map<object, object>

/**
 * Whether a document says of networks what it said before, wherever in its text: what a group allows is no part of that.
 * What has been replaced is noted.
 */
export function sameStatements(
  before: TopologyDocument,
  now: TopologyDocument,
  { replaced, contested }: { readonly replaced: Replacements; readonly contested: ReadonlySet<string> },
): boolean {
  if (before === now) return true
  const { groups, parts, ...about } = before
  const { groups: groupsNow, parts: partsNow, ...aboutNow } = now
  return (
    sameData(about, aboutNow) &&
    isSameElsewhere(parts, partsNow, replaced) &&
    groups.length === groupsNow.length &&
    groups.every((group, place) => isSameGroup(group, groupsNow[place], { replaced, contested }))
  )
}

/** The names of which there are several groups, in lower case: which of them is meant depends on what they say. */
export function contestedNames(documents: readonly TopologyDocument[]): ReadonlySet<string> {
  const names = documents.flatMap(({ groups }) => groups.map(({ written }) => written.name.toLowerCase()))
  const seen = new Set<string>()
  return new Set(names.filter(name => seen.has(name) || !seen.add(name)))
}

function isSameGroup(
  before: DefinedGroup,
  now: DefinedGroup | undefined,
  { replaced, contested }: Parameters<typeof sameStatements>[2],
): boolean {
  if (!now || !isSameElsewhere(headOf(before.written), headOf(now.written), replaced)) return false
  const [group, groupNow] = [before.placed.group, now.placed.group]
  if (group === groupNow) return true
  replaced.set(group, groupNow)
  if (!isSameElsewhere(headOf(group), headOf(groupNow), replaced)) return false
  if (contested.has(group.name.toLowerCase()) && !sameData(contentOf(group), contentOf(groupNow))) return false
  const [naming, namingNow] = [group, groupNow].map(one => one.rules.filter(namesSecurityGroup))
  return (
    naming?.length === namingNow?.length &&
    (naming ?? []).every((rule, place) => isSameRule(rule, namingNow?.[place], replaced))
  )
}

/** All that matters of a group to those who refer to it. */
function headOf(group: LocatedGroup) {
  const { name, id, range, nameRange, reference, inside, document, scope, address, iteration, call } = group
  const { condition, absentByDefault, presentByDefault, incompleteReason } = group
  const presence = { condition, absentByDefault, presentByDefault, incompleteReason }
  return { name, id, range, nameRange, reference, inside, document, scope, address, iteration, call, presence }
}

function contentOf({ rules }: LocatedGroup) {
  return rules.map(({ written, condition }) => [written, condition])
}

function namesSecurityGroup({ source, destination }: LocatedRule): boolean {
  return source.some(isSecurityGroup) || destination.some(isSecurityGroup)
}

function isSecurityGroup({ kind }: AddressTerm): boolean {
  return kind === "group"
}

function isSameRule(before: LocatedRule, now: LocatedRule | undefined, replaced: Replacements): boolean {
  if (!now) return false
  if (before === now) return true
  replaced.set(before, now)
  const said = ({ name, priority, source, destination, document }: LocatedRule) => {
    return [name, priority, source, destination, document]
  }
  const places = ({ at: { name, terms } }: LocatedRule) => [name, terms.source, terms.destination]
  return sameData(said(before), said(now)) && isSameElsewhere(places(before), places(now), replaced)
}

/** Whether plain data are the same but for where they stand. */
function isSameElsewhere(before: unknown, now: unknown, replaced: Replacements): boolean {
  if (Object.is(before, now)) return true
  if (typeof before !== "object" || typeof now !== "object" || before === null || now === null) return false
  if (before instanceof Map || now instanceof Map) {
    return before instanceof Map && now instanceof Map && isSameElsewhere([...before], [...now], replaced)
  }
  const [keys, keysNow] = [Object.keys(before), Object.keys(now)]
  if (keys.length !== keysNow.length) return false
  if (isRange(before, keys) && isRange(now, keysNow)) {
    replaced.set(before, now)
    return true
  }
  return keys.every(key => isSameElsewhere(Reflect.get(before, key), Reflect.get(now, key), replaced))
}

function isRange(value: object, keys: readonly string[]): boolean {
  return keys.length === 2 && "start" in value && "end" in value
}
