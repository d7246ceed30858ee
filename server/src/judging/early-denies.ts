import type { LocatedRule } from "../readers/reader.ts"
import { groupedBy } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import { type CustomJudgement, customJudgements, type JudgedGroup } from "./judged-group.ts"

/** A Deny that leaves no traffic to any Allow behind it. */
export interface EarlyDeny {
  readonly rule: LocatedRule
  /** The Allows that it alone takes everything from: at least two, for of one the Allow may stand in the wrong place. */
  readonly allows: readonly LocatedRule[]
}

/** `keeping`: rules whose text also makes rules that do match, so that they are not in the wrong place. */
export function earlyDenies(judged: JudgedGroup, keeping: ReadonlySet<LocatedRule>): readonly EarlyDeny[] {
  return deniesBefore(judged).filter(({ allows }) => !allows.some(allow => keeping.has(allow)))
}

/** More than one check asks. */
const deniesBefore = keptFor((judged: JudgedGroup): readonly EarlyDeny[] => {
  const judgements = customJudgements(judged)
  const allows = judgements.filter(({ rule }) => rule.access === "Allow")
  const byDeny = groupedBy(allows.filter(isTakenByOneDeny), ({ cover }) => cover[0])
  const denies = judgements.filter(({ rule }) => (byDeny.get(rule)?.length ?? 0) > 1)
  return denies.flatMap(({ rule }): EarlyDeny[] => {
    const taken = (byDeny.get(rule) ?? []).map(allow => allow.rule)
    const isFirst = allows.every(allow => allow.reach === "dead" || !mayFollow(allow.rule, rule))
    return isFirst ? [{ rule, allows: taken }] : []
  })
})

function isTakenByOneDeny({ reach, cover }: CustomJudgement): boolean {
  return reach === "dead" && cover.length === 1 && cover[0]?.access === "Deny"
}

function mayFollow({ direction, priority }: LocatedRule, deny: LocatedRule): boolean {
  if (typeof direction === "string" && direction !== deny.direction) return false
  return typeof priority !== "number" || priority > Number(deny.priority)
}
