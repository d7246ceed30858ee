import type { SyntaxDocument } from "./document.ts"
import { type Edit, insertion, refuse } from "./edit.ts"
import { breakOf, indentAt, lineEnd, lineStart, startsLine } from "./lines.ts"
import type { Range } from "./node.ts"

/** Whether a document may have comments: YAML, and JSON that has some already or else is no strict JSON. */
export function takesComments({ language, text }: Pick<SyntaxDocument, "language" | "text">): boolean {
  if (language === "yaml") return true
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}

/** Writes a comment in a line of its own above what begins its line, a YAML item's dash included; else at the line's end. */
export function insertComment(document: SyntaxDocument, { start }: Range, words: string): Edit {
  const { text, language } = document
  const comment = `${language === "json" ? "//" : "#"} ${words}`
  const line = lineStart(text, start)
  const isOnDash = language === "yaml" && /^[ \t]*-[ \t]+$/.test(text.slice(line, start))
  const isAlone = startsLine(text, start) || isOnDash || /^[ \t]*-?[ \t]*[{["']+$/.test(text.slice(line, start))
  if (isAlone) return [insertion(line, `${indentAt(text, start)}${comment}${breakOf(text)}`)]
  const end = lineEnd(text, start)
  if (text.slice(start, end).includes(comment.slice(0, 2))) return refuse("there is already a comment")
  return [insertion(end, ` ${comment}`)]
}
