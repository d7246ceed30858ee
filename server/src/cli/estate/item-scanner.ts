/**
 * Finds the items of a list in the bytes of a JSON text, which come in chunks: counts brackets and lines outside of texts.
 * Whatever it takes for an item is still to be read, and shows then whether it is one. The list has to begin in the first chunk.
 */
export class ItemScanner {
  readonly stretches: ScannedStretch[] = []
  /** Behind the bracket that opens the list; before the one that closes it. */
  listStart = 0
  listEnd: number | undefined
  isRefused = false
  readonly #size: number
  /** Of the chunk's first byte. */
  #offset = 0
  #depth = 0
  /** How deep the items of the list stand; 0 until it is found. */
  #listDepth = 0
  #isInText = false
  #isEscaped = false
  /** The text before this place, as long as the list is not found. */
  #key = ""
  #stretch: Omit<ScannedStretch, "end"> | undefined
  #lastEnd = 0
  #line = 0
  #lineStart = 0
  /** Behind the last carriage return. */
  #returnEnd = -1

  constructor(size: number) {
    this.#size = size
  }

  get isEnded(): boolean {
    return this.listEnd !== undefined || this.isRefused
  }

  scan(bytes: Buffer): void {
    for (let at = this.#isInText ? this.#passText(bytes, 0) + 1 : 0; at < bytes.length && !this.isEnded; at++) {
      const byte = bytes[at]
      if (byte === space) while (bytes[at + 1] === space) at++
      else if (byte === quote) at = this.#passText(bytes, at + 1)
      else if (byte === openBrace || byte === openBracket) this.#open(byte, this.#offset + at)
      else if (byte === closeBrace || byte === closeBracket) this.#close(byte, this.#offset + at)
      else if (byte === lineFeed || byte === carriageReturn) this.#endLine(byte, this.#offset + at + 1)
      else if (this.#depth === this.#listDepth && this.#listDepth > 0 && !isBetween(byte)) this.isRefused = true
    }
    this.#offset += bytes.length
    if (this.#listDepth === 0) this.isRefused = true
  }

  /** From within a text on to the quote that closes it, or to the end of the chunk. A line that ends in it is not JSON, and no matter. */
  #passText(bytes: Buffer, start: number): number {
    const from = this.#isEscaped ? start + 1 : start
    let end = bytes.indexOf(quote, from)
    while (end >= 0 && isEscapedAt(bytes, from, end)) end = bytes.indexOf(quote, end + 1)
    this.#isInText = end < 0
    this.#isEscaped = end < 0 && isEscapedAt(bytes, from, bytes.length)
    const behind = end < 0 ? bytes.length : end
    if (this.#listDepth === 0) this.#key = bytes.toString("latin1", start, behind)
    return behind
  }

  /** Lines end as LSP has it: with CR, LF, or both. */
  #endLine(byte: number, behind: number): void {
    const isSecond = byte === lineFeed && this.#returnEnd === behind - 1
    if (!isSecond) this.#line++
    if (byte === carriageReturn) this.#returnEnd = behind
    this.#lineStart = behind
  }

  #open(byte: number, place: number): void {
    if (this.#listDepth === 0 && byte === openBracket && this.#isList()) {
      this.#listDepth = this.#depth + 1
      this.listStart = place + 1
    } else if (this.#listDepth > 0 && this.#depth === this.#listDepth) {
      if (byte === openBracket) this.isRefused = true
      this.#stretch ??= { start: place, line: this.#line, lineStart: this.#lineStart }
    }
    this.#depth++
  }

  #isList(): boolean {
    return this.#depth === 0 || (this.#depth === 1 && (this.#key === "data" || this.#key === "value"))
  }

  #close(byte: number, place: number): void {
    this.#depth--
    if (this.#listDepth === 0 || this.#depth > this.#listDepth) return
    if (this.#depth === this.#listDepth) {
      if (this.#stretch && place + 1 - this.#stretch.start >= this.#size) this.#cut(place + 1)
      else this.#lastEnd = place + 1
      return
    }
    this.#cut(this.#lastEnd)
    this.listEnd = place
    if (byte !== closeBracket) this.isRefused = true
  }

  #cut(end: number): void {
    if (this.#stretch) this.stretches.push({ ...this.#stretch, end })
    this.#stretch = undefined
  }
}

/** Some of the list's items, in bytes of the text, and the line on which the first begins, counted from zero. */
interface ScannedStretch {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly lineStart: number
}

const [space, lineFeed, carriageReturn] = [0x20, 0x0a, 0x0d]
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]

/** Whether the backslashes right before a place escape what is there, and not each other. */
function isEscapedAt(bytes: Buffer, from: number, place: number): boolean {
  let at = place
  while (at > from && bytes[at - 1] === backslash) at--
  return (place - at) % 2 === 1
}

/** A tab or a comma; other white space is told before. */
function isBetween(byte: number | undefined): boolean {
  return byte === 0x09 || byte === 0x2c
}
