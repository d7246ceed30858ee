import { bracketed } from "./bracketed-name.ts"
import type { Word } from "./flow-file.ts"

/** A part of a line at its place in the text, without blanks around it. */
export function wordAt(text: string, start: number): Word {
  const blanks = text.length - text.trimStart().length
  const trimmed = text.trim()
  return { text: trimmed, range: { start: start + blanks, end: start + blanks + trimmed.length } }
}

/** The items of a list with commas between; those within brackets part nothing. */
export function itemsOf(list: Word): Word[] {
  const commas = [...list.text.matchAll(commaOrBrackets)].flatMap(({ 0: found, index }) => (found === "," ? index : []))
  return [-1, ...commas].map((comma, at) => partOf(list, comma + 1, commas[at]))
}

const commaOrBrackets = new RegExp(`${bracketed}|,`, "g")

/** A part of a word, from one place in it to another. */
export function partOf({ text, range }: Word, from: number, to = text.length): Word {
  return wordAt(text.slice(from, to), range.start + from)
}
