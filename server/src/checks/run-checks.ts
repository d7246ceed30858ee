import { unknownAttachments } from "../judging/attachments.ts"
import { defaultExposureWidth } from "../judging/internet-exposures.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { partlyDeadRules } from "../judging/partly-dead.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressPrefix } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { keptIn } from "../values/kept-in.ts"
import { isSameList } from "../values/same-list.ts"
import type { Check, DocumentContext, Finding, GroupCheck, GroupContext, RuleCheck } from "./check.ts"
import { findingsOfRules } from "./rule-findings.ts"
import { stamp } from "./stamp.ts"

/**
 * Runs checks on a document: their findings check by check, and of each group by group. What checks of the workspace find
 * is found for all documents at a time (run-workspace-checks.ts).
 */
export function runChecks(checks: readonly Check[], context: DocumentContext): Finding[] {
  const { groups, profile, dialect, document: syntax, parameters } = context
  const { exposureWidth = defaultExposureWidth, onPremises = nowhere } = context
  const partlyDead = partlyDeadRules(groups)
  const template = { syntax, parameters }
  const ofRules = rulesChecks(checks)
  const known = groups.map(judged => {
    const own = partlyDead.size === 0 ? [] : judged.group.rules.filter(rule => partlyDead.has(rule))
    const attachments = context.attachmentsOf?.(judged.written) ?? unknownAttachments
    const around = { profile, dialect, template, attachments, exposureWidth, onPremises }
    return knownFindings(judged, { ...around, partlyDead: new Set(own) }, ofRules)
  })
  return checks.flatMap(check => {
    if (check.scope === "workspace") return []
    if (check.scope !== "document") return known.flatMap(group => group.findingsOf(check))
    return Array.from(check.run(context), found =>
      stamp(check, found, { message: check.message(found.data), fixes: check.fixes }),
    )
  })
}

const nowhere: readonly AddressPrefix[] = []

/** What has been found in a group that is judged in a context. */
interface KnownFindings {
  readonly context: GroupContext
  /** The checks of single rules, in whose words the rules are sound or not. */
  readonly ofRules: readonly RuleCheck[]
  findingsOf(check: RuleCheck | GroupCheck): readonly Finding[]
}

/** A judged group is a value, so that what was found in it holds as long as it lives. */
const kept = keptIn<JudgedGroup, KnownFindings>()

function knownFindings(judged: JudgedGroup, context: GroupContext, ofRules: readonly RuleCheck[]): KnownFindings {
  const before = kept.get(judged)
  if (before && isSame(before.context, context) && isSameList(before.ofRules, ofRules)) return before
  const byCheck = new Map<Check, readonly Finding[]>(findingsOfRules(judged, ofRules, context))
  const findingsOf = (check: RuleCheck | GroupCheck) => {
    const findings = byCheck.get(check) ?? (isOfRules(check) ? [] : findingsIn(judged, check, context))
    byCheck.set(check, findings)
    return findings
  }
  const known = { context, ofRules, findingsOf }
  kept.set(judged, known)
  return known
}

function isSame(one: GroupContext, other: GroupContext): boolean {
  const isAlike =
    one.profile === other.profile &&
    one.dialect === other.dialect &&
    one.exposureWidth === other.exposureWidth &&
    isSameList(one.onPremises, other.onPremises) &&
    one.attachments.identity === other.attachments.identity
  const isPartly = (rule: LocatedRule) => other.partlyDead.has(rule)
  const arePartly = one.partlyDead.size === other.partlyDead.size && [...one.partlyDead].every(isPartly)
  const isSameTemplate =
    one.template.syntax === other.template.syntax && one.template.parameters === other.template.parameters
  return isAlike && arePartly && isSameTemplate
}

const rulesChecks = keptFor((checks: readonly Check[]) => checks.filter(isOfRules))

function isOfRules(check: Check): check is RuleCheck {
  return check.scope === "rule"
}

function findingsIn(judged: JudgedGroup, check: GroupCheck, context: GroupContext): readonly Finding[] {
  const { group } = judged
  const fixes = check.fixes && ((data: object) => check.fixes?.(data, { group }) ?? [])
  const findings: Finding[] = []
  for (const found of check.run(judged, context)) {
    findings.push(stamp(check, found, { group, message: check.message(found.data), fixes }))
  }
  return findings
}
