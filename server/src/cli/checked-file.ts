import type { Range } from "vscode-languageserver-types"
import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument, SourceText } from "../analysis/analysed-document.ts"
import { type IndexedText, indexedText } from "../analysis/indexed-text.ts"
import { type KnownNetworks, knownNetworks } from "../analysis/known-networks.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import type { Settings } from "../analysis/settings.ts"
import type { Finding } from "../checks/check.ts"
import { fingerprintsOf } from "../checks/fingerprint.ts"
import { locator, type Place, readableLines } from "../features/lsp-range.ts"
import { type NetworkContext, noNetwork } from "../judging/network-context.ts"
import type { FileName, ReportedFile, ReportedFinding } from "../outputs/report.ts"

/** A file that was read, under the names that are printed. */
export interface ReadFile extends FileName {
  readonly text: ReadText
  readonly settings: Settings
}

/** A file that names no group: of its text nothing is kept but what it says of networks. */
export interface ResourceFile extends FileName {
  readonly settings: Settings
  readonly language: SourceText["language"]
  readonly indexed: IndexedText
}

/** Files that are judged together: a rule can belong to a group that another one defines, and many describe the networks. */
export interface Together {
  readonly files: readonly IndexedFile[]
  readonly index: ResourceIndex
  readonly networks: KnownNetworks
  /** The names that are printed, by URI. */
  readonly names: ReadonlyMap<string, FileName>
}

/** A file with what other files need to know of it. */
export interface IndexedFile extends FileName {
  readonly settings: Settings
  readonly indexed: IndexedText
  /** Absent where it names no group. */
  readonly text?: ReadText
  readonly language: SourceText["language"]
}

/** `isWhole`: whether the files are all that there are. */
export function together(read: readonly (ReadFile | ResourceFile)[], isWhole: boolean): Together {
  const files = read.map(
    (file): IndexedFile =>
      "text" in file ? { ...file, indexed: indexedText(file.text), language: file.text.source.language } : file,
  )
  const index = indexResources(files.map(({ indexed }) => indexed))
  return {
    files,
    index,
    networks: knownNetworks(index, { isWhole }),
    names: new Map(files.map(({ path, shown, indexed: { uri } }) => [uri, { path, shown }])),
  }
}

/** A file, judged; nothing where it holds no group, nothing that looks like a broken attempt at one, and no fault of networks. */
export function checkFile(
  file: IndexedFile,
  { index, names, networks }: Together,
  network: NetworkContext = noNetwork,
): readonly ReportedFile[] {
  const { path, shown, text, settings, indexed } = file
  const analysed = text
    ? analyseText(text, index, settings, { network, networks })
    : withoutGroups(file, networks.findingsIn(indexed.uri, settings), index)
  const locate = locator({ uri: indexed.uri, ...readableLines(indexed.lines) }, analysed)
  const findings = report(analysed, place => {
    const location = locate(place)
    return { ...(names.get(location.uri) ?? { path, shown }), range: location.range }
  })
  const holds = analysed.groups.length + analysed.joinedGroups.length + findings.length > 0
  return holds ? [{ path, shown, analysed, findings }] : []
}

function withoutGroups(
  { language, indexed: { uri, dialect } }: IndexedFile,
  found: readonly Finding[],
  { lines }: ResourceIndex,
): AnalysedDocument {
  const source = { uri, language, text: "" }
  const nothing = { syntax: undefined, groups: [], joinedGroups: [], suppressed: [] }
  return { ...nothing, source, dialect: dialect ?? null, lines, findings: found }
}

type Locate = (place: Place) => FileName & { readonly range: Range }

function report({ findings, suppressed }: AnalysedDocument, locate: Locate): ReportedFinding[] {
  const all = [...findings, ...suppressed].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
  const fingerprints = fingerprintsOf(all)
  return all.map((finding, index) => reportedFinding(finding, fingerprints[index] ?? "", locate))
}

function reportedFinding(finding: Finding, fingerprint: string, locate: Locate): ReportedFinding {
  const { code, severity, message, range, group, rule, related, data, suppression } = finding
  return {
    code,
    severity,
    message,
    range: locate({ range }).range,
    group: group?.name ?? null,
    rule: rule?.name ?? null,
    related: related.map(({ message, ...place }) => ({ ...locate(place), message })),
    data,
    fingerprint,
    ...(suppression && { suppression: { reason: suppression.reason } }),
  }
}
