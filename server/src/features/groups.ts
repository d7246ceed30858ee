import type { TextDocument } from "vscode-languageserver-textdocument"
import type { Range } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import type { IndexedText } from "../analysis/indexed-text.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { type Lines, lspRange, readableLines } from "./lsp-range.ts"

/** A group of a document, as an editor lists it. */
export interface GroupEntry {
  readonly uri: string
  readonly name: string
  /** The whole resource. */
  readonly range: Range
  /** Its name. */
  readonly nameRange: Range
}

export function groupEntries(document: TextDocument, { groups }: AnalysedDocument): GroupEntry[] {
  return groups.map(({ group }) => entryOf(group, document.uri, document))
}

/** The groups that a file defines, of which only the index is at hand; not those of which it has a rule or two. */
export function indexedGroupEntries({ uri, groups, lines }: IndexedText): GroupEntry[] {
  const readable = readableLines(lines)
  return groups.filter(({ reference }) => !reference).map(group => entryOf(group, uri, readable))
}

function entryOf({ name, range, nameRange }: LocatedGroup, uri: string, lines: Lines): GroupEntry {
  return { uri, name, range: lspRange(lines, range), nameRange: lspRange(lines, nameRange) }
}
