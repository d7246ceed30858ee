import * as l10n from "@vscode/l10n"
import { leastPriority, mostPriority } from "../../checks/free-priority.ts"
import { nameRule } from "../../checks/wording.ts"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Candidate } from "./candidate.ts"

/**
 * Priorities that no rule of the direction has: one behind all of them, one in each gap between two, one before all of them;
 * of a gap the roundest number, so that there is room on both sides. First comes the gap in which the rule stands in its list.
 */
export function priorityValues(group: LocatedGroup, rule: LocatedRule): readonly Candidate[] {
  if (group.numbersRules) return []
  const others = othersOf(group, rule)
  const gaps = gapsBetween(others).filter(
    ({ after, before }) => numberOf(before, mostPriority + 1) - numberOf(after, 99) > 1,
  )
  const own = gaps.find(({ after }) => after?.at.self.start === precedingIn(others, rule)?.at.self.start)
  const ordered = [...(own ? [own] : []), ...gaps.filter(gap => gap !== own).toReversed()]
  const doubt = group.incompleteReason === undefined ? "" : l10n.t`Rules that are not known here may have it.`
  return ordered.map(gap => {
    const priority = roundest(numberOf(gap.after, leastPriority - 1), numberOf(gap.before, mostPriority + 1))
    return {
      label: `${priority}`,
      value: priority,
      detail: describeGap(gap),
      kind: "number",
      ...(doubt !== "" && { documentation: doubt }),
    }
  })
}

interface Gap {
  readonly after: Numbered | undefined
  readonly before: Numbered | undefined
}

type Numbered = LocatedRule & { readonly priority: number }

/** Rules of the direction by their numbers; where it is not known, those of both. */
function othersOf({ rules }: LocatedGroup, { direction, at }: LocatedRule): readonly Numbered[] {
  const isOther = (each: LocatedRule): each is Numbered =>
    each.at.self.start !== at.self.start &&
    typeof each.priority === "number" &&
    (typeof direction !== "string" || typeof each.direction !== "string" || each.direction === direction)
  return rules.filter(isOther).toSorted((a, b) => a.priority - b.priority)
}

function gapsBetween(others: readonly Numbered[]): readonly Gap[] {
  return [undefined, ...others].map((after, index) => ({ after, before: others[index] }))
}

function numberOf(rule: Numbered | undefined, otherwise: number): number {
  return rule?.priority ?? otherwise
}

/** The rule that stands right before this one in the text, of those with a number. */
function precedingIn(others: readonly Numbered[], { at }: LocatedRule): Numbered | undefined {
  return others
    .filter(each => each.at.self.start < at.self.start)
    .toSorted((a, b) => b.at.self.start - a.at.self.start)[0]
}

/** Behind the last the next multiple of ten; else of the numbers in between the one with the most zeros, near the middle. */
function roundest(after: number, before: number): number {
  if (before > mostPriority && after < mostPriority) return Math.min(Math.ceil((after + 1) / 10) * 10, mostPriority)
  const middle = (after + before) / 2
  for (const step of [100, 10, 1]) {
    const nearest = Math.round(middle / step) * step
    if (nearest > after && nearest < before) return nearest
  }
  return after + 1
}

function describeGap({ after, before }: Gap): string {
  if (after && before) return l10n.t`between ${nameRule(after)} and ${nameRule(before)}`
  if (after) return l10n.t`after ${nameRule(after)}`
  return before ? l10n.t`before ${nameRule(before)}` : l10n.t`the first rule of its direction`
}
