import { listRules, nameRule } from "../checks/wording.ts"
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
  const name = `${escapeMarkdown(nameRule(rule))}${isSure ? "" : ", if it is deployed,"}`
  if (judgement.reach === "dead") {
    const defaults = defaultsBehind([judgement.rule, ...judgement.cover], judged.group, template)
    const text = deadText(judgement.cover, otherCover(judged, place), defaults)
    return `${name} ${escapeMarkdown(text.charAt(0).toLowerCase() + text.slice(1))}`
  }
  if (judgement.reach === "unplaced") return `${name} may come before or after any other rule.`
  if (judgement.reach === "undetermined") return `Not known whether ${name} ever matches: the group is too complex.`
  const witness = judgement.witness ? `, for example ${inlineCode(formatPacket(judgement.witness))}` : ""
  return [`${name} ${liveText(judged, place, witness)}`, ...describeAtPresent(judged, judgement)].join(" ")
}

function liveText(judged: JudgedGroup, place: number, witness: string): string {
  const left = remainder(judged, place, fewBoxes)
  const isOpen = describeMayComeFirst(perhapsFirst(judged, place)).length > 0
  const { blockingRules = [], complete = false } = left ?? {}
  if (blockingRules.length > 0)
    return `still matches a part of its traffic${witness}; ${takers(blockingRules)} the rest.`
  if (!complete) return `still matches a part of its traffic${witness}.`
  return isOpen
    ? `matches all of its traffic, as far as is known here${witness}.`
    : `matches all of its traffic${witness}.`
}

/** Which rules take the rest needs no boxes. */
const fewBoxes = 1

function takers(blockingRules: readonly { readonly rule: GroupRule }[]): string {
  const rules = blockingRules.map(({ rule }) => rule)
  return `${escapeMarkdown(listRules(rules, 2))} ${rules.length > 1 ? "take" : "takes"}`
}
