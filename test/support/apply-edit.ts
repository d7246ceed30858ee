import { type Edit, isRefusal } from "../../server/src/syntax/edit.ts"

/** A text with an edit carried out. Fails for edits that overlap or are out of order, which no editor takes. */
export function applied(text: string, edit: Edit): string {
  if (isRefusal(edit)) throw new Error(`refused: ${edit.refused}`)
  let [result, end] = ["", 0]
  for (const { range, newText } of edit) {
    if (range.start < end || range.end < range.start) throw new Error("edits overlap")
    result += text.slice(end, range.start) + newText
    end = range.end
  }
  return result + text.slice(end)
}
