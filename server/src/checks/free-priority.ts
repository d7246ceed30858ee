import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { listWords } from "./wording.ts"

/** Azure's bounds for the priorities of custom rules. */
const [least, most] = [100, 4096] as const

/** Which priorities of a group are free. Rules that are not known here may have any. */
export interface FreePriorities {
  /** Whether a rule of the direction may still get a priority below this one. */
  hasBelow(direction: unknown, priority: number): boolean
  /** How many priorities above this one no rule of the direction has; none where the priority itself is not known. */
  countAbove(direction: unknown, priority: unknown): number
}

/** The priorities of each direction are looked through once for all questions about the group. */
export function prioritiesOf({ rules }: LocatedGroup): FreePriorities {
  const known = new Map<unknown, Taken>()
  const takenIn = (direction: unknown) => {
    const taken = known.get(direction) ?? takenBy(rules.filter(rule => rule.direction === direction))
    known.set(direction, taken)
    return taken
  }
  return {
    hasBelow: (direction, priority) => takenIn(direction).firstFree < priority,
    countAbove(direction, priority) {
      if (typeof priority !== "number") return 0
      return most - priority - takenIn(direction).priorities.filter(taken => taken > priority).length
    },
  }
}

interface Taken {
  /** Each once, none above Azure's bound. */
  readonly priorities: readonly number[]
  readonly firstFree: number
}

function takenBy(rules: readonly LocatedRule[]): Taken {
  const all = new Set(rules.map(({ priority }) => Number(priority)))
  let firstFree: number = least
  while (all.has(firstFree)) firstFree++
  return { priorities: [...all].filter(priority => priority <= most), firstFree }
}

interface Prior {
  readonly name: string
  readonly priority: unknown
}

/**
 * How to put a rule of the group before others that match its traffic: a number below theirs, or where none is free, others
 * for them.
 */
export function adviceBefore(group: LocatedGroup): (rule: LocatedRule, others: readonly Prior[]) => string {
  const free = prioritiesOf(group)
  return (rule, others) => {
    const first = Math.min(...others.map(({ priority }) => Number(priority)))
    if (group.numbersRules)
      return `Move it up in the list, before "${others.find(({ priority }) => priority === first)?.name}".`
    if (free.hasBelow(rule.direction, first)) return `Give it a priority below ${first}.`
    const names = others.map(({ name }) => `"${name}"`)
    const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names
    const isLast = free.countAbove(rule.direction, rule.priority) < others.length
    const reason = first <= least ? `Priorities start at ${least}` : `No priority below ${first} is free`
    return isLast
      ? `${reason}: renumber this rule and ${listWords(shown)}.`
      : `${reason}: renumber ${listWords(shown)} to above ${rule.priority}.`
  }
}

/**
 * For one rule after another the next number above its own that none of its direction has, so that the order among the
 * others stays as it is. Undefined where that cannot be known: a rule that is not known here may have it.
 */
export function freePriorities({ rules, complete }: LocatedGroup): (rule: LocatedRule) => number | undefined {
  const isKnown =
    complete && rules.every(rule => typeof rule.priority === "number" && typeof rule.direction === "string")
  // Most groups have no use for them.
  let taken: Set<string> | undefined
  return rule => {
    if (!isKnown) return undefined
    taken ??= new Set(rules.map(slotOf))
    for (let priority = Math.max(least, Number(rule.priority) + 1); priority <= most; priority++) {
      const slot = slotOf({ direction: rule.direction, priority })
      if (taken.has(slot)) continue
      taken.add(slot)
      return priority
    }
    return undefined
  }
}

function slotOf({ direction, priority }: { readonly direction: unknown; readonly priority: unknown }): string {
  return `${direction} ${priority}`
}
