import type { LocatedGroup } from "../readers/reader.ts"

/** Azure's bounds for the priorities of custom rules. */
export const [leastPriority, mostPriority] = [100, 4096] as const

/** Whether a rule of the direction may still get a priority below this one. Rules that are not known here may have any. */
export function hasRoomBelow({ rules }: LocatedGroup, direction: unknown, priority: number): boolean {
  const taken = new Set(rules.filter(rule => rule.direction === direction).map(rule => rule.priority))
  for (let free = priority - 1; free >= leastPriority; free--) if (!taken.has(free)) return true
  return false
}
