import * as l10n from "@vscode/l10n"
import type { Location } from "vscode-languageserver-types"
import { capitalised, listRules } from "../checks/wording.ts"
import { type GroupRule, isCustom, isLocated } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { isUnknown } from "../values/unknown.ts"
import { clashingRules, notesBelow, sections } from "./effective-rules.ts"
import type { PassageView } from "./passage-view.ts"
import { groupPresence, presenceNote } from "./presence-text.ts"
import { markedCells, type RuleCells } from "./rule-cells.ts"
import { describeListedTags } from "./tag-data-text.ts"

/** A group's effective rules as data for a table that people sort and filter. Texts are plain, and of the document's author. */
export interface GroupView {
  readonly name: string
  readonly location?: Location
  /** Whether the group is there at all, where that is not certain: a sentence. */
  readonly presence?: string
  /** Inbound, outbound, and those whose direction cannot be known, where there are such. */
  readonly sections: readonly RuleSection[]
  /** How to read the tables, and what is missing in them: sentences. */
  readonly notes: readonly string[]
  /** What gets through it by direction, wherever it is attached; absent where it is shown as one of several levels. */
  readonly passages?: readonly PassageView[]
}

export interface RuleSection {
  readonly title: string
  /** In evaluation order. */
  readonly rules: readonly RuleView[]
}

/** A rule's values as written; "?" stands behind what does not count as it stands there. */
export interface RuleView extends RuleCells {
  /** What the priority sorts by: the number; absent where it cannot be known. */
  readonly rank?: number
  readonly isDefault: boolean
  /** For a rule that never matches, why: `"deny-all" (100) already matches all of its traffic.` */
  readonly dead?: string
  /** `not deployed by default`, `if …`, a priority that another rule has. */
  readonly note?: string
  /** Absent for a default rule that stands in no document. */
  readonly location?: Location
}

/** `locate`: where a rule, or the group's name, stands. */
export function groupView(judged: JudgedGroup, locate: LocateInGroup): GroupView {
  const clashing = clashingRules(judged)
  const covers = coversOfDead(judged)
  const presence = groupPresence(judged.group)
  const location = locate({ document: judged.group.document, range: judged.group.nameRange })
  return {
    name: judged.group.name,
    location,
    ...(presence !== undefined && { presence: capitalised(presence) }),
    sections: sections(judged).map(({ title, rules }) => ({
      title,
      rules: rules.map(rule => ruleView(rule, covers.get(rule), clashing.has(rule), locate)),
    })),
    notes: [...notesBelow(judged), ...describeListedTags(judged)],
  }
}

/** Turns a place into a location; without a document it is the group's. */
export type LocateInGroup = (place: {
  readonly document?: string | undefined
  readonly range: JudgedGroup["group"]["nameRange"]
}) => Location

function coversOfDead({ analysis }: JudgedGroup): ReadonlyMap<GroupRule, readonly GroupRule[]> {
  const dead = analysis.judgements.filter(({ reach }) => reach === "dead")
  return new Map(dead.map(({ rule, cover }) => [rule, cover]))
}

function ruleView(
  rule: GroupRule,
  cover: readonly GroupRule[] | undefined,
  isClashing: boolean,
  locate: LocateInGroup,
): RuleView {
  const notes = [
    ...(isClashing ? [l10n.t`has the priority of another rule`] : []),
    ...[presenceNote(rule) ?? []].flat(),
  ]
  return {
    ...markedCells(rule),
    ...(!isUnknown(rule.priority) && { rank: rule.priority }),
    isDefault: !isCustom(rule),
    ...(cover && { dead: whyDead(cover) }),
    ...(notes.length > 0 && { note: notes.join(", ") }),
    ...(isLocated(rule) && { location: locate({ document: rule.document, range: rule.at.name }) }),
  }
}

/** Without a cover the rule has no packets of its own. */
function whyDead(cover: readonly GroupRule[]): string {
  if (cover.length === 0) return l10n.t`No traffic fits it.`
  return cover.length === 1
    ? l10n.t`${listRules(cover)} already matches all of its traffic.`
    : l10n.t`${listRules(cover, 3)} together already match all of its traffic.`
}
