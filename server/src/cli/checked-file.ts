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
import type { FileName, ReportedFile, ReportedFinding } from "../outputs/report.ts"

/** A file that was read, under the names that are printed. */
export interface ReadFile extends FileName {
  readonly text: ReadText
  readonly settings: Settings
}

/** Files that are judged together, because a rule can belong to a group that another file defines. */
export interface Together {
  readonly index: ResourceIndex
  /** The names that are printed, by URI. */
  readonly names: ReadonlyMap<string, FileName>
}

export function together(files: readonly ReadFile[]): Together {
  return {
    index: indexResources(files.map(({ text }) => indexedText(text))),
    names: new Map(files.map(({ path, shown, text }) => [text.source.uri, { path, shown }])),
  }
}

/** A file, judged; nothing where it holds no group and nothing that looks like a broken attempt at one. */
export function checkFile(
  { path, shown, text, settings }: ReadFile,
  { index, names }: Together,
  network: NetworkContext = noNetwork,
): readonly ReportedFile[] {
  const { uri, language, text: content } = text.source
  const analysed = analyseText(text, index, settings, { network })
  const locate = locator(TextDocument.create(uri, language, 0, content), analysed)
  const findings = report(analysed, place => {
    const location = locate(place)
    return { ...(names.get(location.uri) ?? { path, shown }), range: location.range }
  })
  const holds = analysed.groups.length + analysed.joinedGroups.length + findings.length > 0
  return holds ? [{ path, shown, analysed, findings }] : []
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
