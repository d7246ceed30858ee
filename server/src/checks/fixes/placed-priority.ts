import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Change, Fix } from "../fix.ts"
import { leastPriority, mostPriority } from "../free-priority.ts"
import { listWords, quoteName } from "../wording.ts"

/** A priority for a rule, and those of others that make room for it. */
export interface Placement {
  readonly priority: number
  readonly others: readonly { readonly rule: LocatedRule; readonly priority: number }[]
}

/** Directly before another rule of its direction; undefined where that is not to be had, or not known. */
export function placeBefore(group: LocatedGroup, rule: LocatedRule, other: LocatedRule): Placement | undefined {
  const others = othersOf(group, rule.direction, rule)
  const index = others?.findIndex(({ priority }) => priority === other.priority) ?? -1
  return others && index >= 0 ? placeAt(others, index, "before") : undefined
}

/** Directly behind another rule, and all that have its priority. */
export function placeAfter(group: LocatedGroup, rule: LocatedRule, other: LocatedRule): Placement | undefined {
  const others = othersOf(group, rule.direction, rule)
  const index = others?.findLastIndex(({ priority }) => priority === other.priority) ?? -1
  return others && index >= 0 ? placeAt(others, index + 1, "after") : undefined
}

/** For a new rule: directly behind this one, and all that have its priority. */
export function placeBehind(group: LocatedGroup, { direction, priority }: LocatedRule): Placement | undefined {
  const all = othersOf(group, direction)
  const index = all?.findLastIndex(other => other.priority === priority) ?? -1
  return all && index >= 0 ? placeAt(all, index + 1, "after") : undefined
}

/** Before all rules of the direction. */
export function placeFirst(group: LocatedGroup, direction: unknown): Placement | undefined {
  const others = othersOf(group, direction)
  return others && placeAt(others, 0, "after")
}

/** Before all rules of the direction that have this priority or a higher one, else behind all. */
export function placeBelow(group: LocatedGroup, direction: unknown, priority = Infinity): Placement | undefined {
  const others = othersOf(group, direction)
  const index = others?.findIndex(other => Number(other.priority) >= priority) ?? -1
  return others && placeAt(others, index < 0 ? others.length : index, "before")
}

/** The move as a fix, with the words for what it is for. */
export function moveTo(rule: LocatedRule, placement: Placement): Pick<Fix, "title" | "changes"> {
  return {
    title: l10n.t`Move to ${placement.priority}${othersText(placement)}`,
    changes: placementChanges(rule, placement),
  }
}

export function placementChanges(rule: LocatedRule, { priority, others }: Placement): readonly Change[] {
  return [{ rule, priority }, ...others].map(each => ({
    kind: "set",
    rule: each.rule,
    property: "priority",
    value: each.priority,
  }))
}

/** ` and "deny" to 101`; "" where no other rule moves. */
export function othersText({ others }: Placement): string {
  if (others.length === 0) return ""
  const shown = others.slice(0, 2).map(({ rule, priority }) => l10n.t`${quoteName(rule)} to ${priority}`)
  const more = others.length - shown.length
  return `, ${listWords(more > 0 ? [...shown, l10n.t`${more} more`] : shown)}`
}

/** The other rules of its direction in the order of evaluation; undefined where rules that are not known may be between. */
function othersOf(
  { rules, incompleteReason, numbersRules }: LocatedGroup,
  own: unknown,
  except?: LocatedRule,
): LocatedRule[] | undefined {
  const isKnown = rules.every(
    ({ priority, direction }) => typeof priority === "number" && typeof direction === "string",
  )
  if (incompleteReason !== undefined || numbersRules || !isKnown) return undefined
  return rules
    .filter(rule => rule !== except && rule.direction === own)
    .toSorted((a, b) => Number(a.priority) - Number(b.priority))
}

/** Between two neighbours where a number is free there, else by moving as few others as will do. */
function placeAt(others: readonly LocatedRule[], index: number, near: "before" | "after"): Placement | undefined {
  const lower = Number(others[index - 1]?.priority ?? leastPriority - 1)
  const upper = Number(others[index]?.priority ?? mostPriority + 1)
  if (upper - lower > 1) {
    const priority = near === "after" ? lower + 1 : roundBelow(lower, upper)
    return { priority, others: [] }
  }
  return pushed(others.slice(index), upper, 1) ?? pushed(others.slice(0, index).reverse(), lower, -1)
}

/** A multiple of ten where there is one between, as people write them. */
function roundBelow(lower: number, upper: number): number {
  const round = Math.floor((upper - 1) / 10) * 10
  return round > lower ? round : upper - 1
}

/** The number of the nearest, which moves by one, as do those behind it that are in the way. */
function pushed(others: readonly LocatedRule[], priority: number, step: 1 | -1): Placement | undefined {
  const moved: { readonly rule: LocatedRule; readonly priority: number }[] = []
  let last = priority
  for (const rule of others) {
    if ((Number(rule.priority) - last) * step > 0) break
    last += step
    moved.push({ rule, priority: last })
  }
  return isPriority(priority) && isPriority(last) ? { priority, others: moved } : undefined
}

function isPriority(number: number): boolean {
  return number >= leastPriority && number <= mostPriority
}
