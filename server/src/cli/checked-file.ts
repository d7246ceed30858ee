import { TextDocument } from "vscode-languageserver-textdocument"
import type { Range } from "vscode-languageserver-types"
import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { indexedText } from "../analysis/indexed-text.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources } from "../analysis/resource-index.ts"
import type { Settings } from "../analysis/settings.ts"
import type { Severity } from "../checks/check.ts"
import { countRules } from "../features/group-summary.ts"
import { locator, type Place } from "../features/lsp-range.ts"
import { type NetworkContext, noNetwork } from "../judging/network-context.ts"
import type { FileName } from "./read-source.ts"

/** A file that was read, under the names that are printed. */
export interface ReadFile extends FileName {
  readonly text: ReadText
}

/** A file that holds a group, or what looks like a broken attempt at one, judged. */
export interface CheckedFile extends FileName {
  readonly analysed: AnalysedDocument
  /** Where a place of the file, or of another that its groups have rules from, is. */
  locate(place: Place): FileName & { readonly range: Range }
}

/** Judges files together, because a rule can belong to a group that another file defines. */
export function checkFiles(
  files: readonly ReadFile[],
  settings: Settings,
  network: NetworkContext = noNetwork,
): CheckedFile[] {
  const index = indexResources(files.map(({ text }) => indexedText(text)))
  const names = new Map(files.map(({ path, shown, text }) => [text.source.uri, { path, shown }]))
  return files
    .map(({ path, shown, text }): CheckedFile => {
      const { uri, language, text: content } = text.source
      const analysed = analyseText(text, index, settings, { network })
      const locate = locator(TextDocument.create(uri, language, 0, content), analysed)
      return {
        ...{ path, shown },
        analysed,
        locate: place => {
          const location = locate(place)
          return { ...(names.get(location.uri) ?? { path, shown }), range: location.range }
        },
      }
    })
    .filter(
      ({ analysed: { groups, joinedGroups, findings } }) => groups.length + joinedGroups.length + findings.length > 0,
    )
}

export interface Summary {
  readonly files: number
  readonly groups: number
  readonly rules: number
  readonly errors: number
  readonly warnings: number
  readonly information: number
  readonly hints: number
}

export function summarise(files: readonly CheckedFile[]): Summary {
  const groups = files.flatMap(({ analysed }) => analysed.groups)
  const findings = files.flatMap(({ analysed }) => analysed.findings)
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length
  return {
    files: files.length,
    groups: groups.length,
    rules: groups.reduce((sum, judged) => sum + countRules(judged), 0),
    errors: count("error"),
    warnings: count("warning"),
    information: count("information"),
    hints: count("hint"),
  }
}
