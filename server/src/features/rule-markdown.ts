import * as l10n from "@vscode/l10n"
import { takenText } from "../checks/shadowed-rule.ts"
import { capitalised, listRules, nameRule, withDefaults } from "../checks/wording.ts"
import type { Judgement } from "../engine/judgement.ts"
import { formatPacket } from "../flows/packet-text.ts"
import { defaultsBehind, type GivenTemplate } from "../judging/defaulted-parameters.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import { deadByTagData, type JudgedGroup } from "../judging/judged-group.ts"
import { coverIfDeployed, otherCover, perhapsFirst, type Remainder, remainder } from "../judging/rule-explanation.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { joinFamilies } from "./both-families.ts"
import { boxCondition, formatBox } from "./box-text.ts"
import { escapeMarkdown, inlineCode } from "./markdown.ts"
import { describeMayComeFirst } from "./may-come-first.ts"
import { describeAbsence } from "./presence-text.ts"
import { markedCells } from "./rule-cells.ts"
import { describeDeadByTagData } from "./tag-data-text.ts"

/**
 * What a rule really does: what is left for it after the earlier rules, who takes the rest, and one example packet.
 * `template`: the document of the group, whose parameters may have a part in it by their default values.
 */
export function ruleMarkdown(judged: JudgedGroup, rule: LocatedRule, template: GivenTemplate = {}): string {
  const { name, priority, access } = markedCells(rule)
  const direction = typeof rule.direction === "string" ? rule.direction : l10n.t`direction not known`
  const [first, ...facts] = [name, priority, direction, access].map(escapeMarkdown)
  const place = judged.rules.indexOf(rule)
  const judgement = judged.analysis.judgements[place]
  return [
    [`**${first}**`, ...facts].join(" · "),
    ...describePresence(judged, rule),
    ...(judgement ? explain(judged, judgement, place, template) : []),
  ].join("\n\n")
}

/** That the rule, or its group, need not be there. */
function describePresence({ group }: JudgedGroup, { absentByDefault, condition }: LocatedRule): string[] {
  if (absentByDefault) return [escapeMarkdown(capitalised(describeAbsence(absentByDefault)))]
  if (condition?.startsWith("[")) return [escapeMarkdown(l10n.t`Deployed only if ${condition} is true.`)]
  return group.absentByDefault ? [escapeMarkdown(l10n.t`Its NSG is ${describeAbsence(group.absentByDefault)}`)] : []
}

function explain(
  judged: JudgedGroup,
  judgement: Judgement<GroupRule>,
  place: number,
  template: GivenTemplate,
): string[] {
  const { rule, reach, cover } = judgement
  if (reach === "dead") {
    const defaults = defaultsBehind([rule, ...cover], judged.group, template)
    return [escapeMarkdown(deadText(cover, otherCover(judged, place), defaults))]
  }
  if (reach === "unplaced")
    return [l10n.t`Its priority or direction is not known: it may come before or after any other rule.`]
  if (reach === "undetermined") return [l10n.t`Not known whether it ever matches: this NSG is too complex.`]
  const left = remainder(judged, place, mostJoined)
  return [
    ...(left ? describeRemainder(left, describeMayComeFirst(perhapsFirst(judged, place))) : []),
    ...describeConditions(coverIfDeployed(judged, place)),
    ...describeWitness(judgement, !isPartlyKnown(judged.group)),
    ...describeAtPresent(judged, judgement),
  ]
}

/** That the tag data leaves it nothing. */
export function describeAtPresent(judged: JudgedGroup, { rule }: Judgement<GroupRule>): string[] {
  const dead = deadByTagData(judged).find(({ judgement }) => judgement.rule === rule)
  if (!dead || dead.judgement.cover.length === 0) return []
  return [escapeMarkdown(describeDeadByTagData(dead, takeAll(dead.judgement.cover)))]
}

/** Why a rule never matches: a sentence or two. */
export function deadText(
  cover: readonly GroupRule[],
  other: readonly GroupRule[],
  defaults: readonly string[],
): string {
  if (cover.length === 0) return l10n.t`Never matches: no packet fits all of its fields.`
  const dead = l10n.t`Never matches${withDefaults(defaults)}: ${takeAll(cover)}.`
  if (other.length === 0) return dead
  return cover.length > 1
    ? `${dead} ${l10n.t`Removing them is not enough: without them, ${takeAll(other)}.`}`
    : `${dead} ${l10n.t`Removing it is not enough: without it, ${takeAll(other)}.`}`
}

