import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { noName } from "../readers/rule-reading.ts"
import { keptIn } from "../values/kept-in.ts"
import { listWords, quoteName } from "./wording.ts"

/** Azure's bounds for the priorities of custom rules. */
export const [leastPriority, mostPriority] = [100, 4096] as const

/** Whether a rule of the direction may still get a priority below this one. Rules that are not known here may have any. */
export function hasRoomBelow(group: LocatedGroup, direction: unknown, priority: number): boolean {
  return takenIn(group, direction).firstFree < priority
}

/** How many priorities above this one no rule of the direction has; none where the priority itself is not known. */
export function countFreeAbove(group: LocatedGroup, direction: unknown, priority: unknown): number {
  if (typeof priority !== "number") return 0
  return mostPriority - priority - takenIn(group, direction).priorities.filter(taken => taken > priority).length
}

/** The priorities that rules of a direction have. */
interface Taken {
  /** Each once, none above Azure's bound. */
  readonly priorities: readonly number[]
  readonly firstFree: number
}

/** A group is a value: its priorities are looked through once, however many of its rules need advice. */
const kept = keptIn<LocatedGroup, Map<unknown, Taken>>()

function takenIn(group: LocatedGroup, direction: unknown): Taken {
  const known = kept.get(group) ?? new Map<unknown, Taken>()
  kept.set(group, known)
  const taken = known.get(direction) ?? takenBy(group.rules.filter(rule => rule.direction === direction))
  known.set(direction, taken)
  return taken
}

function takenBy(rules: readonly LocatedRule[]): Taken {
  const all = new Set(rules.map(({ priority }) => Number(priority)))
  let firstFree: number = leastPriority
  while (all.has(firstFree)) firstFree++
  return { priorities: [...all].filter(priority => priority <= mostPriority), firstFree }
}

interface Prior {
  readonly name: string
  readonly priority: unknown
}

/** How to put a rule before others that match its traffic: a number below theirs, or where none is free, others for them. */
export function adviseBefore(group: LocatedGroup, rule: LocatedRule, others: readonly Prior[]): string {
  const first = Math.min(...others.map(({ priority }) => Number(priority)))
  if (group.numbersRules)
    return l10n.t`Move it up in the list, before ${theRule(others.find(({ priority }) => priority === first) ?? rule)}.`
  if (hasRoomBelow(group, rule.direction, first)) return l10n.t`Give it a priority below ${first}.`
  const names = others.map(theRule)
  const shown = names.length > 3 ? [...names.slice(0, 3), l10n.t`${names.length - 3} more`] : names
  const isLast = countFreeAbove(group, rule.direction, rule.priority) < others.length
  const reason =
    first <= leastPriority
      ? l10n.t`no priority is lower than ${leastPriority}`
      : l10n.t`no priority below ${first} is free`
  const list = listWords(shown)
  if (isLast) return l10n.t`Renumber this rule and ${list}: ${reason}.`
  return names.length > 1
    ? l10n.t`Give ${list} priorities above ${String(rule.priority)}: ${reason}.`
    : l10n.t`Give ${list} a priority above ${String(rule.priority)}: ${reason}.`
}

/** A rule that was named before. */
function theRule({ name }: Pick<Prior, "name">): string {
  return name === noName ? l10n.t`the rule without a name` : quoteName({ name })
}

/**
 * For one rule after another the next number above its own that none of its direction has, so that the order among the
 * others stays as it is. Undefined where that cannot be known: a rule that is not known here may have it.
 */
export function freePriorities({ rules, incompleteReason }: LocatedGroup): (rule: LocatedRule) => number | undefined {
  const isKnown =
    incompleteReason === undefined &&
    rules.every(rule => typeof rule.priority === "number" && typeof rule.direction === "string")
  // Most groups have no use for them.
  let taken: Set<string> | undefined
  return rule => {
    if (!isKnown) return undefined
    taken ??= new Set(rules.map(slotOf))
    for (let priority = Math.max(leastPriority, Number(rule.priority) + 1); priority <= mostPriority; priority++) {
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
