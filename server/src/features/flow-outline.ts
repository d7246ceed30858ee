import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { type DocumentSymbol, type FoldingRange, FoldingRangeKind, SymbolKind } from "vscode-languageserver-types"
import type { FlowFile, FlowLine, UseLine } from "../flows/flow-file.ts"
import { writtenLines } from "../flows/written-lines.ts"
import { lspRange } from "./lsp-range.ts"

/** A `use` with the claims below it; those before the first `use` have none. */
interface Block {
  readonly use: UseLine | undefined
  readonly claims: readonly FlowLine[]
}

function blocksOf({ lines }: FlowFile): Block[] {
  const blocks: { use: UseLine | undefined; claims: FlowLine[] }[] = [{ use: undefined, claims: [] }]
  for (const line of lines) {
    if (line.kind === "use") blocks.push({ use: line, claims: [] })
    else blocks.at(-1)?.claims.push(line)
  }
  return blocks
}

export function flowSymbols(document: TextDocument, file: FlowFile): DocumentSymbol[] {
  return blocksOf(file).flatMap(({ use, claims }) => {
    const children = claims.map(claim => symbolOf(document, claim, SymbolKind.Boolean))
    if (!use) return children
    const { start } = use.range
    const range = lspRange(document, { start, end: (claims.at(-1) ?? use).range.end })
    return [
      { ...symbolOf(document, use, SymbolKind.Module), name: use.name.text, detail: detailOf(use), range, children },
    ]
  })
}

function symbolOf(document: TextDocument, { text, range }: FlowLine, kind: SymbolKind): DocumentSymbol {
  const place = lspRange(document, range)
  return { name: text.replace(/\s+/g, " "), kind, range: place, selectionRange: place }
}

function detailOf({ type, file }: UseLine): string {
  return file ? l10n.t`${type} in ${file.text}` : type
}

/** Each `use` with its claims, comments of several lines, and what stands between `# region` and `# endregion`. */
export function flowFolding(document: TextDocument, file: FlowFile): FoldingRange[] {
  const blocks = blocksOf(file).flatMap(({ use, claims }) => {
    const end = claims.at(-1)
    return use && end ? { startLine: use.line, endLine: end.line } : []
  })
  return [...blocks, ...commentFolding(document.getText())]
}

function commentFolding(text: string): FoldingRange[] {
  const found: FoldingRange[] = []
  const regions: number[] = []
  let first: number | undefined
  // An empty line at the end closes what is open.
  for (const { line, written, comment } of writtenLines(`${text}\n`)) {
    const isComment = written.trim() === "" && comment !== ""
    const marker = isComment ? /^#\s*(end)?region\b/i.exec(comment) : null
    if (isComment && !marker) {
      first ??= line
      continue
    }
    if (first !== undefined && line - 1 > first)
      found.push({ startLine: first, endLine: line - 1, kind: FoldingRangeKind.Comment })
    first = undefined
    const start = marker?.[1] ? regions.pop() : undefined
    if (start !== undefined) found.push({ startLine: start, endLine: line, kind: FoldingRangeKind.Region })
    if (marker && !marker[1]) regions.push(line)
  }
  return found
}
