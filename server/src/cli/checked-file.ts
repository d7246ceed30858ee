import { TextDocument } from "vscode-languageserver-textdocument"
import { analyseDocument } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { defaultSettings } from "../analysis/settings.ts"
import type { Severity } from "../checks/check.ts"
import { countRules } from "../features/group-summary.ts"
import type { NamedSource } from "./read-source.ts"

/** A file that was read and judged; `document` turns its offsets into lines and characters. */
export interface CheckedFile {
  readonly path: string
  readonly analysed: AnalysedDocument
  readonly document: TextDocument
}

export function checkFile({ path, source }: NamedSource): CheckedFile {
  const analysed = analyseDocument(source, defaultSettings)
  return { path, analysed, document: TextDocument.create(source.uri, source.language, 0, source.text) }
}

/** Whether the file holds a group, or what looks like a broken attempt at one. */
export function isConcerned({ analysed }: CheckedFile): boolean {
  return analysed.groups.length > 0 || analysed.findings.length > 0
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
