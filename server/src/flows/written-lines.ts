/** A line of a `.nsgflow` file as it is written. */
export interface WrittenLine {
  /** Counted from zero. */
  readonly line: number
  /** Its offset in the text. */
  readonly start: number
  /** What stands before a comment, with the blanks around it. */
  readonly written: string
  /** From its # on; "" where there is none. */
  readonly comment: string
  /** Its offset behind the last character, without what ends the line. */
  readonly end: number
}

/** A comment starts at a # at the start of a line or behind a blank. */
export function writtenLines(text: string): WrittenLine[] {
  let start = 0
  return text.split("\n").map((ended, line) => {
    const whole = ended.replace(/\r$/, "")
    const comment = /(?<=^|\s)#/.exec(whole)?.index ?? whole.length
    const own = {
      line,
      start,
      written: whole.slice(0, comment),
      comment: whole.slice(comment),
      end: start + whole.length,
    }
    start += ended.length + 1
    return own
  })
}
