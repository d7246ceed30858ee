import * as l10n from "@vscode/l10n"
import { listWords } from "../checks/wording.ts"
import { absenceOf, type GroupRule, isLocated } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { AbsentByDefault } from "../readers/absent-by-default.ts"
import type { LeftOut } from "../readers/left-out.ts"
import type { LocatedGroup } from "../readers/reader.ts"

/** That a deployment with the parameters' defaults leaves something out, and why: a sentence without its subject. */
export function describeAbsence(absence: AbsentByDefault): string {
  const { parameters } = absence
  const reason = describeReason(absence)
  if (parameters.length === 0) return l10n.t`not deployed by default: ${reason} with the default values.`
  const names = listWords(parameters)
  return parameters.length === 1
    ? l10n.t`not deployed by default: ${reason} with the default value of ${names}.`
    : l10n.t`not deployed by default: ${reason} with the default values of ${names}.`
}

export function describeReason({ by, condition }: AbsentByDefault): string {
  return by === "loop" ? l10n.t`its loop runs 0 times` : l10n.t`${condition} is false`
}

/** What a rule list says beside a rule that need not be there; undefined for one that is there. */
export function presenceNote(rule: GroupRule): string | undefined {
  if (absenceOf(rule)) return l10n.t`not deployed by default`
  if (!rule.possiblyAbsent) return undefined
  const condition = isLocated(rule) ? rule.condition : undefined
  return condition !== undefined && /^[[{]/.test(condition) ? l10n.t`if ${condition}` : l10n.t`may be absent`
}

/** Whether a whole group is there, as a sentence without its subject; undefined for one that is. */
export function groupPresence({ absentByDefault, condition }: LocatedGroup): string | undefined {
  if (absentByDefault) return describeAbsence(absentByDefault)
  return condition === undefined ? undefined : l10n.t`deployed only if ${condition} is true.`
}

/** How many custom rules of the group the parameters' defaults leave out. */
export function countAbsent({ group }: JudgedGroup): number {
  return group.rules.filter(({ absentByDefault }) => absentByDefault).length
}

/** What of the group's rules the values of parameters leave out: sentences. */
export function describeLeftOut({ leftOut = [] }: LocatedGroup): string[] {
  const shown = leftOut.length > mostLeftOut ? leftOut.slice(0, mostLeftOut - 1) : leftOut
  const more = leftOut.length - shown.length
  return [
    ...shown.map(one => l10n.t`"${one.name}" is not deployed: ${whyLeftOut(one)}.`),
    ...(more > 0 ? [l10n.t`${more} more rules are not deployed for conditions of this kind.`] : []),
  ]
}

const mostLeftOut = 4

export function whyLeftOut({ condition, source }: LeftOut): string {
  return source === undefined
    ? l10n.t`${condition} is false`
    : l10n.t`${condition} is false with the values of ${source}`
}
