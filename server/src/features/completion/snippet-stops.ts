import type { LocatedGroup, RuleProperty } from "../../readers/reader.ts"
import type { RuleForm } from "../../readers/rule-form.ts"
import type { RuleValues } from "../../readers/write-rule.ts"
import { escapePattern } from "../../values/escape-pattern.ts"
import { numberStop, stop } from "./key-candidates.ts"
import { hasWords, wordValues } from "./word-values.ts"

/** The text of an entry as a snippet: where `stop` stands, the cursor goes, with what there is to choose from. */
export function keyStops(text: string, words: readonly string[], write: WriteWord): string {
  const choices = words.map(word => writtenWord(word, isBehindQuote(text.split(anyStop)[0] ?? ""), write))
  const [only, another] = choices
  const place = another === undefined ? (only === undefined ? "$1" : `\${1:${only}}`) : choiceOf(1, choices)
  return escapeSnippet(text)
    .replace(emptyMap, "$1")
    .replace(anyStop, () => place)
}

/** The text of a group as a snippet: its name can be written over, and then its rules are written. */
export function groupStops(text: string): string {
  return escapeSnippet(text)
    .replaceAll("new-nsg", name => `\${1:${name}}`)
    .replace(listStop, () => "$0")
}

/** A text that is all that a list has: the list is still to be filled. */
const listStop = new RegExp(`"${stop}"|${stop}`)

const anyStop = new RegExp(`${stop}|${numberStop}`)

/** `{ "stop": null }` and its like: a map that is still to be filled. */
const emptyMap = new RegExp(`"?(${stop})"?: null`)

export function withoutStops(text: string, [first = ""]: readonly string[]): string {
  return text.replace(emptyMap, "$1").replace(anyStop, () => first)
}

/** Writes a word as a value of the document's language. */
type WriteWord = (word: string) => string

/** In quotes a word stands as it is; without, YAML wants some around `*`. */
function writtenWord(word: string, isQuoted: boolean, write: WriteWord): string {
  return isQuoted || /^\w/.test(word) ? word : write(word)
}

function isBehindQuote(text: string): boolean {
  return /["']$/.test(text)
}

/** The text of a rule as a snippet, in which the values at hand can be written over one after another. */
export function ruleStops(
  text: string,
  stops: RuleValues,
  { names }: RuleForm,
  groups: readonly LocatedGroup[],
  write: WriteWord,
): string {
  let result = escapeSnippet(text)
  let number = 0
  for (const [property, value] of Object.entries(stops) as [RuleProperty, string | number][]) {
    const key = names[property]
    if (key === undefined) continue
    const written = new RegExp(`(["']?${key}["']?:\\s*\\[?\\s*["']?)${escapePattern(`${value}`)}(?=["',\\s\\]]|$)`)
    result = result.replace(written, (_, head: string) => {
      const words = wordsFor(property, `${value}`, groups).map(word => writtenWord(word, isBehindQuote(head), write))
      return `${head}${words.length > 1 ? choiceOf(++number, words) : `\${${++number}:${value}}`}`
    })
  }
  return result
}

/** What there is to choose from, what is written first. */
function wordsFor(property: RuleProperty, value: string, groups: readonly LocatedGroup[]): readonly string[] {
  const words = hasWords(property) ? wordValues(property, groups).map(({ label }) => label) : []
  return [value, ...words.filter(word => word.toLowerCase() !== value.toLowerCase())]
}

function choiceOf(number: number, choices: readonly string[]): string {
  return `\${${number}|${choices.map(choice => choice.replace(/[\\,|$}]/g, "\\$&")).join(",")}|}`
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$]/g, "\\$&")
}
