import * as l10n from "@vscode/l10n"

/** The bytes of one item of a log's list of records, and which one it is, from 1. */
export type OnRecord = (bytes: Uint8Array, number: number) => void
/** What is wrong with a record, or behind it. */
export type OnFault = (number: number, problem: string) => void

/**
 * Cuts a flow log, one JSON object of hundreds of megabytes with a list `records`, into its records while it is read: no more
 * than one record is kept. Only quotes, brackets and the names of the outermost object are looked at; that a record is sound JSON
 * its reader finds out.
 */
export class RecordSplitter {
  readonly #onRecord: OnRecord
  readonly #onFault: OnFault
  #state: State = "start"
  #depth = 0
  #isInText = false
  #isEscaped = false
  /** The last text of the outermost object: a name, if a colon comes behind it. */
  #name: number[] = []
  #isNamed = false
  #number = 0
  /** What has come of the current record. */
  #kept: Uint8Array[] = []
  #size = 0
  #fault: string | undefined

  constructor(onRecord: OnRecord, onFault: OnFault) {
    this.#onRecord = onRecord
    this.#onFault = onFault
  }

  /** False once the rest is of no use. */
  push(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length && this.#state !== "foreign"; ) {
      at = this.#state === "record" ? this.#inRecord(chunk, at) : this.#around(chunk, at)
    }
    return this.#state !== "foreign"
  }

  /** Says what is missing at the end. */
  end(): void {
    if (this.#state === "start") this.#onFault(0, l10n.t`is empty`)
    if (this.#state === "record") this.#onFault(this.#number, l10n.t`the file ends in the middle of it`)
    if (this.#state === "list")
      this.#onFault(this.#number, l10n.t`the file ends after it: the list of records is not closed`)
    if (this.#state === "object")
      this.#onFault(0, l10n.t`ends before its "records" list does: it is not a flow log, or was cut off`)
    if (this.#state === "behind" && this.#depth > 0)
      this.#onFault(this.#number, l10n.t`the file ends after it, in the middle`)
  }

  /** Everything but records, which is little. */
  #around(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] ?? 0
    if (this.#isInText) this.#textByte(byte)
    else if (byte === quote) this.#startText()
    else if (this.#state === "start") this.#firstByte(byte)
    else if (byte === openBrace || byte === openBracket) return this.#open(chunk, at)
    else if (byte === closeBrace || byte === closeBracket) this.#close()
    else if (this.#state === "list" && !isSpace(byte) && byte !== comma) this.#loneValue()
    else if (this.#state === "behind" && this.#depth === 0 && !isSpace(byte))
      this.#foreign(l10n.t`something follows its end`)
    else if (byte === comma) this.#isNamed = false
    else if (byte === colon) this.#isNamed = this.#depth === 1 && isRecords(this.#name)
    return at + 1
  }

  #firstByte(byte: number): void {
    if (isSpace(byte) || isMark(byte)) return
    if (byte !== openBrace) this.#foreign(l10n.t`is not a flow log: it is not a JSON object with a "records" list`)
    else this.#state = "object"
    this.#depth = 1
  }

  #startText(): void {
    if (this.#state === "start") this.#firstByte(quote)
    if (this.#state === "list") this.#loneValue()
    this.#isInText = true
    this.#name = []
  }

  #textByte(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (byte === backslash) this.#isEscaped = true
    else if (byte === quote) this.#isInText = false
    else if (this.#name.length < longestName) this.#name.push(byte)
  }

  #open(chunk: Uint8Array, at: number): number {
    if (this.#state === "list") {
      // Also of a list: its reader says that it is no record.
      this.#state = "record"
      this.#number++
      this.#depth = 0
      return at
    }
    if (this.#state === "behind" && this.#depth === 0) this.#foreign(l10n.t`something follows its end`)
    if (this.#state === "object" && this.#isNamed && this.#depth === 1 && chunk[at] === openBracket)
      this.#state = "list"
    else this.#depth++
    this.#isNamed = false
    return at + 1
  }

  #close(): void {
    if (this.#state === "list") this.#state = "behind"
    else if (--this.#depth === 0 && this.#state === "object") {
      this.#foreign(l10n.t`is not a flow log: it has no "records" list`)
    }
  }

  /** A number or a word in the list: it ends at the next comma, which nothing has to wait for. */
  #loneValue(): void {
    if (this.#fault === undefined) this.#onFault(this.#number + 1, l10n.t`the list has an item that is not a record`)
    this.#fault = "said"
  }

  #foreign(problem: string): void {
    this.#state = "foreign"
    this.#onFault(this.#number, problem)
  }

  /** To the end of the record, or of the chunk. */
  #inRecord(chunk: Uint8Array, from: number): number {
    let at = from
    while (at < chunk.length) {
      if (this.#isInText) {
        at = this.#skipText(chunk, at)
        continue
      }
      const byte = chunk[at++] ?? 0
      if (byte === quote) this.#isInText = true
      else if (byte === openBrace || byte === openBracket) this.#deepen()
      else if ((byte === closeBrace || byte === closeBracket) && --this.#depth === 0) {
        this.#keep(chunk.subarray(from, at))
        this.#finish()
        return at
      }
    }
    this.#keep(chunk.subarray(from))
    return at
  }

  /** To behind the quote that ends the text, or the end of the chunk. */
  #skipText(chunk: Uint8Array, from: number): number {
    let at = from
    if (this.#isEscaped) {
      this.#isEscaped = false
      at++
    }
    for (;;) {
      const end = chunk.indexOf(quote, at)
      const stop = end < 0 ? chunk.length : end
      let slashes = 0
      while (stop - slashes > at && chunk[stop - slashes - 1] === backslash) slashes++
      const isEscaped = slashes % 2 === 1
      if (end < 0) {
        this.#isEscaped = isEscaped
        return chunk.length
      }
      at = end + 1
      if (isEscaped) continue
      this.#isInText = false
      return at
    }
  }

  #deepen(): void {
    this.#depth++
    if (this.#depth > deepest) this.#fault = l10n.t`it is nested more than ${deepest} levels deep; it was skipped`
  }

  #keep(part: Uint8Array): void {
    this.#size += part.length
    if (this.#size > largest) {
      this.#fault = l10n.t`it is larger than ${largest / 2 ** 20} MiB; it was skipped`
      this.#kept = []
    } else this.#kept.push(part)
  }

  #finish(): void {
    const [first, ...others] = this.#kept
    if (this.#fault !== undefined && this.#fault !== "said") this.#onFault(this.#number, this.#fault)
    else if (first) this.#onRecord(others.length === 0 ? first : joined(this.#kept, this.#size), this.#number)
    this.#kept = []
    this.#size = 0
    this.#fault = undefined
    this.#state = "list"
    this.#depth = 1
  }
}

/**
 * start: nothing but space has come. object: inside of the outermost object, before its records. list: among records. behind: the
 * list is closed. foreign: the rest says nothing.
 */
type State = "start" | "object" | "list" | "record" | "behind" | "foreign"

const [quote, backslash, comma, colon] = [34, 92, 44, 58]
const [openBrace, closeBrace, openBracket, closeBracket] = [123, 125, 91, 93]
/** Longer names than that of the list need not be kept. */
const longestName = 16
/** A record of Azure's has eight levels, and is about a minute of one network interface. */
const deepest = 64
const largest = 64 * 2 ** 20

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13)
}

/** Of the mark that may stand before UTF-8. */
function isMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf
}

function isRecords(name: readonly number[]): boolean {
  return String.fromCharCode(...name) === "records"
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
