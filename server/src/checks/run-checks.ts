import { defaultsBehindDead } from "../judging/defaulted-parameters.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { partlyDeadRules } from "../judging/partly-dead.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Check, DocumentContext, Finding, Found, GroupCheck, GroupContext, RuleCheck } from "./check.ts"
import { withCapital } from "./wording.ts"

/** Runs checks on a document: their findings check by check, and of each group by group. */
export function runChecks(checks: readonly Check[], context: DocumentContext): Finding[] {
  const { groups, profile, dialect, document: syntax, parameters } = context
  const partlyDead = partlyDeadRules(groups)
  const known = groups.map(judged => {
    const own = judged.group.rules.filter(rule => partlyDead.has(rule))
    const defaultsBehind = defaultsBehindDead(judged, { syntax, parameters })
    return knownFindings(judged, { profile, dialect, partlyDead: new Set(own), defaultsBehind })
  })
  return checks.flatMap(check =>
    check.scope === "document"
      ? Array.from(check.run(context), found => stamp(check, found, { message: check.message(found.data) }))
      : known.flatMap(group => group.findingsOf(check)),
  )
}

/** What has been found in a group that is judged in a context. */
interface KnownFindings {
  readonly context: GroupContext
  findingsOf(check: RuleCheck | GroupCheck): readonly Finding[]
}

/** A judged group is a value, so that what was found in it holds as long as it lives. */
const kept = new WeakMap<JudgedGroup, KnownFindings>()

function knownFindings(judged: JudgedGroup, context: GroupContext): KnownFindings {
  const before = kept.get(judged)
  if (before && isSame(before.context, context)) return before
  const byCheck = new Map<Check, readonly Finding[]>()
  const findingsOf = (check: RuleCheck | GroupCheck) => {
    const findings = byCheck.get(check) ?? [...findingsIn(judged, check, context)]
    byCheck.set(check, findings)
    return findings
  }
  const known = { context, findingsOf }
  kept.set(judged, known)
  return known
}

function isSame(one: GroupContext, other: GroupContext): boolean {
  const isAlike = one.profile === other.profile && one.dialect === other.dialect
  const isPartly = (rule: LocatedRule) => other.partlyDead.has(rule)
  const arePartly = one.partlyDead.size === other.partlyDead.size && [...one.partlyDead].every(isPartly)
  return isAlike && arePartly && areSame(one.defaultsBehind, other.defaultsBehind)
}

function areSame(one: GroupContext["defaultsBehind"], other: GroupContext["defaultsBehind"]): boolean {
  return one.size === other.size && [...one].every(([rule, names]) => other.get(rule)?.join() === names.join())
}

function* findingsIn(judged: JudgedGroup, check: RuleCheck | GroupCheck, context: GroupContext): Iterable<Finding> {
  const { group, context: network } = judged
  if (check.scope === "group") {
    for (const found of check.run(judged, context)) {
      yield stamp(check, found, { group, message: check.message(found.data) })
    }
    return
  }
  for (const rule of group.rules) {
    for (const found of check.run(rule, { ...context, group, network })) {
      yield stamp(check, found, { group, rule, message: check.message(found.data, rule) })
    }
  }
}

interface Stamped {
  readonly message: string
  readonly group?: LocatedGroup
  readonly rule?: LocatedRule
}

/** A finding with what the check itself need not say. */
function stamp(check: Check, found: Found<object>, { message, ...about }: Stamped): Finding {
  const { code } = check
  const rule = about.rule ?? found.rule ?? null
  const data = check.json?.(found.data) ?? { ...found.data }
  return {
    code,
    severity: found.severity ?? check.severity,
    range: found.at,
    group: about.group ?? found.group ?? null,
    rule,
    related: found.related ?? [],
    data,
    fault: JSON.stringify([code, rule?.name.toLowerCase() ?? null, check.fault?.(found.data) ?? data]),
    message: withCapital(message),
    ...(found.unnecessary && { unnecessary: true }),
  }
}
