import type { SyntaxDocument } from "./document.ts"
import type { Range } from "./node.ts"

/** What stands between two values besides white space. */
export interface GapToken {
  /** `property`: an anchor or a tag of the value behind it. `other`: what belongs in no gap. */
  readonly kind: "comment" | "comma" | "property" | "other"
  readonly range: Range
}

/**
 * The comments and signs between two values. Comments are not kept in the tree: they are looked for where somebody asks,
 * and the tree says where they can be.
 */
export function readGap(
  { text, language }: Pick<SyntaxDocument, "text" | "language">,
  { start, end }: Range,
): readonly GapToken[] {
  const tokens: GapToken[] = []
  const token = language === "json" ? jsonToken : yamlToken
  token.lastIndex = start
  for (let match = token.exec(text); match && match.index < end; match = token.exec(text)) {
    tokens.push({ kind: kindOf(match), range: { start: match.index, end: match.index + match[0].length } })
  }
  return tokens
}

const jsonToken = /(?<comment>\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)|(?<comma>,)|(?<property>(?!))|\S/g
const yamlToken = /(?<comment>(?<![^\s])#[^\r\n]*)|(?<comma>,)|(?<property>[&!][^\s,[\]{}]*)|\S/g

function kindOf({ groups }: RegExpExecArray): GapToken["kind"] {
  return (["comment", "comma", "property"] as const).find(kind => groups?.[kind] !== undefined) ?? "other"
}
