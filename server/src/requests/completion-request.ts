import type { CompletionItem, CompletionParams } from "vscode-languageserver"
import type { TextDocument } from "vscode-languageserver-textdocument"
import type { SourceText } from "../analysis/analysed-document.ts"
import { languageOf } from "../analysis/language-of.ts"
import { complete } from "../features/completion/complete.ts"
import type { TypedDocument } from "../features/completion/completion-place.ts"
import { namesGroup } from "../readers/recognise.ts"
import type { Bounds } from "../syntax/bounds.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { parseText } from "../syntax/parse.ts"
import type { Workspace } from "../workspace/workspace.ts"
import type { ClientAbilities } from "./client-abilities.ts"

/** Which characters ask for completions by themselves: a quote, a tag's dot, and the space behind a colon or a dash. */
export const completionTriggers: readonly string[] = ['"', ".", " "]

/** VS Code's own command; other editors ask by themselves, or when asked. */
const suggestCommand = "editor.action.triggerSuggest"

export async function answerCompletion(
  workspace: Workspace,
  { textDocument: { uri }, position, context }: CompletionParams,
  { takesSnippets, hasCommands }: ClientAbilities,
): Promise<CompletionItem[]> {
  if (!mayBeAsked(workspace.documents.get(uri), position, context)) return []
  const { topology } = await workspace.network(uri)
  const { texts } = await workspace.resourceIndex()
  const { limits } = await workspace.settingsOf(uri)
  const read = await workspace.reader(uri)
  const document = workspace.documents.get(uri)
  if (!document || !read) return []
  const { languageId } = document
  const text = document.getText()
  const typed: TypedDocument = {
    text,
    language: languageOf({ path: uri, languageId, text }),
    read(other) {
      const { source, syntax = parsedForGroup(source, limits), read: found, resources } = read(other)
      return syntax && { syntax, read: found, resources }
    },
  }
  const parts = texts.flatMap(each => (each.uri === uri ? [] : each.resources()))
  const known = { topology, parts, tagData: workspace.tagFiles.of(uri) }
  return complete(document, typed, document.offsetAt(position), known, {
    takesSnippets,
    suggestAgain: hasCommands ? suggestCommand : undefined,
  })
}

/** Nothing is looked for in a text that neither names a group nor may take one, nor at a space within words. */
function mayBeAsked(
  document: TextDocument | undefined,
  position: CompletionParams["position"],
  context: CompletionParams["context"],
): boolean {
  const text = document?.getText() ?? ""
  if (!document || (!namesGroup(text) && !mayTakeGroup.test(text))) return false
  // Other kinds of documents have triggers of their own.
  if (context?.triggerCharacter !== undefined && !completionTriggers.includes(context.triggerCharacter)) return false
  return context?.triggerCharacter !== " " || /[:-] $/.test(text.slice(0, document.offsetAt(position)))
}

/** A text that names no group yet has not been parsed: where one may be written, it is. */
function parsedForGroup({ text, language }: SourceText, limits: Bounds): SyntaxDocument | undefined {
  return mayTakeGroup.test(text) ? parseText(text, language, limits) : undefined
}

const mayTakeGroup = /deploymentTemplate\.json|^[ \t]*(pre_|post_)?tasks:/m
