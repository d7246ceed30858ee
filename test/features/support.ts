import { TextDocument } from "vscode-languageserver-textdocument"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import type { AnalysedDocument } from "../../server/src/analysis/analysed-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"

export interface Opened {
  readonly document: TextDocument
  readonly analysed: AnalysedDocument
  /** Where `$0` stood. */
  readonly cursor: number
}

/** Analyses a text, from which the cursor `$0` is taken out first. */
export function open(marked: string, language: "json" | "yaml" = "yaml"): Opened {
  const cursor = Math.max(0, marked.indexOf("$0"))
  const text = marked.replace("$0", "")
  const uri = `file:///nsg.${language}`
  return {
    document: TextDocument.create(uri, language, 1, text),
    analysed: analyseDocument({ uri, language, text }, defaultSettings),
    cursor,
  }
}
