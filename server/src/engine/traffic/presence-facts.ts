import { isUnknown } from "../../values/unknown.ts"
import type { Condition, MatchingRule } from "../security-rule.ts"
import { freeNames, type NameFacts } from "./name-facts.ts"

/** Stands before each condition in a name; no text of a document that is read has it. */
const mark = "\u0000"

/**
 * The name of what a rule's presence depends on: its conditions, and what only the rule itself has, where it is possibly
 * absent without a condition or its place is not known. Rules that are there together or not at all have the same.
 */
export function presenceName({ possiblyAbsent, conditions = [], priority }: MatchingRule, own: string): string {
  if (!possiblyAbsent || conditions.length === 0) return own
  const asked = [...new Set(conditions.map(keyOf))].toSorted()
  return [...asked, ...(isUnknown(priority) ? [keyOf({ identity: own, holds: true })] : [])].join("")
}

function keyOf({ identity, holds }: Condition): string {
  return `${mark}${holds ? "+" : "-"}${identity}`
}

/** What a name asks for: each condition with its sign before it. */
function askedBy(name: string): readonly string[] {
  return name.startsWith(mark) ? name.slice(1).split(mark) : [`+${name}`]
}

/**
 * A rule is there if all that its name asks for holds. Of the states that are excluded all are found in which one condition
 * after the other follows from what is settled; not those that only a case split over several would show.
 */
export const presenceNames: NameFacts = {
  ...freeNames,
  implies: (inside, name) => {
    const settled = new Set(inside.flatMap(askedBy))
    return askedBy(name).every(one => settled.has(one))
  },
  canBe: (inside, outside) => {
    const settled = new Set(inside.flatMap(askedBy))
    if ([...settled].some(one => settled.has(oppositeOf(one)))) return false
    return settle(settled, outside.map(askedBy))
  },
}

/** Whether one condition at least of each list can fail; what has to fail as the last of its list is settled. */
function settle(settled: Set<string>, failing: readonly (readonly string[])[]): boolean {
  for (let isSettling = true; isSettling; ) {
    isSettling = false
    for (const asked of failing) {
      if (asked.some(one => settled.has(oppositeOf(one)))) continue
      const [open, another] = asked.filter(one => !settled.has(one))
      if (open === undefined) return false
      if (another !== undefined) continue
      settled.add(oppositeOf(open))
      isSettling = true
    }
  }
  return true
}

function oppositeOf(one: string): string {
  return (one.startsWith("+") ? "-" : "+") + one.slice(1)
}
