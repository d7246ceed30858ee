import type { Check, CheckContext, Finding } from "../checks/check.ts"
import type { JudgedGroup } from "../checks/judged-group.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"

/** Rules in which checks of single rules found nothing, by what such checks look at besides the rule. */
export type SoundRules = ReadonlyMap<string, WeakSet<LocatedRule>>

export interface CheckedDocument {
  readonly findings: readonly Finding[]
  readonly sound: SoundRules
}

/**
 * Runs checks on a document. Those of single rules are not asked again about a rule that is the same object as before an
 * edit, and of which they had nothing to say.
 */
export function runChecks(checks: readonly Check[], context: CheckContext, before?: SoundRules): CheckedDocument {
  const codes = checks.filter(isOfRules).map(({ code }) => code)
  const sound = new Map<string, WeakSet<LocatedRule>>()
  const soundIn = ({ group }: JudgedGroup) => {
    const facts = [context.dialect, context.profile, group.apiVersion, ...codes].join(" ")
    const rules = sound.get(facts) ?? before?.get(facts) ?? new WeakSet()
    sound.set(facts, rules)
    return rules
  }
  const soundOf = context.groups.map(soundIn)
  const doubted = context.groups.map((judged, place) => withoutRules(judged, soundOf[place]))
  const narrowed = { ...context, groups: doubted }
  const whole = new Map(doubted.map(({ group }, place) => [group, context.groups[place]?.group ?? group]))
  const findings = checks.flatMap(check => {
    return isOfRules(check) ? [...check.run(narrowed)].map(found => inGroup(found, whole)) : [...check.run(context)]
  })
  const ofRules = new Set(codes)
  const faulty = new Set(findings.flatMap(({ code, rule }) => (ofRules.has(code) ? (rule ?? []) : [])))
  for (const [place, { group }] of doubted.entries()) {
    for (const rule of group.rules) if (!faulty.has(rule)) soundOf[place]?.add(rule)
  }
  return { findings, sound }
}

function isOfRules({ scope }: Check): boolean {
  return scope === "rule"
}

function withoutRules(judged: JudgedGroup, sound?: WeakSet<LocatedRule>): JudgedGroup {
  return { ...judged, group: { ...judged.group, rules: judged.group.rules.filter(rule => !sound?.has(rule)) } }
}

function inGroup(finding: Finding, whole: ReadonlyMap<LocatedGroup, LocatedGroup>): Finding {
  const group = finding.group && (whole.get(finding.group) ?? finding.group)
  return { ...finding, group }
}
