import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { MarkupKind, type Position, type SignatureHelp } from "vscode-languageserver-types"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { callText, type FunctionSignature, signatureOf } from "../expressions/functions/signatures.ts"
import { openCall } from "../expressions/open-call.ts"
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
  const beginning = syntax && dialect?.startsWith("arm-") ? expressionBefore(syntax, offset) : undefined
  const call = beginning === undefined ? undefined : openCall(beginning)
  const signature = syntax && call && (signatureOf(call.name) ?? userFunctionSignature(syntax, call.name))
  if (!signature) return null
  const { text, labels } = callText(signature)
  const documentation = { kind: MarkupKind.Markdown, value: l10n.t(signature.text) }
  return {
    signatures: [{ label: text, documentation, parameters: labels.map(label => ({ label: labelRange(text, label) })) }],
    activeSignature: 0,
    activeParameter: activeParameter(signature, call.argument),
  }
}

/** The expression around an offset up to it; undefined outside of expressions. */
function expressionBefore(syntax: SyntaxDocument, offset: number): string | undefined {
  const path = pathAt(syntax, offset)
  const node = path && nodeOf(path)
  if (node?.kind !== "scalar" || offset < node.range.start) return undefined
  const text = syntax.text.slice(node.range.start, offset)
  return text.startsWith("[") && !text.startsWith("[[") ? text.slice(1) : undefined
}

/** By its place: one name may be a part of another. */
function labelRange(text: string, label: string): [number, number] {
  const start = text.search(new RegExp(`(?<=[(, ])${escapePattern(label)}(?=[,)])`))
  return [start, start + label.length]
}

function activeParameter({ parameters }: FunctionSignature, argument: number): number {
  const last = parameters.length - 1
  return argument > last && parameters[last]?.isRest ? last : argument
}
