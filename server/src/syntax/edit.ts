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
