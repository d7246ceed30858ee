/**
 * Finds the items of a list in the bytes of a JSON text, which come in chunks: counts brackets outside of texts, and nothing
 * else. Whatever it takes for an item is still to be read, and shows then whether it is one. The list has to begin in the first chunk.
 */
export class ItemScanner {
  readonly stretches: { readonly start: number; readonly end: number }[] = []
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
  #textStart = 0
  /** The text before this place, as long as the list is not found. */
  #key = ""
  #stretchStart = -1
  #lastEnd = 0

  constructor(size: number) {
    this.#size = size
  }

  get isEnded(): boolean {
    return this.listEnd !== undefined || this.isRefused
  }

  scan(bytes: Buffer): void {
    for (let at = 0; at < bytes.length && !this.isEnded; at++) {
      const byte = bytes[at]
      if (this.#isInText) at = this.#passText(bytes, at)
      else if (byte === quote) {
        this.#isInText = true
        this.#textStart = at + 1
      } else if (byte === openBrace || byte === openBracket) this.#open(byte, this.#offset + at)
      else if (byte === closeBrace || byte === closeBracket) this.#close(byte, this.#offset + at)
      else if (this.#depth === this.#listDepth && this.#listDepth > 0 && !isBetween(byte)) this.isRefused = true
    }
    this.#offset += bytes.length
    if (this.#listDepth === 0) this.isRefused = true
  }

  /** On to the end of the text, or of the chunk. */
  #passText(bytes: Buffer, start: number): number {
    let at = start
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (this.#isEscaped) this.#isEscaped = false
      else if (byte === backslash) this.#isEscaped = true
      else if (byte === quote) {
        this.#isInText = false
        if (this.#listDepth === 0) this.#key = bytes.toString("latin1", this.#textStart, at)
        break
      }
    }
    return at
  }

  #open(byte: number, place: number): void {
    if (this.#listDepth === 0 && byte === openBracket && this.#isList()) {
      this.#listDepth = this.#depth + 1
      this.listStart = place + 1
    } else if (this.#listDepth > 0 && this.#depth === this.#listDepth) {
      if (byte === openBracket) this.isRefused = true
      if (this.#stretchStart < 0) this.#stretchStart = place
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
      if (place + 1 - this.#stretchStart >= this.#size) this.#cut(place + 1)
      else this.#lastEnd = place + 1
      return
    }
    if (this.#stretchStart >= 0) this.#cut(this.#lastEnd)
    this.listEnd = place
    if (byte !== closeBracket) this.isRefused = true
  }

  #cut(end: number): void {
    this.stretches.push({ start: this.#stretchStart, end })
    this.#stretchStart = -1
  }
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]

/** White space or a comma. */
function isBetween(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x2c
}
