import * as l10n from "@vscode/l10n"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { callText, signatureOf } from "../expressions/functions/signatures.ts"
import { partsAt } from "../readers/expression-parts.ts"
import { userFunctionSignature } from "../readers/user-function-signature.ts"
import type { Range } from "../syntax/node.ts"
import { nodeOf, pathAt } from "../syntax/path.ts"
import { inlineCode } from "./markdown.ts"

/** How the function is called whose name stands at an offset, and what it returns; undefined elsewhere. */
export function functionMarkdown(
  { syntax, dialect }: Pick<AnalysedDocument, "syntax" | "dialect">,
  offset: number,
): { readonly range: Range; readonly markdown: string } | undefined {
  const path = syntax && dialect?.startsWith("arm-") ? pathAt(syntax, offset) : undefined
  if (!syntax || !path) return undefined
  const node = nodeOf(path)
  for (const { expression } of partsAt(syntax, node, offset)) {
    if (expression.kind !== "call") continue
    const range = shifted(expression.nameRange, node.range.start)
    if (offset < range.start || range.end < offset) continue
    const signature = signatureOf(expression.name) ?? userFunctionSignature(syntax, expression.name)
    return signature && { range, markdown: `${inlineCode(callText(signature).text)}\n\n${l10n.t(signature.text)}` }
  }
  return undefined
}

function shifted({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by }
}
