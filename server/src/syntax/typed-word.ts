import type { Range } from "./node.ts"
import type { Quote } from "./write-value.ts"

/**
 * The word that is being typed at a place of a text. A text in the middle of typing is broken just there, so it is read as it
 * may be meant: with a word that nobody writes in the place of what is typed.
 */
export interface TypedWord {
  /** What is typed, with its quotes, and what stands behind the cursor of the same word; empty between words. */
  readonly range: Range
  /** With which it begins. */
  readonly quote?: Quote
  /** What it may be meant as, the likeliest first. */
  readonly meanings: readonly TypedMeaning[]
}

export interface TypedMeaning {
  /** An entry's key, a value, or the first key of a map that begins here as an item of a list. */
  readonly role: "key" | "value" | "item"
  /** The text as it is then meant. */
  readonly text: string
  /** Where in that text `placeholderWord` stands. */
  readonly offset: number
  /** A key has its value already: only the key is to be written. */
  readonly hasValue?: true
  /** What has to stand before and behind what is written here: white space, a dash, a comma. */
  readonly before: string
  readonly after: string
  /** Where a comma is missing before it. */
  readonly missingComma?: number
}

/** Stands in the place of what is typed: a key, a name, a word that means nothing in any dialect. */
export const placeholderWord = "nsg0typed0here"
