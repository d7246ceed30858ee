import { TextDocument } from "vscode-languageserver-textdocument"
import type { Range } from "vscode-languageserver-types"
import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { indexedText } from "../analysis/indexed-text.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import type { Settings } from "../analysis/settings.ts"
import type { Finding } from "../checks/check.ts"
import { fingerprintsOf } from "../checks/fingerprint.ts"
import { locator, type Place } from "../features/lsp-range.ts"
import { type NetworkContext, noNetwork } from "../judging/network-context.ts"
import type { ReportedFile, ReportedFinding } from "../outputs/report.ts"

/** A file that was read, under the path that is printed. */
export interface ReadFile {
  readonly path: string
  readonly text: ReadText
  readonly settings: Settings
}

/** Files that are judged together, because a rule can belong to a group that another file defines. */
export interface Together {
  readonly index: ResourceIndex
  /** The paths that are printed, by URI. */
  readonly paths: ReadonlyMap<string, string>
}

export function together(files: readonly ReadFile[]): Together {
  return {
    index: indexResources(files.map(({ text }) => indexedText(text))),
    paths: new Map(files.map(({ path, text }) => [text.source.uri, path])),
  }
}

/** A file, judged; nothing where it holds no group and nothing that looks like a broken attempt at one. */
export function checkFile(
  { path, text, settings }: ReadFile,
  { index, paths }: Together,
  network: NetworkContext = noNetwork,
): readonly ReportedFile[] {
  const { uri, language, text: content } = text.source
  const analysed = analyseText(text, index, settings, { network })
  const locate = locator(TextDocument.create(uri, language, 0, content), analysed)
  const findings = report(analysed, place => {
    const location = locate(place)
    return { path: paths.get(location.uri) ?? path, range: location.range }
  })
  const holds = analysed.groups.length + analysed.joinedGroups.length + findings.length > 0
  return holds ? [{ path, analysed, findings }] : []
}

type Locate = (place: Place) => { readonly path: string; readonly range: Range }

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
    related: related.map(({ message, ...place }) => {
      const { path, range } = locate(place)
      return { path, message, range }
    }),
    data,
    fingerprint,
    ...(suppression && { suppression: { reason: suppression.reason } }),
  }
}
