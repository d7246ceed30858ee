import { keptIn } from "../values/kept-in.ts"
import type { ChangedSpan } from "./changed-span.ts"

/** What is known not to be in texts: a version of a document stays without a word unless an edit brings it. */
const absent = keptIn<WordText, Set<string>>()

/** A text that stays what it is; what is known of it is kept by this value. */
interface WordText {
  readonly text: string
}

/** Whether a text has a word anywhere, in just this case. Of an edited text only what is new is looked through. */
export function hasWord(document: WordText, word: string): boolean {
  const without = absent.get(document) ?? new Set()
  if (without.has(word)) return false
  if (document.text.includes(word)) return true
  absent.set(document, without.add(word))
  return false
}

/** Hands on what is known of a text to the one that an edit makes of it. */
export function keepWords(before: WordText, after: WordText, { start, newEnd }: ChangedSpan): void {
  const { text } = after
  const isStillAbsent = (word: string) =>
    !text.slice(Math.max(0, start - word.length), newEnd + word.length).includes(word)
  absent.set(after, new Set([...(absent.get(before) ?? [])].filter(isStillAbsent)))
}
