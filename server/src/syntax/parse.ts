import { type Bounds, tooLarge } from "./bounds.ts"
import type { SyntaxDocument } from "./document.ts"
import { parseJson } from "./json.ts"
import { parseYaml } from "./yaml.ts"

/** Parses a document's text; what cannot be read is a problem of the document. Never throws on a user's text. */
export function parseText(text: string, language: SyntaxDocument["language"], bounds: Bounds): SyntaxDocument {
  if (text.length > bounds[language]) {
    return { language, text, roots: [], problems: [tooLarge(text, bounds[language])] }
  }
  if (language === "yaml") return { language, text, ...parseYaml(text, bounds.nesting) }
  const { root, problems } = parseJson(text, bounds.nesting)
  return { language, text, roots: root ? [root] : [], problems }
}
