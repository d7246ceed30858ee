import type { Range } from "vscode-languageserver-types"
import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { indexedText } from "../analysis/indexed-text.ts"
import { type KnownNetworks, knownNetworks } from "../analysis/known-networks.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import type { Settings } from "../analysis/settings.ts"
import type { LineOrigin } from "../analysis/text-lines.ts"
import type { Finding } from "../checks/check.ts"
import { faultText, fingerprintsOfFaults } from "../checks/fingerprint.ts"
import { locator, type Place, readableLines } from "../features/lsp-range.ts"
import { type NetworkContext, noNetwork } from "../judging/network-context.ts"
import { type FileName, isOpen, type ReportedFile, type ReportedFinding, reportedGroup } from "../outputs/report.ts"
import { type Excerpt, framesIn } from "./frames-in.ts"

/** A file that was read, under the names that are printed. */
export interface ReadFile extends FileName {
  readonly text: ReadText
  readonly settings: Settings
  /** Of a part of a file: where in that its text begins, and what of that is shown. */
  readonly origin?: LineOrigin
  readonly excerpt?: Excerpt
}

/** Files that are judged together: a rule can belong to a group that another one defines, and many describe the networks. */
export interface Together {
  readonly files: readonly ReadFile[]
  readonly index: ResourceIndex
  readonly networks: KnownNetworks
  /** The names that are printed, by URI. */
  readonly names: ReadonlyMap<string, FileName>
}

/** What is known of the networks comes from the files where it is not handed in; `isWhole`: they are all that there are. */
export function together(files: readonly ReadFile[], isWhole: boolean, networks?: KnownNetworks): Together {
  const index = indexResources(
    files.map(({ text, origin }) => {
      const indexed = indexedText(text)
      return origin ? { ...indexed, lines: { text: text.source.text, origin } } : indexed
    }),
  )
  return {
    files,
    index,
    networks: networks ?? knownNetworks(index, { isWhole }),
    names: new Map(files.map(({ path, shown, text }) => [text.source.uri, { path, shown }])),
  }
}

export interface CheckingOptions {
  readonly network?: NetworkContext | undefined
  /** Whether findings have their lines of the file. */
  readonly withFrames?: boolean
}

/** A file as it is reported, and what that was made from. */
export interface CheckedFile extends ReportedFile {
  readonly findings: readonly ReportedFinding[]
  readonly analysed: AnalysedDocument
  /** What tells each finding's fault from the others (checks/fingerprint.ts). */
  readonly faults: readonly string[]
}

/** A file, judged; nothing where it holds no group, nothing that looks like a broken attempt at one, and no fault of networks. */
export function checkFile(
  file: ReadFile,
  { index, names, networks }: Together,
  { network = noNetwork, withFrames = false }: CheckingOptions = {},
): readonly CheckedFile[] {
  const { path, shown, text, settings } = file
  const { uri } = text.source
  const analysed = analyseText(text, index, settings, { network, networks })
  const lines = index.lines.get(uri) ?? text.source
  const locate = locator({ uri, ...readableLines(lines) }, analysed)
  const found = inOrder(analysed)
  if (analysed.groups.length + analysed.joinedGroups.length + found.length === 0) return []
  const faults = found.map(faultText)
  const fingerprints = fingerprintsOfFaults(faults)
  const frames = withFrames ? framesIn(file.excerpt ?? { text: text.source.text }) : () => undefined
  const findings = found.map((finding, place) => {
    const reported = reportedFinding(finding, fingerprints[place] ?? "", each => {
      const location = locate(each)
      return { ...(names.get(location.uri) ?? { path, shown }), range: location.range }
    })
    const frame = isOpen(reported) ? frames(reported.range) : undefined
    return frame ? { ...reported, frame } : reported
  })
  const groups = analysed.groups.map(reportedGroup)
  const joinsGroups = analysed.joinedGroups.length > 0
  return [{ path, shown, dialect: analysed.dialect, groups, joinsGroups, findings, faults, analysed }]
}

type Locate = (place: Place) => FileName & { readonly range: Range }

/** Suppressed ones among them, in the order of the text. */
function inOrder({ findings, suppressed }: AnalysedDocument): readonly Finding[] {
  return [...findings, ...suppressed].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
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
