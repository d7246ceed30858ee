import * as l10n from "@vscode/l10n"
import type { ServiceNeed } from "../../azure/service-need.ts"
import type { BlockedNeed } from "../../judging/blocked-needs.ts"
import type { LocatedGroup } from "../../readers/reader.ts"
import type { Change, Fix } from "../fix.ts"
import { leastPriority, mostPriority } from "../free-priority.ts"
import { needEnd, needName, writtenNeed } from "../service-rule.ts"
import { listWords } from "../wording.ts"
import { nameOrLike } from "./free-name.ts"

/** A rule for each thing that a service needs, at free priorities before what blocks it. */
export function allowNeedsFixes(blocked: readonly BlockedNeed[], group: LocatedGroup): readonly Fix[] {
  const last = group.rules.at(-1)
  if (!last || group.incompleteReason !== undefined || group.numbersRules) return []
  const made: { readonly name: string; readonly direction: unknown; readonly priority: unknown }[] = []
  const changes: Change[] = []
  for (const { need } of blocked) {
    const all = [...group.rules, ...made]
    const priority = priorityFor(need, blocked, all)
    if (priority === undefined) return []
    const name = nameOrLike({ rules: all }, needName(need))
    made.push({ name, direction: need.direction, priority })
    changes.push({ kind: "insert", rule: last, values: writtenNeed(need, name, priority) })
  }
  const remotes = [...new Set(blocked.map(({ need }) => needEnd(need)))]
  const numbers = made.map(({ priority }) => `${priority}`)
  const title = l10n.t`Allow ${listWords(remotes)} at ${listWords(numbers)}`
  return [{ title, changes, needsDecision: true, isPreferred: true }]
}

interface Numbered {
  readonly direction: unknown
  readonly priority: unknown
}

/** Before all rules that block the service: the next multiple of ten behind the others, else the last free number. */
function priorityFor(
  { direction }: ServiceNeed,
  blocked: readonly BlockedNeed[],
  rules: readonly Numbered[],
): number | undefined {
  const isKnown = rules.every(rule => typeof rule.priority === "number" && typeof rule.direction === "string")
  if (!isKnown) return undefined
  const blockers = blocked.flatMap(({ need, by }) => (need.direction === direction ? Number(by.priority) : []))
  const end = Math.min(...blockers, mostPriority + 1)
  const ofDirection = rules.filter(rule => rule.direction === direction)
  const taken = new Set(ofDirection.map(({ priority }) => Number(priority)))
  const last = Math.max(leastPriority - 1, ...[...taken].filter(priority => priority < end))
  const round = Math.ceil((last + 1) / 10) * 10
  return round < end ? round : lastFree(taken, end)
}

function lastFree(taken: ReadonlySet<number>, end: number): number | undefined {
  let priority = end - 1
  while (taken.has(priority)) priority--
  return priority < leastPriority ? undefined : priority
}
