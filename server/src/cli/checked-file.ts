import type { Range } from "vscode-languageserver-types"
import { analyseText } from "../analysis/analyse-document.ts"
import type { AnalysedDocument, SourceText } from "../analysis/analysed-document.ts"
import { type IndexedText, indexedText } from "../analysis/indexed-text.ts"
import { knownNetworks } from "../analysis/known-networks.ts"
import type { ReadText } from "../analysis/read-text.ts"
import { indexResources, type ResourceIndex } from "../analysis/resource-index.ts"
import type { Settings } from "../analysis/settings.ts"
import type { Finding, Severity } from "../checks/check.ts"
import { countRules } from "../features/group-summary.ts"
import { locator, type Place, readableLines } from "../features/lsp-range.ts"
import { type NetworkContext, noNetwork } from "../judging/network-context.ts"
import type { FileName } from "./read-source.ts"

/** A file that was read, under the names that are printed. */
export interface ReadFile extends FileName {
  readonly text: ReadText
}

/** A file that names no group: of its text nothing is kept but what it says of networks. */
export interface ResourceFile extends FileName {
  readonly language: SourceText["language"]
  readonly indexed: IndexedText
}

/** A file that holds a group, or what looks like a broken attempt at one, or a fault of the networks, judged. */
export interface CheckedFile extends FileName {
  readonly analysed: AnalysedDocument
  /** Where a place of the file, or of another that its groups have rules from, is. */
  locate(place: Place): FileName & { readonly range: Range }
}

export interface CheckSurroundings {
  readonly network?: NetworkContext
  /** Whether the files are all that there are. */
  readonly isWhole?: boolean
}

/** Judges files together: a rule can belong to a group that another file defines, and networks are described by many. */
export function checkFiles(
  files: readonly (ReadFile | ResourceFile)[],
  settings: Settings,
  { network = noNetwork, isWhole = false }: CheckSurroundings = {},
): CheckedFile[] {
  const texts = files.map(file => ({ ...file, indexed: "text" in file ? indexedText(file.text) : file.indexed }))
  const index = indexResources(texts.map(({ indexed }) => indexed))
  const networks = knownNetworks(index, { isWhole })
  const names = new Map(texts.map(({ path, shown, indexed: { uri } }) => [uri, { path, shown }]))
  return texts
    .map(({ path, shown, indexed, ...file }): CheckedFile => {
      const analysed =
        "text" in file
          ? analyseText(file.text, index, settings, { network, networks })
          : withoutGroups({ ...file, indexed }, networks.findingsIn(indexed.uri, settings), index)
      const locate = locator({ uri: indexed.uri, ...readableLines(indexed.lines) }, analysed)
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

function withoutGroups(
  { language, indexed: { uri, dialect } }: Pick<ResourceFile, "language" | "indexed">,
  findings: readonly Finding[],
  { lines }: ResourceIndex,
): AnalysedDocument {
  const source = { uri, language, text: "" }
  return { source, syntax: undefined, dialect: dialect ?? null, groups: [], joinedGroups: [], lines, findings }
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
