import type { Node, ScalarNode } from "./node.ts"
import { behindProperties } from "./written-place.ts"

/** The head of a literal or folded text: `|`, `>-`, with the comment behind it. */
export interface BlockHead {
  /** Where the sign stands. */
  readonly start: number
  /** From the sign's end to that of the line: white space and a comment. */
  readonly rest: string
}

/** The head of the block scalar behind a colon or dash; undefined where the value is of another style. */
export function blockHead(text: string, place: number, { quoted }: ScalarNode): BlockHead | undefined {
  if (quoted) return undefined
  const head = /[ \t]*([|>][-+\d]{0,2})([ \t]*(?:[ \t]#[^\r\n]*)?)(?=\r?\n|$)/y
  head.lastIndex = behindProperties(text, place)
  const match = head.exec(text)
  if (!match) return undefined
  const [whole, sign = "", rest = ""] = match
  return { start: head.lastIndex - whole.length + whole.indexOf(sign), rest }
}

/** A text of several lines as a literal one; undefined for what only quotes can say. */
export function writeLiteral(value: string, indent: string, lineBreak: string): string | undefined {
  const content = value.replace(/(?<!\n)\n+$/, "")
  if (
    !/^[^\s#][^\r\t]*$/.test(content) ||
    !content.includes("\n") ||
    /[ ](\n|$)|[^\x20-\x7E\n\xA0-\uD7FF]/.test(content)
  )
    return undefined
  const ends = value.length - content.length
  if (ends > 1) return undefined
  const lines = content.split("\n").map(line => (line === "" ? "" : indent + line))
  return [`|${ends === 0 ? "-" : ""}`, ...lines].join(lineBreak)
}

/** Whether a text in a collection counts the empty lines behind it (`|+`): they may not become more or fewer. */
export function keepsLines(text: string, { range }: Pick<Node, "range">): boolean {
  return /[|>]\d?\+\d?[ \t]*(#.*)?$/m.test(text.slice(range.start, range.end))
}
