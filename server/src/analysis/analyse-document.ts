import type { DocumentContext, Finding } from "../checks/check.ts"
import { checks } from "../checks/index.ts"
import { runChecks } from "../checks/run-checks.ts"
import { type JudgedGroup, judgeGroup } from "../judging/judged-group.ts"
import { type NetworkContext, noNetwork } from "../judging/network-context.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { type AnalysedDocument, type SourceText, standsIn } from "./analysed-document.ts"
import { isBrokenAttempt } from "./broken-group.ts"
import { definedGroups } from "./defined-groups.ts"
import { indexedText } from "./indexed-text.ts"
import { mergeIterations } from "./merge-iterations.ts"
import { type ReadText, readText } from "./read-text.ts"
import { indexResources, type ResourceIndex } from "./resource-index.ts"
import type { Settings } from "./settings.ts"
import { confirmed, isTaken, type JudgedText, withoutShown } from "./shared-findings.ts"
import { namingSources } from "./value-source.ts"

/** What is at hand besides a text. */
export interface Surroundings {
  /** The same document before an edit: what still holds of its groups is used again. */
  readonly previous?: AnalysedDocument | undefined
  /** What is known of the network that its groups are in. */
  readonly network?: NetworkContext | undefined
}

/** Reads and judges one text by itself. */
export function analyseDocument(
  source: SourceText,
  settings: Settings,
  surroundings: Surroundings = {},
): AnalysedDocument {
  const text = readText(source, settings)
  return analyseText(text, indexResources([indexedText(text)]), settings, surroundings)
}

/** Judges a text that was read, its groups joined with the rules that other documents of the index add to them. */
export function analyseText(
  text: ReadText,
  index: ResourceIndex,
  settings: Settings,
  surroundings: Surroundings = {},
): AnalysedDocument {
  const { source, syntax } = text
  const { lines } = index
  if (!syntax) return { source, syntax, dialect: null, groups: [], joinedGroups: [], lines, findings: [] }
  const { network } = surroundings
  const judged = judgeText(text, index, settings, surroundings)
  const templates = index.templatesOf(text).map(template => judgeText(template, index, settings, { network }))
  const file = index.parameterFileOf(text)
  const shared = file ? withoutShown(judged, judgeText(file, index, settings, { network })) : judged.findings
  const named = namingSources(shared, syntax, text.valueSources ?? new Map())
  const isOwn = (group: JudgedGroup) => !isTaken(group, templates)
  return {
    source,
    syntax,
    dialect: text.read?.dialect ?? null,
    groups: judged.groups.filter(isOwn),
    joinedGroups: [...judged.joinedGroups, ...judged.groups.filter(group => !isOwn(group))],
    lines,
    findings: inOrder(templates.length > 0 ? confirmed(judged, templates) : named, [
      ...judged.groups,
      ...judged.joinedGroups,
    ]),
    ...parametersOf(text),
  }
}

interface JudgedWithJoined extends JudgedText {
  readonly joinedGroups: readonly JudgedGroup[]
}

/** Judges the groups of a text, and says what is found in it, whatever other texts show the same. */
function judgeText(
  text: ReadText,
  index: ResourceIndex,
  settings: Settings,
  surroundings: Surroundings,
): JudgedWithJoined {
  const { uri } = text.source
  const judge = judgeAgain(surroundings, settings)
  const { own, elsewhere } = definedGroups(text, index)
  const [groups, joinedGroups] = [own.map(judge), elsewhere.map(judge)]
  return { uri, groups, joinedGroups, findings: findingsOf([...groups, ...joinedGroups], text, settings) }
}

function parametersOf({ parameterFile, parameters }: ReadText): Pick<AnalysedDocument, "parameterFile" | "parameters"> {
  return { ...(parameterFile !== undefined && { parameterFile }), ...(parameters && { parameters }) }
}

/** Judges groups by what is known of the very same group, or else of the one of the same name before the edit. */
function judgeAgain(
  { previous, network = noNetwork }: Surroundings,
  { proofSteps }: Settings,
): (group: LocatedGroup) => JudgedGroup {
  const known = [...(previous?.groups ?? []), ...(previous?.joinedGroups ?? [])]
  const same = new Map(known.map(judged => [judged.written, judged]))
  const byName = new Map(known.map(judged => [judged.group.name, judged]))
  return group => judgeGroup(group, network, { previous: same.get(group) ?? byName.get(group.name), proofSteps })
}

function findingsOf(
  groups: readonly JudgedGroup[],
  { source, syntax, read, parameters }: ReadText,
  settings: Settings,
): readonly Finding[] {
  if (!syntax || !concerns(syntax, groups)) return []
  // What PowerShell cut off is to be printed again: until then the groups are not what exists.
  const judged = read?.cutOff ? [] : groups
  const context: DocumentContext = {
    document: syntax,
    parameters,
    dialect: read?.dialect ?? null,
    groups: judged.filter(({ group }) => !group.inside),
    groupsInside: judged.filter(({ group }) => group.inside),
    isGivenUp: read?.undecided ?? false,
    cutOff: read?.cutOff,
    expressionFaults: read?.expressionFaults ?? [],
    profile: settings.profile,
  }
  const wanted = checks.filter(({ code, isOff }) => (settings.checks[code] ?? (isOff ? "off" : "on")) !== "off")
  return runChecks(wanted, context)
    .filter(({ rule, group }) => standsIn({ source }, rule ?? group ?? {}))
    .map(finding => withSeverity(finding, settings))
}

function inOrder(findings: readonly Finding[], groups: readonly JudgedGroup[]): Finding[] {
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
