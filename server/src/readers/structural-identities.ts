import { originOf } from "../syntax/moved.ts"
import { keptFor } from "../values/kept-for.ts"
import { isMarked, localMarks } from "../values/unknown.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"
import { holdsLocalMark, renameIdentities } from "./rename-identities.ts"

/**
 * The group with identities that come from its structure alone. Readers tell unknown values apart by where they stand in
 * the text, or by the order of evaluation; both change with white space and with what has nothing to do with the group. So
 * each such mark gets the name of the first place in the group at which it is met: rule, property and number in its list.
 */
export function withStructuralIdentities(group: LocatedGroup): LocatedGroup {
  const copied = group.copies.flatMap(({ rule, other }) => [rule, other])
  if (![group.rules, group.statedDefaults, copied].some(rules => rules.some(isMarkedRule))) return withoutMarks(group)
  const names = new Map<string, string>()
  const taken = new Map<string, number>()
  const counts = new Map<string, number>()
  const renamed = new Map<LocatedRule, LocatedRule>()
  const named = (rule: LocatedRule): LocatedRule => {
    const known = renamed.get(rule)
    if (known) return known
    const path = numbered(rule.name.toLowerCase(), counts)
    const result = renameIdentities(rule, (identity, place) =>
      identity.replace(localMarks, mark => {
        const name = names.get(mark) ?? `⟨${numbered(`${path}.${place}`, taken)}⟩`
        names.set(mark, name)
        return name
      }),
    )
    renamed.set(rule, withoutMarks(result))
    return renamed.get(rule) ?? result
  }
  const rules = group.rules.map(named)
  const statedDefaults = group.statedDefaults.map(named)
  const copies = group.copies.map(({ rule, other, ...copy }) => ({
    ...copy,
    rule: named(rule),
    other: named(other),
  }))
  return { ...withoutMarks(group), rules, statedDefaults, copies }
}

/** So few have any that this is asked of all rules at every keystroke: of those that it only moved, too, as they were read. */
function isMarkedRule(rule: LocatedRule): boolean {
  return isMarkedOrigin(originOf(rule).origin)
}

const isMarkedOrigin = keptFor(
  (rule: LocatedRule) => holdsLocalMark(rule) || (rule.condition !== undefined && isMarked(rule.condition)),
)

/** The condition's text, which people read. */
function withoutMarks<T extends { readonly condition?: string }>(shown: T): T {
  const condition = shown.condition?.replace(localMarks, "")
  return condition === shown.condition ? shown : { ...shown, condition }
}

/** `text`, `text#2`, `text#3`, … */
function numbered(text: string, counts: Map<string, number>): string {
  const count = (counts.get(text) ?? 0) + 1
  counts.set(text, count)
  return count === 1 ? text : `${text}#${count}`
}
