import type { Finding, Severity } from "../checks/check.ts"
import { checksNamed } from "../checks/find-check.ts"
import type { Change, Fix } from "../checks/fix.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { editOfChanges, type RuleChange } from "../readers/rule-change.ts"
import { applyEdits, type Edit, isRefusal, joinEdits, refuse, type TextEdit } from "../syntax/edit.ts"
import type { Range } from "../syntax/node.ts"
import { changesNothing, type FixEffect, fixEffect } from "./fix-effect.ts"
import type { FixableDocument } from "./fixable-document.ts"

/** A fix of a finding, carried out in thought: what it changes in the text and in the traffic. */
export interface OfferedFix {
  readonly fix: Fix
  readonly finding: Finding
  readonly edits: readonly TextEdit[]
  readonly effect: FixEffect
  /** It may be made unasked: it changes no traffic, leaves nothing new to be found, and nobody has to decide anything. */
  readonly isSafe: boolean
}

/** A fix that the document does not allow, and why, as the end of "This cannot be changed here: …". */
export interface RefusedFix {
  readonly fix: Fix
  readonly finding: Finding
  readonly refused: string
  /** The place in another document to which it leads, where it stands there. */
  readonly elsewhere?: { readonly document: string; readonly range: Range }
}

/** The fixes of a finding, tried out. One that leaves the finding as it was is none. */
export function offeredFixes(document: FixableDocument, finding: Finding): readonly (OfferedFix | RefusedFix)[] {
  return (finding.fixes?.() ?? []).flatMap(fix => tryFix(document, finding, fix) ?? [])
}

export function isOffered(fix: OfferedFix | RefusedFix): fix is OfferedFix {
  return "edits" in fix
}

function tryFix(document: FixableDocument, finding: Finding, fix: Fix): OfferedFix | RefusedFix | undefined {
  const edits = editOfFix(document, fix)
  if (isRefusal(edits)) return { fix, finding, refused: edits.refused, ...placeElsewhere(document, fix) }
  const after = document.withText(applyEdits(document.text.source.text, edits))
  if (countAlike(after, finding) >= countAlike(document, finding)) return undefined
  const proved = fixEffect(document, after)
  const effect = fix.dependsOn === undefined ? proved : { ...proved, open: [...(proved.open ?? []), fix.dependsOn] }
  return {
    fix,
    finding,
    edits,
    effect,
    isSafe: !fix.needsDecision && !silencesAnother(document, finding, fix) && isSafeStep(document, after, effect),
  }
}

/** A rule of which something else is wrong is not taken away with that: a Deny that closes nothing, say, leaves its hole. */
function silencesAnother({ analysed }: FixableDocument, finding: Finding, { changes }: Fix): boolean {
  return changes.some(
    change =>
      change.kind === "remove" &&
      analysed.findings.some(other => other !== finding && other.rule === change.rule && !isMinor(other)),
  )
}

/**
 * Whether a step changes no traffic and leaves less to be found, and nothing new that is an Error or a Warning. Where the
 * same traffic passes as before, what is exposed stays so: a step that hides it would keep the hole and silence the finding.
 */
export function isSafeStep(before: FixableDocument, after: FixableDocument, effect: FixEffect): boolean {
  const known = new Set(before.analysed.findings.map(({ fault }) => fault))
  const [old, now] = [before.analysed.findings, after.analysed.findings]
  const isHiding = now.filter(isExposure).length < old.filter(isExposure).length
  return (
    changesNothing(effect) && !isHiding && isLess(now, old) && now.every(one => isMinor(one) || known.has(one.fault))
  )
}

function isExposure({ code }: Finding): boolean {
  return checksNamed(code).some(({ category }) => category === "exposure")
}

const severities: readonly Severity[] = ["error", "warning", "information", "hint"]

function isMinor({ severity }: Finding): boolean {
  return severities.indexOf(severity) >= 2
}

/** Fewer of the gravest severity in which the two differ: steps of this kind come to an end. */
function isLess(now: readonly Finding[], old: readonly Finding[]): boolean {
  const count = (findings: readonly Finding[], severity: Severity) =>
    findings.filter(finding => finding.severity === severity).length
  const gravest = severities.find(severity => count(now, severity) !== count(old, severity))
  return gravest !== undefined && count(now, gravest) < count(old, gravest)
}

function placeElsewhere({ text: { source } }: FixableDocument, { changes }: Fix): Pick<RefusedFix, "elsewhere"> {
  for (const change of changes) {
    if (change.kind === "document") continue
    const { document, at } = change.rule
    if (document !== undefined && document !== source.uri) return { elsewhere: { document, range: at.self } }
  }
  return {}
}

function countAlike({ analysed }: FixableDocument, { fault, group }: Finding): number {
  return analysed.findings.filter(one => one.fault === fault && one.group?.name === group?.name).length
}

function editOfFix({ text: { source, syntax, read } }: FixableDocument, { changes }: Fix): Edit {
  if (!syntax || !read) return refuse("the document cannot be read")
  const ofRules: RuleChange[] = []
  for (const change of changes) {
    if (change.kind === "document") continue
    const rule = ownRule(change.rule, read.groups, source.uri)
    if (!rule) return refuse("the rule is in another document")
    ofRules.push({ ...change, rule })
  }
  const ofDocument = changes.filter(isOfDocument).map(change => change.edit(syntax))
  return joinEdits([editOfChanges(ofRules, syntax, read), ...ofDocument])
}

function isOfDocument(change: Change) {
  return change.kind === "document"
}

/** A rule as the document has it, of one that a group joined from several documents has. */
function ownRule(
  rule: LocatedRule,
  groups: readonly { readonly rules: readonly LocatedRule[] }[],
  uri: string,
): LocatedRule | undefined {
  if (rule.document === undefined) return rule
  if (rule.document !== uri) return undefined
  const own = groups.flatMap(({ rules }) => rules)
  const same = own.find(({ name, at }) => name === rule.name && at.self.start === rule.at.self.start)
  const { document: _, ...alone } = rule
  return same ?? alone
}
