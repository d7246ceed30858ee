/** What tells the offsets of a text as lines: the text, or, where that is not kept, where its lines begin. */
export type TextLines = WholeText | LineStarts

export interface WholeText {
  readonly text: string
  /** Where the text is made of a part of a file: the places of the file are meant. */
  readonly origin?: LineOrigin
}

/** At `offset` stands what is at `line` and `character` of the file, all counted from zero. */
export interface LineOrigin {
  readonly offset: number
  readonly line: number
  readonly character: number
}

export interface LineStarts {
  /** Offsets, ascending; the first is 0. */
  readonly lineStarts: Int32Array
}

/** Lines end as LSP has it: with CR, LF, or both. */
export function lineStartsOf(text: string): LineStarts {
  const starts = [0]
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1)
    return { lineStarts: new Int32Array(starts) }
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) starts.push(at + 1)
  }
  return { lineStarts: new Int32Array(starts) }
}

const [lineFeed, carriageReturn] = [10, 13]

/** Line and character of an offset, both counted from zero. */
export function positionIn({ lineStarts }: LineStarts, offset: number): { line: number; character: number } {
  let [low, high] = [0, lineStarts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return { line: low, character: offset - (lineStarts[low] ?? 0) }
}

/** The same of any offset: one beyond the text is its end, and one within a line end the end of the line, as LSP has it. */
export function positionInText(text: string, starts: LineStarts, offset: number): { line: number; character: number } {
  const { line, character } = positionIn(starts, Math.max(0, Math.min(offset, text.length)))
  const start = starts.lineStarts[line] ?? 0
  const isWithin = character > 0 && text.charCodeAt(start + character - 1) === carriageReturn
  return { line, character: isWithin ? character - 1 : character }
}
