import type { CompletionItem, CompletionParams } from "vscode-languageserver"
import type { SourceText } from "./analysis/analysed-document.ts"
import { languageOf } from "./analysis/language-of.ts"
import type { ClientAbilities } from "./client-abilities.ts"
import { complete } from "./features/completion/complete.ts"
import type { TypedDocument } from "./features/completion/completion-place.ts"
import { defaultBounds } from "./syntax/bounds.ts"
import type { SyntaxDocument } from "./syntax/document.ts"
import { parseText } from "./syntax/parse.ts"
import type { Workspace } from "./workspace.ts"

/** Which characters ask for completions by themselves: a quote, a tag's dot, and the space behind a colon or a dash. */
export const completionTriggers: readonly string[] = ['"', ".", " "]

/** VS Code's own command; other editors ask by themselves, or when asked. */
const suggestCommand = "editor.action.triggerSuggest"

export async function answerCompletion(
  workspace: Workspace,
  { textDocument: { uri }, position, context }: CompletionParams,
  { takesSnippets, hasCommands }: ClientAbilities,
): Promise<CompletionItem[]> {
  const { topology } = await workspace.network(uri)
  const { texts } = await workspace.resourceIndex()
  const read = await workspace.reader(uri)
  const document = workspace.documents.get(uri)
  if (!document || !read) return []
  const { languageId } = document
  const text = document.getText()
  const offset = document.offsetAt(position)
  if (context?.triggerCharacter === " " && !/[:-] $/.test(text.slice(0, offset))) return []
  const typed: TypedDocument = {
    text,
    language: languageOf({ path: uri, languageId, text }),
    read(other) {
      const { source, syntax = parsedForGroup(source), read: found, resources } = read(other)
      return syntax && { syntax, read: found, resources }
    },
  }
  const parts = texts.flatMap(each => (each.uri === uri ? [] : each.resources()))
  const known = { topology, parts, tagData: workspace.tagFiles.of(uri) }
  return complete(document, typed, offset, known, {
    takesSnippets,
    suggestAgain: hasCommands ? suggestCommand : undefined,
  })
}

/** A text that names no group yet has not been parsed: where one may be written, it is. */
function parsedForGroup({ text, language }: SourceText): SyntaxDocument | undefined {
  return mayTakeGroup.test(text) ? parseText(text, language, defaultBounds) : undefined
}

const mayTakeGroup = /deploymentTemplate\.json|^\s*(pre_|post_)?tasks:/m
