import type { CheckContext, Finding } from "../checks/check.ts"
import { checks } from "../checks/index.ts"
import { type JudgedGroup, judgeGroup } from "../checks/judged-group.ts"
import { readDocument } from "../readers/index.ts"
import type { LocatedGroup, ReadResult } from "../readers/reader.ts"
import { namesGroup } from "../readers/recognise.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import type { AnalysedDocument, SourceText } from "./analysed-document.ts"
import type { Settings } from "./settings.ts"

/**
 * Reads and judges one text. A text that names nothing of an NSG is not even parsed. `previous` is the same document
 * before an edit: groups that are still there are judged anew only as far as the edit can touch them.
 */
export function analyseDocument(source: SourceText, settings: Settings, previous?: AnalysedDocument): AnalysedDocument {
  if (!namesGroup(source.text)) return { source, syntax: undefined, dialect: null, groups: [], findings: [] }
  const syntax = parseText(source.text, source.language, settings.limits)
  const read = readDocument(syntax)
  const groups = read ? judgeGroups(read.groups, previous) : []
  return {
    source,
    syntax,
    dialect: read && groups.length > 0 ? read.dialect : null,
    groups,
    findings: concerns(syntax, groups) ? findingsOf(syntax, read, groups, settings) : [],
  }
}

function judgeGroups(groups: readonly LocatedGroup[], previous: AnalysedDocument | undefined): JudgedGroup[] {
  const known = new Map(previous?.groups.map(judged => [judged.group.name, judged]))
  return groups.map(group => judgeGroup(group, known.get(group.name)))
}

/** Whether findings on the document itself are anyone's business: it holds a group, or was refused unread. */
function concerns({ problems }: SyntaxDocument, groups: readonly JudgedGroup[]): boolean {
  return groups.length > 0 || problems.some(({ reason }) => reason !== "syntax" && reason !== "duplicate-key")
}

function findingsOf(
  document: SyntaxDocument,
  read: ReadResult | undefined,
  groups: readonly JudgedGroup[],
  settings: Settings,
): Finding[] {
  const context: CheckContext = {
    document,
    groups,
    hasLoadBalancer: read?.hasLoadBalancer ?? false,
    profile: settings.profile,
  }
  return checks
    .filter(({ code }) => settings.checks[code] !== "off")
    .flatMap(check => [...check.run(context)])
    .map(finding => withSeverity(finding, settings))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
}

function withSeverity(finding: Finding, { checks }: Settings): Finding {
  const severity = checks[finding.code]
  return severity === undefined || severity === "off" ? finding : { ...finding, severity }
}
