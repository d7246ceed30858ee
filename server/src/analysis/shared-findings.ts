import type { Finding } from "../checks/check.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"

/** What one text alone says of its groups, before it is held against what belongs to it. */
export interface JudgedText {
  readonly uri: string
  readonly groups: readonly JudgedGroup[]
  readonly findings: readonly Finding[]
}

/**
 * A template and its parameter file both hold the rules that the file gives, and what is wrong with one of these is said
 * once: in the file, where each has a place of its own, if the template says so too. Groups that a template takes are its
 * groups, with other rules perhaps, and what the file alone says of them may not hold there.
 */
export function isTaken(
  { group }: Pick<JudgedGroup, "group">,
  templates: readonly { readonly groups: readonly Pick<JudgedGroup, "group">[] }[],
): boolean {
  return templates.some(template => template.groups.some(taker => holdsAll(taker.group, group)))
}

function holdsAll(taker: LocatedGroup, { rules }: LocatedGroup): boolean {
  const held = new Set(taker.rules.map(ruleKey))
  return rules.length > 0 && rules.every(rule => held.has(ruleKey(rule)))
}

function ruleKey({ name, priority }: LocatedRule): string {
  return `${typeof priority === "number" ? priority : ""} ${name.toLowerCase()}`
}

/** What a template finds without that which its parameter file shows. */
export function withoutShown(template: JudgedText, file: JudgedText): readonly Finding[] {
  return template.findings.filter(finding => !file.findings.some(other => isSame(other, finding)))
}

/** What a parameter file finds, of the groups that templates take only what these find, too, and as they have it. */
export function confirmed(file: JudgedText, templates: readonly JudgedText[]): readonly Finding[] {
  const taken = new Set(file.groups.filter(group => isTaken(group, templates)).map(({ group }) => group))
  return file.findings.flatMap(finding => {
    if (!finding.group || !taken.has(finding.group)) return [finding]
    for (const { uri, findings } of templates) {
      const same = findings.filter(other => isSame(finding, other))
      const theirs = same.find(({ message }) => message === finding.message) ?? same[0]
      if (theirs) return [asTheTemplateHasIt(finding, theirs, uri)]
    }
    return []
  })
}

/** Whether a parameter file and a template find one thing of one rule, or of the list itself. */
function isSame(inFile: Finding, inTemplate: Finding): boolean {
  if (inFile.code !== inTemplate.code || !inFile.group || !inTemplate.group) return false
  const isAlike = nameOf(inFile) === nameOf(inTemplate) && propertyOf(inFile) === propertyOf(inTemplate)
  return isAlike && holdsAll(inTemplate.group, inFile.group)
}

function nameOf({ rule }: Finding): string | undefined {
  return rule?.name.toLowerCase()
}

/** What a finding of a check for several properties is about. */
function propertyOf({ data: { property } }: Finding): unknown {
  return property
}

function asTheTemplateHasIt(own: Finding, theirs: Finding, document: string): Finding {
  const placed = theirs.related.map(related => ({ document, ...related }))
  const related = own.message === theirs.message ? own.related : placed
  return theirs.with({ range: own.range, rule: own.rule, related, fixes: own.fixes })
}
