import { listWords } from "../checks/wording.ts"
import { absenceOf, type GroupRule, isLocated } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { AbsentByDefault } from "../readers/absent-by-default.ts"
import type { LeftOut } from "../readers/left-out.ts"
import type { LocatedGroup } from "../readers/reader.ts"

/** That a deployment with the parameters' defaults leaves something out, and why: a sentence without its subject. */
export function describeAbsence(absence: AbsentByDefault): string {
  const { parameters } = absence
  const [one, another] = parameters
  const defaults = another || one === undefined ? "the default values" : "the default value"
  const whose = one === undefined ? "" : ` of ${listWords(parameters)}`
  return `not deployed by default: ${describeReason(absence)} with ${defaults}${whose}.`
}

export function describeReason({ by, condition }: AbsentByDefault): string {
  return by === "loop" ? "its loop runs 0 times" : `${condition} is false`
}

/** What a rule list says beside a rule that need not be there; undefined for one that is there. */
export function presenceNote(rule: GroupRule): string | undefined {
  if (absenceOf(rule)) return "not deployed by default"
  if (!rule.possiblyAbsent) return undefined
  const condition = isLocated(rule) ? rule.condition : undefined
  return condition !== undefined && /^[[{]/.test(condition) ? `if ${condition}` : "may be absent"
}

/** Whether a whole group is there, as a sentence without its subject; undefined for one that is. */
export function groupPresence({ absentByDefault, condition }: LocatedGroup): string | undefined {
  if (absentByDefault) return describeAbsence(absentByDefault)
  return condition === undefined ? undefined : `deployed only if ${condition} is true.`
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
    ...shown.map(one => `"${one.name}" is not deployed: ${whyLeftOut(one)}.`),
    ...(more > 0 ? [`${more} more rules are not deployed for conditions of this kind.`] : []),
  ]
}

const mostLeftOut = 4

export function whyLeftOut({ condition, source }: LeftOut): string {
  return `${condition} is false${source === undefined ? "" : ` with the values of ${source}`}`
}
