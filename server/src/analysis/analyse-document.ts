import type { Check, DocumentContext, Finding } from "../checks/check.ts"
import { invalidConfiguration } from "../checks/invalid-configuration.ts"
import { invalidSuppression } from "../checks/invalid-suppression.ts"
import { runChecks } from "../checks/run-checks.ts"
import { unusedSuppression } from "../checks/unused-suppression.ts"
import { type Attachments, unknownAttachments } from "../judging/attachments.ts"
import { type JudgedGroup, judgeGroup } from "../judging/judged-group.ts"
import { type NetworkContext, noNetwork, readablePrefixes } from "../judging/network-context.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import { type AnalysedDocument, type SourceText, standsIn } from "./analysed-document.ts"
import { isBrokenAttempt } from "./broken-group.ts"
import { isConfigurationFile } from "./configuration.ts"
import { definedGroups } from "./defined-groups.ts"
import { indexedText } from "./indexed-text.ts"
import { type KnownNetworks, knownNetworks } from "./known-networks.ts"
import { mergeLinked } from "./linked-findings.ts"
import { mergeIterations } from "./merge-iterations.ts"
import { readConfiguration } from "./read-configuration.ts"
import { type ReadText, readText } from "./read-text.ts"
import { indexResources, type ResourceIndex } from "./resource-index.ts"
import type { Settings } from "./settings.ts"
import { confirmed, isTaken, type JudgedText, withoutShown } from "./shared-findings.ts"
import { type Suppressed, suppress } from "./suppress.ts"
import { namingSources } from "./value-source.ts"
import { wantedChecks, withSeverity } from "./wanted-checks.ts"
import { suppressionWord } from "./written-suppression.ts"

/** What is at hand besides a text. */
export interface Surroundings {
  /** The same document before an edit: what still holds of its groups is used again. */
  readonly previous?: AnalysedDocument | undefined
  /** What is known of the network that its groups are in. */
  readonly network?: NetworkContext | undefined
  /** What all documents say of networks together; nothing is said of these where it is absent. */
  readonly networks?: KnownNetworks | undefined
}

/** Reads and judges one text by itself. */
export function analyseDocument(
  source: SourceText,
  settings: Settings,
  surroundings: Surroundings = {},
): AnalysedDocument {
  const text = readText(source, settings)
  const index = indexResources([indexedText(text)])
  return analyseText(text, index, settings, { networks: knownNetworks(index, { isWhole: false }), ...surroundings })
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
  const { network, networks } = surroundings
  const ofNetworks = networks?.findingsIn(source.uri, settings) ?? []
  if (!syntax) {
    const found = isConfigurationFile(source.uri)
      ? { findings: findingsOfConfiguration(text, settings), suppressed: [] }
      : findingsWithoutGroups(text, ofNetworks, settings)
    return { source, syntax, dialect: null, groups: [], joinedGroups: [], lines, ...found }
  }
  const judged = judgeText(text, index, settings, surroundings)
  const templates = index.templatesOf(text).map(template => judgeText(template, index, settings, { network, networks }))
  const file = index.parameterFileOf(text)
  const shared = file ? withoutShown(judged, judgeText(file, index, settings, { network, networks })) : judged.findings
  const named = namingSources(shared, syntax, text.valueSources ?? new Map())
  const all = [...judged.groups, ...judged.joinedGroups].map(({ group }) => group)
  const ofGroups = templates.length > 0 ? confirmed(judged, templates) : named
  const found = inOrder(mergeLinked([...ofGroups, ...ofNetworks], all, { syntax, index }), all)
  const kept = suppress(found, syntax, settings)
  const isOwn = (group: JudgedGroup) => !isTaken(group, templates)
  return {
    source,
    syntax,
    dialect: text.read?.dialect ?? null,
    groups: judged.groups.filter(isOwn),
    joinedGroups: [...judged.joinedGroups, ...judged.groups.filter(group => !isOwn(group))],
    lines,
    findings: settings.isIgnored ? [] : withFaults(kept, text, settings),
    suppressed: settings.isIgnored ? [] : kept.suppressed,
    ...parametersOf(text),
  }
}

