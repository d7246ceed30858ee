import type { JudgedGroup } from "../judging/judged-group.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { originOf } from "../syntax/moved.ts"
import { appendTo } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import { keptIn } from "../values/kept-in.ts"
import type { Finding, GroupContext, RuleCheck } from "./check.ts"
import { stamp } from "./stamp.ts"

/**
 * Of a rule about which no check of single rules has anything to say, on what that rests: these checks, and the few facts
 * that they look at besides. A rule that an edit leaves as it was, or only moves, has the same origin.
 */
const sound = keptIn<LocatedRule, string>()

/** What checks of single rules find in a group, of each that finds anything. Rules that are known to be sound are not looked at again. */
export function findingsOfRules(
  judged: JudgedGroup,
  checks: readonly RuleCheck[],
  context: GroupContext,
): ReadonlyMap<RuleCheck, readonly Finding[]> {
  const { group, context: network } = judged
  const { profile, dialect, attachments } = context
  const facts = JSON.stringify([
    profile,
    dialect,
    group.apiVersion,
    network.identity,
    attachments.identity,
    codesOf(checks),
  ])
  const seen = { ...context, group, network }
  const found = new Map<RuleCheck, Finding[]>()
  for (const rule of group.rules) {
    const { origin } = originOf(rule)
    if (sound.get(origin) === facts) continue
    let isSound = true
    for (const check of checks) {
      for (const one of check.run(rule, seen)) {
        const fixes = check.fixes && ((data: object) => check.fixes?.(data, { group, rule }) ?? [])
        appendTo(found, check, stamp(check, one, { group, rule, message: check.message(one.data, rule), fixes }))
        isSound = false
      }
    }
    if (isSound) sound.set(origin, facts)
  }
  return found
}

const codesOf = keptFor((checks: readonly RuleCheck[]) => checks.map(({ code }) => code).join(" "))
