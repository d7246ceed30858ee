import type { Range } from "./node.ts"

/** A change of a document's text. */
export interface TextEdit {
  readonly range: Range
  readonly newText: string
}

/** Changes of one text that belong together and do not overlap, in the order of the text; or why there are none. */
export type Edit = readonly TextEdit[] | Refusal

/** Why a change is not made, as the end of "This cannot be changed here: …". */
export interface Refusal {
  readonly refused: string
}

export function refuse(refused: string): Refusal {
  return { refused }
}

export function isRefusal(result: object): result is Refusal {
  return "refused" in result
}

export function insertion(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText }
}

export function deletion(start: number, end: number): TextEdit {
  return { range: { start, end }, newText: "" }
}

/** The text with the changes carried out. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let [result, end] = ["", 0]
  for (const { range, newText } of edits) {
    result += text.slice(end, range.start) + newText
    end = range.end
  }
  return result + text.slice(end)
}

/** The changes of several edits as one; a refusal where one of them is refused, or where they overlap. */
export function joinEdits(edits: readonly Edit[]): Edit {
  const refused = edits.find(isRefusal)
  if (refused) return refused
  const all = edits.flatMap(edit => (isRefusal(edit) ? [] : edit)).toSorted((a, b) => a.range.start - b.range.start)
  const overlap = all.some(({ range }, index) => range.start < (all[index - 1]?.range.end ?? 0))
  return overlap ? refuse("two changes would meet in one place") : all
}
