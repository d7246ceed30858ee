import type { TextDocument } from "vscode-languageserver-textdocument"
import type { Range } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { lspRange } from "./lsp-range.ts"

/** A group of an open document, as an editor lists it. */
export interface GroupEntry {
  readonly uri: string
  readonly name: string
  /** The whole resource. */
  readonly range: Range
  /** Its name. */
  readonly nameRange: Range
}

export function groupEntries(document: TextDocument, { groups }: AnalysedDocument): GroupEntry[] {
  return groups.map(({ group: { name, range, nameRange } }) => ({
    uri: document.uri,
    name,
    range: lspRange(document, range),
    nameRange: lspRange(document, nameRange),
  }))
}
