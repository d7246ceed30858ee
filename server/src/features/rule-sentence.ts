import * as l10n from "@vscode/l10n"
import { listRules, nameRule, withoutCapital } from "../checks/wording.ts"
import { formatPacket } from "../flows/packet-text.ts"
import { defaultsBehind, type GivenTemplate } from "../judging/defaulted-parameters.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { otherCover, perhapsFirst, remainder } from "../judging/rule-explanation.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { escapeMarkdown, inlineCode } from "./markdown.ts"
import { describeMayComeFirst } from "./may-come-first.ts"
import { deadText, describeAtPresent } from "./rule-markdown.ts"

/**
 * What the earlier rules leave of a rule, in one sentence, and in another that the tag data leaves it nothing; "" for a rule that was
 * not judged.
 */
export function ruleSentence(judged: JudgedGroup, rule: LocatedRule, template: GivenTemplate = {}): string {
  const place = judged.rules.indexOf(rule)
  const judgement = judged.analysis.judgements[place]
  if (!judgement) return ""
  const isSure = rule.condition === undefined && !rule.absentByDefault && !judged.group.absentByDefault
  const name = escapeMarkdown(nameRule(rule))
  const subject = isSure ? name : l10n.t`${name}, if it is deployed,`
  if (judgement.reach === "dead") {
    const defaults = defaultsBehind([judgement.rule, ...judgement.cover], judged.group, template)
    const text = deadText(judgement.cover, otherCover(judged, place), defaults)
    return `${subject} ${escapeMarkdown(withoutCapital(text))}`
  }
  if (judgement.reach === "unplaced") return l10n.t`${subject} may come before or after any other rule.`
  if (judgement.reach === "undetermined")
    return l10n.t`Not known whether ${subject} ever matches: the group is too complex.`
  const witness = judgement.witness ? l10n.t`, for example ${inlineCode(formatPacket(judgement.witness))}` : ""
  return [liveText(judged, place, subject, witness), ...describeAtPresent(judged, judgement)].join(" ")
}

function liveText(judged: JudgedGroup, place: number, subject: string, witness: string): string {
  const left = remainder(judged, place, fewBoxes)
  const isOpen = describeMayComeFirst(perhapsFirst(judged, place)).length > 0
  const { blockingRules = [], complete = false } = left ?? {}
  if (blockingRules.length > 0)
    return l10n.t`${subject} still matches a part of its traffic${witness}; ${restText(blockingRules)}.`
  if (!complete) return l10n.t`${subject} still matches a part of its traffic${witness}.`
  return isOpen
    ? l10n.t`${subject} matches all of its traffic, as far as is known here${witness}.`
    : l10n.t`${subject} matches all of its traffic${witness}.`
}

/** Which rules take the rest needs no boxes. */
const fewBoxes = 1

function restText(blockingRules: readonly { readonly rule: GroupRule }[]): string {
  const rules = escapeMarkdown(
    listRules(
      blockingRules.map(({ rule }) => rule),
      2,
    ),
  )
  return blockingRules.length > 1 ? l10n.t`${rules} take the rest` : l10n.t`${rules} takes the rest`
}