/** In the words of the checks: `"office" (100) already allows this traffic`. */
function takeAll(cover: readonly GroupRule[]): string {
  return takenText({ cover }, [])
}

/** What a live rule's life depends on: that one of the rules under a condition is not there. */
function describeConditions(cover: readonly GroupRule[]): string[] {
  const open = cover.filter(({ possiblyAbsent }) => possiblyAbsent)
  if (open.length === 0) return []
  const taken = cover.length === 1 ? l10n.t`it matches all of this traffic first` : takeAll(cover)
  const rules = listRules(open)
  const text =
    open.length > 1
      ? l10n.t`Never matches if ${rules} are deployed: ${taken}.`
      : l10n.t`Never matches if ${rules} is deployed: ${taken}.`
  return [escapeMarkdown(text)]
}

/** `complete`: whether all rules are known; one that is not may decide what a rule leaves to it. */
function describeWitness({ witness, redundant }: Judgement<GroupRule>, complete: boolean): string[] {
  return [
    ...(witness ? [l10n.t`For example ${inlineCode(formatPacket(witness))}.`] : []),
    ...(redundant === "yes" && complete
      ? [l10n.t`Redundant: without it, the same traffic is allowed and denied.`]
      : []),
  ]
}

/** `open`: what may come first beside the blocking rules. */
function describeRemainder(remainder: Remainder, open: readonly string[]): string[] {
  const { blockingRules, complete } = remainder
  const more = open.length > 0 ? [escapeMarkdown(open.join(" "))] : []
  if (blockingRules.length > 0 || !complete) return [...describeTaken(remainder), ...more]
  if (open.length === 0) return [l10n.t`Matches all of its traffic; no earlier rule matches any of it.`]
  return [l10n.t`Matches all of its traffic, as far as is known here. ${more.join("")}`]
}

function describeTaken({ boxes, more, blockingRules, complete }: Remainder): string[] {
  const sure = blockingRules.filter(({ rule }) => !rule.possiblyAbsent)
  const open = blockingRules.filter(({ rule }) => rule.possiblyAbsent)
  if (sure.length === 0 && complete) {
    return [listTakers(l10n.t`Matches all of its traffic, except what these rules match if they are deployed:`, open)]
  }
  const joined = joinFamilies(boxes)
  const left = joined.slice(0, mostBoxes).map(box => `- ${inlineCode(formatBox(box))}${boxCondition(box)}`)
  return [
    list(l10n.t`Still matches:`, left, more === null ? null : more + joined.length - left.length),
    ...(open.length > 0 ? [listTakers(l10n.t`Except what these rules match if they are deployed:`, open)] : []),
    sure.length > 0 ? listTakers(l10n.t`Earlier rules match the rest:`, sure, complete) : undeterminedBlockers(),
  ]
}

const undeterminedBlockers = () => l10n.t`Not known which earlier rules match the rest: this NSG is too complex.`

/** `complete`: whether these are all. */
function listTakers(title: string, blockingRules: Remainder["blockingRules"], complete = true): string {
  const shown = blockingRules.slice(0, mostTakers)
  const items = shown.map(({ rule, differs }) => `- ${escapeMarkdown(nameRule(rule))}${verdictOf(rule, differs)}`)
  return list(title, items, complete ? blockingRules.length - shown.length : null)
}

const mostBoxes = 3
/** Of so many boxes those of both families are shown as one. */
const mostJoined = 64
const mostTakers = 3

function verdictOf({ access }: GroupRule, differs: boolean | null): string {
  if (typeof access !== "string") return ""
  return differs ? `: **${access}**` : `: ${access}`
}

/** `more`: how many items are not listed; null where that is not known. */
function list(title: string, items: readonly string[], more: number | null): string {
  const rest = more === null ? [l10n.t`- and more`] : more > 0 ? [l10n.t`- and ${more} more`] : []
  return `${title}\n${[...items, ...rest].join("\n")}`
}
