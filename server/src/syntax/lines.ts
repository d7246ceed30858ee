/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1
}

/** Where the line of an offset ends, without its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset)
  if (end < 0) return text.length
  return end > offset && text[end - 1] === "\r" ? end - 1 : end
}

/** Where the line after that of an offset begins; the end of the text where it is the last. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset)
  return end < 0 ? text.length : end + 1
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset)
  return /^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? ""
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

export function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === ""
}

/** Whether nothing but white space stands before an offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return isBlank(text, lineStart(text, offset), offset)
}

export function endsLine(text: string, offset: number): boolean {
  return isBlank(text, offset, lineEnd(text, offset))
}

/** The line break that a text has: that of its first line. */
export function breakOf(text: string): "\n" | "\r\n" {
  const end = text.indexOf("\n")
  return end > 0 && text[end - 1] === "\r" ? "\r\n" : "\n"
}