/** What is found of networks in a text that names no group, without what it suppresses: it is parsed for that alone. */
function findingsWithoutGroups(
  text: ReadText,
  found: readonly Finding[],
  settings: Settings,
): Pick<AnalysedDocument, "findings" | "suppressed"> {
  if (settings.isIgnored) return { findings: [], suppressed: [] }
  const { source } = text
  if (!source.text.includes(suppressionWord) || text.resources().length === 0)
    return { findings: found, suppressed: [] }
  const syntax = parseText(source.text, source.language, settings.limits)
  const kept = suppress(found, syntax, settings)
  return { findings: withFaults(kept, { ...text, syntax }, settings), suppressed: kept.suppressed }
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
  const attachmentsOf = (group: LocatedGroup) =>
    surroundings.networks?.attachmentsOf(group.document ?? uri, group) ?? unknownAttachments
  return {
    uri,
    groups,
    joinedGroups,
    findings: findingsOf([...groups, ...joinedGroups], text, settings, attachmentsOf),
  }
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
  text: ReadText,
  settings: Settings,
  attachmentsOf: (group: LocatedGroup) => Attachments,
): readonly Finding[] {
  const { syntax, read } = text
  const isMisspelt = read?.expressionFaults?.some(({ kind }) => kind === "type") ?? false
  if (!syntax || !(isMisspelt || concerns(syntax, groups))) return []
  // What PowerShell cut off is to be printed again: until then the groups are not what exists.
  const judged = read?.cutOff ? [] : groups
  return runChecks(wantedChecks(settings), {
    ...contextOf(text, syntax, judged, settings),
    attachmentsOf,
  })
    .filter(({ rule, group }) => standsIn(text, rule ?? group ?? {}))
    .map(finding => withSeverity(finding, settings))
}

function contextOf(
  { read, parameters }: ReadText,
  document: SyntaxDocument,
  groups: readonly JudgedGroup[],
  { profile, exposure, onPremises }: Settings,
): DocumentContext {
  return {
    document,
    parameters,
    dialect: read?.dialect ?? null,
    groups: groups.filter(({ group }) => !group.inside),
    groupsInside: groups.filter(({ group }) => group.inside),
    givenUp: read?.undecided,
    cutOff: read?.cutOff,
    expressionFaults: read?.expressionFaults ?? [],
    suppressionFaults: [],
    configurationFaults: [],
    profile,
    exposureWidth: exposure.width,
    onPremises: readablePrefixes(onPremises),
  }
}

function findingsOfConfiguration(text: ReadText, settings: Settings): readonly Finding[] {
  const document = parseText(text.source.text, text.source.language, settings.limits)
  const { faults } = readConfiguration(document)
  const context = { ...contextOf(text, document, [], settings), configurationFaults: faults }
  return findingsFrom([invalidConfiguration], context, settings).sort(byPlace)
}

/** What is wrong with suppressions is known when all else is; nothing suppresses it. */
function withFaults({ findings, faults }: Suppressed, text: ReadText, settings: Settings): readonly Finding[] {
  if (!text.syntax || faults.length === 0) return findings
  const context = { ...contextOf(text, text.syntax, [], settings), suppressionFaults: faults }
  return [...findings, ...findingsFrom([unusedSuppression, invalidSuppression], context, settings)].sort(byPlace)
}

/** Of certain checks those that are to run. */
function findingsFrom(some: readonly Check[], context: DocumentContext, settings: Settings): Finding[] {
  const wanted = wantedChecks(settings).filter(check => some.includes(check))
  return runChecks(wanted, context).map(finding => withSeverity(finding, settings))
}

function byPlace(a: Finding, b: Finding): number {
  return a.range.start - b.range.start || a.range.end - b.range.end
}

function inOrder(findings: readonly Finding[], groups: readonly LocatedGroup[]): Finding[] {
  return mergeIterations(findings, groups).sort(byPlace)
}

/** Whether findings on the document itself are anyone's business: it holds a group, or was refused unread. */
function concerns(document: SyntaxDocument, groups: readonly JudgedGroup[]): boolean {
  return (
    groups.length > 0 ||
    isBrokenAttempt(document) ||
    document.problems.some(({ reason }) => reason !== "syntax" && reason !== "duplicate-key")
  )
}
