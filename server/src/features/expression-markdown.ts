import * as l10n from "@vscode/l10n"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { parameterFileOf } from "../analysis/parameter-values.ts"
import { noDefault } from "../expressions/template-environment.ts"
import { explainExpression } from "../readers/arm-explain.ts"
import type { Node, Range } from "../syntax/node.ts"
import type { Unknown } from "../values/unknown.ts"
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
    ...(value.kind === "unknown"
      ? [what, escapeMarkdown(noValue(value.unknown, analysed))]
      : [l10n.t`${what} is ${inlineCode(nodeText(value, 400))}`]),
    ...(loops.length > 0 ? [l10n.t`In the first iteration of ${loops.map(inlineCode).join(", ")}.`] : []),
    ...(analysed.parameterFile === undefined || value.kind === "unknown"
      ? []
      : [l10n.t`With the values of ${escapeMarkdown(lastPart(analysed.parameterFile))}.`]),
  ]
  return { range, markdown: lines.join("\n\n") }
}

/** The parameter for which there is no value; undefined where that has another reason. */
function parameterWithoutDefault(reason: string): string | undefined {
  const [before = "", behind = ""] = noDefault(placeholder).split(placeholder)
  if (!reason.startsWith(before) || !reason.endsWith(behind)) return undefined
  return reason.slice(before.length, reason.length - behind.length)
}

const placeholder = "\0"

/** Why there is no value, and of a parameter of the template itself where it would be looked for. */
function noValue({ identity, reason }: Unknown, { source, parameterFile }: AnalysedDocument): string {
  const name = parameterWithoutDefault(reason)
  if (name === undefined || identity.includes("@")) return l10n.t`No value: ${reason}.`
  const isItself = identity === `parameters('${name.toLowerCase()}')`
  const beside = parameterFileOf(source.uri)
  const places = [
    parameterFile === undefined
      ? beside === undefined
        ? l10n.t`no parameter file`
        : l10n.t`no ${lastPart(beside)}`
      : l10n.t`not in ${lastPart(parameterFile)}`,
    l10n.t`no default`,
  ].join(", ")
  return isItself
    ? l10n.t`No value: ${places}. Set it in nsg.parameters.`
    : l10n.t`No value for ${name}: ${places}. Set it in nsg.parameters.`
}

/**
 * The value as JSON, with … for parts that are not known and behind so many characters. No more of it is looked at than is
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
