import { TextDocument } from "vscode-languageserver-textdocument"
import { type CompletionItem, TextEdit } from "vscode-languageserver-types"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { TopologyKeeper } from "../../server/src/analysis/workspace-topology.ts"
import { complete } from "../../server/src/features/completion/complete.ts"

import { parseText } from "../../server/src/syntax/parse.ts"

type Language = "json" | "yaml"

/** The completions where `$0` stands, and the document after one of them was taken. */
export interface Completed {
  readonly labels: readonly string[]
  item(label: string): CompletionItem
  /** The whole text with the item of this label in it; where a snippet has its stops is left as it is. */
  take(label: string): string
}

/** `others`: documents that describe networks, by their URIs. */
export function completeAt(
  marked: string,
  language: Language = "json",
  others: readonly string[] = [],
  takesSnippets = true,
): Completed {
  const offset = marked.indexOf("$0")
  const text = marked.replace("$0", "")
  const uri = `file:///nsg.${language}`
  const read = (other: string, at = uri) => readText({ uri: at, language, text: other }, defaultSettings)
  const typed = {
    text,
    language,
    read(other: string) {
      const { syntax = parseText(other, language, defaultSettings.limits), read: found, resources } = read(other)
      return { syntax, read: found, resources }
    },
  }
  const texts = [text, ...others].map((other, index) => indexedText(read(other, `file:///${index}.${language}`)))
  const topology = new TopologyKeeper().of(indexResources(texts))
  const document = TextDocument.create(uri, language, 1, text)
  const items = complete(
    document,
    typed,
    offset,
    { topology, parts: texts.slice(1).flatMap(each => each.resources()), tagData: undefined },
    { takesSnippets },
  )
  const item = (label: string) => {
    const found = items.find(each => each.label === label)
    if (!found) throw new Error(`no ${label} among ${items.map(each => each.label).join(", ")}`)
    return found
  }
  return {
    labels: items.map(({ label }) => label),
    item,
    take(label) {
      const { textEdit, additionalTextEdits = [] } = item(label)
      return TextDocument.applyEdits(document, [...(TextEdit.is(textEdit) ? [textEdit] : []), ...additionalTextEdits])
    },
  }
}
