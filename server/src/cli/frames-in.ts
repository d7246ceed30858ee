import type { Range } from "vscode-languageserver-types"
import { type CodeFrame, codeFrame, linesOf } from "../outputs/code-frame.ts"
import { lazily } from "../values/lazily.ts"

/** The text of a file, or a part of it that begins at a line and character, both counted from zero. */
export interface Excerpt {
  readonly text: string
  readonly line?: number
  readonly character?: number
}

/** Shows places of a file by their lines, which are looked for when one is first asked for. */
export function framesIn({ text, line = 0, character = 0 }: Excerpt): (range: Range) => CodeFrame | undefined {
  const lines = lazily(() => linesOf(text))
  const own = (place: Range["start"]) => ({
    line: place.line - line,
    character: place.line === line ? place.character - character : place.character,
  })
  return ({ start, end }) => codeFrame(lines(), { start: own(start), end: own(end) }, line)
}
