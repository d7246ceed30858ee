import type { TextDocument } from "vscode-languageserver-textdocument"
import type { Position, SelectionRange } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { expressionParts } from "../readers/expression-parts.ts"
import { outerRange } from "../syntax/lookup.ts"
import type { Range } from "../syntax/node.ts"
import { nodeOf, pathAt, type Step } from "../syntax/path.ts"
import { outerKey } from "../syntax/written-place.ts"
import { lspRange } from "./lsp-range.ts"

/** What is selected step by step around a place: the part of an expression, the text, its entry, the map or list around it. */
export function selectionRange(
  document: TextDocument,
  { syntax }: Pick<AnalysedDocument, "syntax">,
  position: Position,
): SelectionRange {
  const offset = document.offsetAt(position)
  const path = syntax && pathAt(syntax, offset)
  const own: Range = { start: offset, end: offset }
  if (!syntax || !path) return { range: lspRange(document, own) }
  const node = nodeOf(path)
  const around = path.steps.toReversed().flatMap(step => rangesOf(step, syntax.text))
  const all = [...expressionParts(syntax, node, offset), ...around, outerRange(path.root)]
  return nested(document, growing(all, own)) ?? { range: lspRange(document, own) }
}

function rangesOf(step: Step, text: string): readonly Range[] {
  const value = [step.value.range, outerRange(step.value)]
  if (!("entry" in step)) return [...value, step.holder.range]
  const key = outerKey(text, step.entry.keyRange)
  return [...value, { start: key.start, end: outerRange(step.value).end }, step.holder.range]
}

/** Each one larger than the one before, and around it. */
function growing(ranges: readonly Range[], start: Range): readonly Range[] {
  const kept: Range[] = []
  for (const range of ranges) {
    const last = kept.at(-1) ?? start
    const isAround = range.start <= last.start && last.end <= range.end
    if (isAround && (range.start < last.start || last.end < range.end)) kept.push(range)
  }
  return kept
}

function nested(document: TextDocument, ranges: readonly Range[]): SelectionRange | undefined {
  return ranges.reduceRight<SelectionRange | undefined>(
    (parent, range) => ({ range: lspRange(document, range), ...(parent && { parent }) }),
    undefined,
  )
}
