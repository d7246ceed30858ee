import type { Passage } from "../engine/questions/addresses-left.ts"
import type { Direction, MatchingRule } from "../engine/security-rule.ts"
import type { AdminRule } from "../engine/traffic-path.ts"
import { isUnknown } from "../values/unknown.ts"
import type { AdminLevel, AttachedAdminRule } from "./admin-level.ts"
import type { GroupRule } from "./group-rule.ts"

/** What remote addresses meet of a rule, at least and at most. */
export type BoundOf<R> = (rule: R, bound: "least" | "most") => MatchingRule | undefined

/**
 * What a group may let through, whatever is unknown in it: what an Allow takes at most, but for what a Deny surely takes before
 * it.
 */
export function passagesOf(
  group: readonly GroupRule[],
  direction: Direction,
  bound: BoundOf<GroupRule>,
): readonly Passage[] {
  const denies = group.filter(rule => surely.does(rule, direction, "Deny"))
  return group.flatMap(rule => {
    const allow = perhaps.does(rule, direction, "Allow") ? bound(rule, "most") : undefined
    if (!allow) return []
    const before = denies.filter(deny => isBefore(deny, rule))
    return [{ allows: [{ ...allow, direction }], denies: before.flatMap(deny => bound(deny, "least") ?? []) }]
  })
}

/** What security admin rules let through: to the groups, and past them. */
export interface AdminPassages {
  readonly toGroups: readonly Passage[]
  readonly pastGroups: readonly Passage[]
}

/** What they may let through, whatever is unknown in them; strictly only what they surely do. */
export function adminPassages(
  { rules, isStrict }: AdminLevel,
  direction: Direction,
  bound: BoundOf<AttachedAdminRule>,
): AdminPassages {
  const [letting, taking] = isStrict ? ([surely, perhaps] as const) : ([perhaps, surely] as const)
  const taken = (rule: AttachedAdminRule) => {
    const found = bound(rule, taking.bound)
    return found ? [{ ...found, direction }] : []
  }
  const of = (certainty: Certainty, ...accesses: AdminRule["access"][]) =>
    rules.filter(rule => accesses.some(access => certainty.does(rule, direction, access)))
  const passage = (rule: AttachedAdminRule, stopping: readonly AttachedAdminRule[]): readonly Passage[] => {
    const allow = bound(rule, letting.bound)
    const before = stopping.filter(other => (isStrict ? !isBefore(rule, other) : isBefore(other, rule)))
    return allow ? [{ allows: [{ ...allow, direction }], denies: before.flatMap(taken) }] : []
  }
  const denies = of(taking, "Deny")
  return {
    toGroups: [
      { allows: [], denies: denies.flatMap(taken) },
      ...(denies.length === 0 ? [] : of(letting, "Allow").flatMap(rule => passage(rule, denies))),
    ],
    // An Allow before it leaves it to the groups.
    pastGroups: of(letting, "AlwaysAllow").flatMap(rule =>
      passage(
        rule,
        of(taking, "Deny", "Allow").filter(other => other !== rule),
      ),
    ),
  }
}

/** What gets through all of it. */
export function passagesThrough(
  { toGroups, pastGroups }: AdminPassages,
  group: readonly Passage[] | undefined,
): readonly Passage[] {
  if (!group) return [...toGroups, ...pastGroups]
  const both = toGroups.flatMap(one =>
    group.map(other => ({ allows: [...one.allows, ...other.allows], denies: [...one.denies, ...other.denies] })),
  )
  return [...both, ...pastGroups]
}

type Doing = Pick<AdminRule, "access" | "direction" | "priority" | "possiblyAbsent">

/** One of the two bounds of what rules do. */
interface Certainty {
  readonly bound: "least" | "most"
  does(rule: Doing, direction: Direction, access: Doing["access"]): boolean
}

export const surely: Certainty = {
  bound: "least",
  does: (rule, direction, access) => rule.access === access && rule.direction === direction && !rule.possiblyAbsent,
}

export const perhaps: Certainty = {
  bound: "most",
  does: (rule, direction, access) =>
    (rule.direction === direction || isUnknown(rule.direction)) && (rule.access === access || isUnknown(rule.access)),
}

/** Surely: of two rules with one priority, which Azure refuses, none is before the other. */
export function isBefore({ priority }: Doing, other: Doing): boolean {
  return !isUnknown(priority) && !isUnknown(other.priority) && priority < other.priority
}
