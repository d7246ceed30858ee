import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { MarkupKind, type Position, type SignatureHelp } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { callText, type FunctionSignature, signatureOf } from "../expressions/functions/signatures.ts"
import { literalArgument, type OpenCall, openCall } from "../expressions/open-call.ts"
import { userFunctionSignature } from "../readers/user-function-signature.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { nodeOf, pathAt } from "../syntax/path.ts"
import { escapePattern } from "../values/escape-pattern.ts"

/** The function of the template language whose arguments are being written, and which of them. */
export function signatureHelp(
  document: TextDocument,
  { syntax, dialect }: Pick<AnalysedDocument, "syntax" | "dialect">,
  position: Position,
): SignatureHelp | null {
  const offset = document.offsetAt(position)
  const expression = syntax && dialect?.startsWith("arm-") ? expressionAt(syntax, offset) : undefined
  const call = expression && openCall(expression.text.slice(0, expression.cursor))
  const signature = syntax && call && (signatureOf(call.name) ?? userFunctionSignature(syntax, call.name))
  if (!expression || !signature) return null
  const { text, labels } = callText(signature)
  const documentation = { kind: MarkupKind.Markdown, value: l10n.t(signature.text) }
  return {
    signatures: [{ label: text, documentation, parameters: labels.map(label => ({ label: labelRange(text, label) })) }],
    activeSignature: 0,
    activeParameter: activeParameter(signature, call, expression.text),
  }
}

/** The expression around an offset, without its bracket; undefined outside of expressions. */
function expressionAt(
  syntax: SyntaxDocument,
  offset: number,
): { readonly text: string; readonly cursor: number } | undefined {
  const path = pathAt(syntax, offset)
  const node = path && nodeOf(path)
  if (node?.kind !== "scalar" || offset <= node.range.start) return undefined
  const text = syntax.text.slice(node.range.start, node.range.end)
  if (!text.startsWith("[") || text.startsWith("[[")) return undefined
  return { text: text.slice(1), cursor: offset - node.range.start - 1 }
}

/** By its place: one name may be a part of another. */
function labelRange(text: string, label: string): [number, number] {
  const start = text.search(new RegExp(`(?<=[(, ])${escapePattern(label)}(?=[,)])`))
  return [start, start + label.length]
}

/** What may be left out before a resource's type is left out where the type comes earlier. */
function activeParameter({ parameters }: FunctionSignature, { argument, start }: OpenCall, expression: string): number {
  const type = parameters.findIndex(({ name }) => name === "resourceType")
  const written = type < 0 ? undefined : literalArgument(expression, start, /^'[a-z][\w.]*\.\w+\//i)
  const place = argument + (written === undefined ? 0 : Math.max(0, type - written))
  const last = parameters.length - 1
  return place > last && parameters[last]?.isRest ? last : place
}
