import type { SyntaxDocument } from "./document.ts"
import { lineEnd } from "./lines.ts"
import { outerRange } from "./lookup.ts"
import type { Range } from "./node.ts"
import { nodeOf, pathAt } from "./path.ts"

/** A comment: what it says, without the signs around it, and where that stands. */
export interface Comment {
  /** With its signs. */
  readonly range: Range
  /** From the word that was looked for. */
  readonly text: string
  readonly start: number
}

/** The comments of a document that begin with a word. */
export function commentsWith(document: SyntaxDocument, word: string): readonly Comment[] {
  return document.language === "json" ? inJson(document.text, word) : inYaml(document, word)
}

function inJson(text: string, word: string): Comment[] {
  if (!text.includes(word)) return []
  const token = /"(?:\\.|[^"\\\r\n])*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g
  return Array.from(text.matchAll(token), ({ 0: { length }, index }) => ({ start: index, end: index + length }))
    .filter(({ start }) => text[start] === "/")
    .flatMap(range => commentIn(text, range, word))
}

/** Of YAML the tree tells a comment from a text that holds its sign. */
function inYaml(document: SyntaxDocument, word: string): Comment[] {
  const { text } = document
  const found: Comment[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const sign = text.slice(0, at).trimEnd().length - 1
    const isSign = text[sign] === "#" && (sign === 0 || /\s/.test(text[sign - 1] ?? ""))
    const range = { start: sign, end: lineEnd(text, at) }
    if (isSign && !text.slice(sign, at).includes("\n") && !isInText(document, sign)) {
      found.push(...commentIn(text, range, word))
    }
  }
  return found
}

function isInText(document: SyntaxDocument, offset: number): boolean {
  const path = pathAt(document, offset)
  const node = path && nodeOf(path)
  if (node?.kind !== "scalar" && node?.kind !== "unknown") return false
  const { start, end } = outerRange(node)
  return start <= offset && offset < end
}

function commentIn(text: string, { start, end }: Range, word: string): Comment[] {
  const [signs = ""] = /^(?:#+|\/\/+|\/\*+)\s*/.exec(text.slice(start, end)) ?? []
  const from = start + signs.length
  const written = text.slice(from, end)
  const content = (signs.startsWith("/*") && written.endsWith("*/") ? written.slice(0, -2) : written).trimEnd()
  return content.startsWith(word) ? [{ range: { start, end }, text: content, start: from }] : []
}
