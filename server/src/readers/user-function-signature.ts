import * as l10n from "@vscode/l10n"
import type { FunctionSignature } from "../expressions/functions/signatures.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, itemsOf, member, textOf } from "../syntax/lookup.ts"

/** The signature of a function that a template defines itself, by its namespace and name. */
export function userFunctionSignature({ roots: [root] }: SyntaxDocument, name: string): FunctionSignature | undefined {
  for (const space of itemsOf(member(root, "functions"))) {
    for (const { key, value } of entriesOf(member(space, "members"))) {
      const full = `${textOf(member(space, "namespace"))}.${key}`
      if (full.toLowerCase() !== name.toLowerCase()) continue
      const parameters = itemsOf(member(value, "parameters")).map(parameter => {
        return { name: textOf(member(parameter, "name")) ?? "?", isOptional: false, isRest: false }
      })
      const said = textOf(member(member(value, "metadata"), "description"))
      return { name: full, parameters, text: said ?? l10n.t`A function of this template.` }
    }
  }
  return undefined
}
