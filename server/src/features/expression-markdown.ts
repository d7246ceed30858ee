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
      : `${what} is ${inlineCode(shorten(nodeText(value), 400))}`,
    ...(loops.length > 0 ? [`In the first iteration of ${loops.map(inlineCode).join(", ")}.`] : []),
    ...(analysed.parameterFile === undefined
      ? []
      : [`With the values of ${escapeMarkdown(lastPart(analysed.parameterFile))}.`]),
  ]
  return { range, markdown: lines.join("\n\n") }
}

/** The value as JSON, with … for parts that cannot be known. */
function nodeText(node: Node): string {
  if (node.kind === "unknown") return "…"
  if (node.kind === "scalar") return JSON.stringify(node.value)
  if (node.kind === "list") return `[${node.items.map(nodeText).join(", ")}]`
  return `{ ${node.entries.map(({ key, value }) => `${JSON.stringify(key)}: ${nodeText(value)}`).join(", ")} }`
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}

function lastPart(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1))
}
