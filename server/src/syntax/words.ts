import { keptIn } from "../values/kept-in.ts"
import type { ChangedSpan } from "./changed-span.ts"

/** What is known of the words of texts: a version of a document stays without a word unless an edit brings it. */
const known = keptIn<WordText, KnownWords>()

interface KnownWords {
  readonly absent: Set<string>
  /** Of a long text that was not edited. */
  readonly sequences?: Uint8Array | undefined
}

/** A text that stays what it is; what is known of it is kept by this value. */
interface WordText {
  readonly text: string
}

/** Whether a text has a word anywhere, in just this case. Of an edited text only what is new is looked through. */
export function hasWord(document: WordText, word: string): boolean {
  const { absent, sequences } = knownOf(document)
  if (absent.has(word)) return false
  const mayHave = !sequences || hasAllSequences(sequences, word)
  if (mayHave && document.text.includes(word)) return true
  absent.add(word)
  return false
}

/** Hands on what is known of a text to the one that an edit makes of it. */
export function keepWords(before: WordText, after: WordText, { start, newEnd }: ChangedSpan): void {
  const { text } = after
  const isStillAbsent = (word: string) =>
    !text.slice(Math.max(0, start - word.length), newEnd + word.length).includes(word)
  known.set(after, { absent: new Set([...(known.get(before)?.absent ?? [])].filter(isStillAbsent)) })
}

function knownOf(document: WordText): KnownWords {
  const before = known.get(document)
  if (before) return before
  const { text } = document
  const words = { absent: new Set<string>(), ...(text.length >= longText && { sequences: sequencesIn(text) }) }
  known.set(document, words)
  return words
}

/** From here on it pays to go through the text once for all words. */
const longText = 32 * 1024

/**
 * Which sequences of three characters a text has, by their numbers, which a few sequences share: dozens of words are asked for, and
 * most that a text does not have hold a sequence that it does not have either.
 */
function sequencesIn(text: string): Uint8Array {
  const found = new Uint8Array(sequenceNumbers)
  let number = 0
  for (let at = 0; at < text.length; at++) {
    number = followedBy(number, text.charCodeAt(at))
    found[number] = 1
  }
  return found
}

function hasAllSequences(sequences: Uint8Array, word: string): boolean {
  let number = 0
  for (let at = 0; at < word.length; at++) {
    number = followedBy(number, word.charCodeAt(at))
    if (at >= 2 && sequences[number] === 0) return false
  }
  return true
}

const sequenceNumbers = 2 ** 15

/** The number of a sequence that ends with this character, by that of the one before: what is older than three is out of it. */
function followedBy(number: number, code: number): number {
  return ((number << 5) ^ code) & (sequenceNumbers - 1)
}
