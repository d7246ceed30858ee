import type { CheckContext, Finding } from "../checks/check.ts"
import { checks } from "../checks/index.ts"
import { type JudgedGroup, judgeGroup } from "../checks/judged-group.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { type AnalysedDocument, type SourceText, standsIn } from "./analysed-document.ts"
import { isBrokenAttempt } from "./broken-group.ts"
import { type GroupIndex, indexGroups } from "./group-index.ts"
import { joinGroup } from "./join-group.ts"
import { mergeIterations } from "./merge-iterations.ts"
import { type ReadText, readText } from "./read-text.ts"
import type { Settings } from "./settings.ts"

/** Reads and judges one text by itself. */
export function analyseDocument(source: SourceText, settings: Settings, previous?: AnalysedDocument): AnalysedDocument {
  const text = readText(source, settings)
  return analyseText(text, indexGroups([text]), settings, previous)
}

/**
 * Judges a text that was read, its groups joined with the rules that other documents of the index add to them.
 * `previous` is the same document before an edit: what still holds of its groups is used again.
 */
export function analyseText(
  text: ReadText,
  index: GroupIndex,
  settings: Settings,
  previous?: AnalysedDocument,
): AnalysedDocument {
  const { source, syntax, read } = text
  const { sources } = index
  if (!syntax) return { source, syntax, dialect: null, groups: [], joinedGroups: [], sources, findings: [] }
  const judge = judgeAgain(previous)
  const groups: JudgedGroup[] = []
  const joinedGroups: JudgedGroup[] = []
  for (const group of read?.groups ?? []) {
    const placed = { uri: source.uri, group }
    const definition = group.reference && index.definitionOf(placed)
    if (definition) joinedGroups.push(judge(joinGroup(definition, index)))
    else groups.push(judge(group.reference ? group : joinGroup(placed, index)))
  }
  const analysed = {
    source,
    syntax,
    dialect: read?.dialect ?? null,
    groups,
    joinedGroups,
    sources,
    findings: [],
    ...parametersOf(text),
  }
  return { ...analysed, findings: findingsOf(analysed, text, settings) }
}

function parametersOf({ parameterFile, parameters }: ReadText): Pick<AnalysedDocument, "parameterFile" | "parameters"> {
  return { ...(parameterFile !== undefined && { parameterFile }), ...(parameters && { parameters }) }
}

/** Judges groups by what is known of the group of the same name before the edit. */
function judgeAgain(previous: AnalysedDocument | undefined): (group: LocatedGroup) => JudgedGroup {
  const known = [...(previous?.groups ?? []), ...(previous?.joinedGroups ?? [])]
  const byName = new Map(known.map(judged => [judged.group.name, judged]))
  return group => judgeGroup(group, byName.get(group.name))
}

function findingsOf(analysed: AnalysedDocument, { syntax, read }: ReadText, settings: Settings): Finding[] {
  const groups = [...analysed.groups, ...analysed.joinedGroups]
  if (!syntax || !concerns(syntax, groups)) return []
  const context: CheckContext = {
    document: syntax,
    groups,
    hasLoadBalancer: read?.hasLoadBalancer ?? false,
    isGivenUp: read?.undecided ?? false,
    expressionFaults: read?.expressionFaults ?? [],
    profile: settings.profile,
  }
  const findings = checks
    .filter(({ code }) => settings.checks[code] !== "off")
    .flatMap(check => [...check.run(context)])
    .filter(({ rule, group }) => standsIn(analysed, rule ?? group ?? {}))
    .map(finding => withSeverity(finding, settings))
  const located = groups.map(({ group }) => group)
  return mergeIterations(findings, located).sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
}

/** Whether findings on the document itself are anyone's business: it holds a group, or was refused unread. */
function concerns(document: SyntaxDocument, groups: readonly JudgedGroup[]): boolean {
  return (
    groups.length > 0 ||
    isBrokenAttempt(document) ||
    document.problems.some(({ reason }) => reason !== "syntax" && reason !== "duplicate-key")
  )
}

function withSeverity(finding: Finding, { checks }: Settings): Finding {
  const severity = checks[finding.code]
  return severity === undefined || severity === "off" ? finding : { ...finding, severity }
}
