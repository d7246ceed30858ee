import type { Word } from "./flow-file.ts"

/** A part of a line at its place in the text, without blanks around it. */
export function wordAt(text: string, start: number): Word {
  const blanks = text.length - text.trimStart().length
  const trimmed = text.trim()
  return { text: trimmed, range: { start: start + blanks, end: start + blanks + trimmed.length } }
}

/** The items of a list with commas between. */
export function itemsOf({ text, range }: Word): Word[] {
  let start = range.start
  return text.split(",").map(item => {
    const word = wordAt(item, start)
    start += item.length + 1
    return word
  })
}

/** A part of a word, from one place in it to another. */
export function partOf({ text, range }: Word, from: number, to = text.length): Word {
  return wordAt(text.slice(from, to), range.start + from)
}
