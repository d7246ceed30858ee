import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { explainExpression } from "../readers/arm-explain.ts"
import type { Node, Range } from "../syntax/node.ts"
import { escapeMarkdown, inlineCode } from "./markdown.ts"

export interface ExplainedExpression {
  readonly range: Range
  readonly markdown: string
}

/** The value of the ARM expression at an offset, or why it cannot be known; undefined where there is none. */
export function expressionMarkdown(analysed: AnalysedDocument, offset: number): ExplainedExpression | undefined {
  const { syntax, dialect, parameters } = analysed
  if (!syntax || !dialect?.startsWith("arm-")) return undefined
  const explained = explainExpression(syntax, offset, parameters && { parameters })
  if (!explained) return undefined
  const { range, text, value, loops } = explained
  const what = inlineCode(shorten(text, 60))
  const lines = [
    value.kind === "unknown"
      ? `${what} cannot be known here: ${escapeMarkdown(value.unknown.reason)}.`
      : `${what} is ${inlineCode(nodeText(value, 400))}`,
    ...(loops.length > 0 ? [`In the first iteration of ${loops.map(inlineCode).join(", ")}.`] : []),
    ...(analysed.parameterFile === undefined
      ? []
      : [`With the values of ${escapeMarkdown(lastPart(analysed.parameterFile))}.`]),
  ]
  return { range, markdown: lines.join("\n\n") }
}

/**
 * The value as JSON, with … for parts that cannot be known and behind so many letters. No more of it is looked at than is
 * shown: a value may hold another many times over.
 */
function nodeText(node: Node, most: number): string {
  let text = ""
  const write = (node: Node): void => {
    if (node.kind === "unknown") text += "…"
    else if (node.kind === "scalar") {
      text += JSON.stringify(typeof node.value === "string" ? node.value.slice(0, most + 1) : node.value)
    } else if (node.kind === "list") {
      text += "["
      for (const [index, item] of node.items.entries()) {
        if (text.length > most) return
        if (index > 0) text += ", "
        write(item)
      }
      text += "]"
    } else {
      text += "{ "
      for (const [index, { key, value }] of node.entries.entries()) {
        if (text.length > most) return
        text += `${index > 0 ? ", " : ""}${JSON.stringify(key)}: `
        write(value)
      }
      text += " }"
    }
  }
  write(node)
  return shorten(text, most)
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}

function lastPart(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1))
}
