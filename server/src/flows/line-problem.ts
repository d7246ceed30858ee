import type { Range } from "../syntax/node.ts"
import type { Word } from "./flow-file.ts"

/** Why words of a line cannot be read, and what would be right: a sentence or two. */
export interface LineProblem {
  readonly at: Range
  readonly problem: string
}

export function isLineProblem(value: object): value is LineProblem {
  return "problem" in value
}

export function problemAt({ range }: Pick<Word, "range">, problem: string): LineProblem {
  return { at: range, problem }
}
