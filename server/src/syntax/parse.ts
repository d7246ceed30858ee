import * as l10n from "@vscode/l10n"
import { type Bounds, mostProblems, tooLarge } from "./bounds.ts"
import { changedSpan } from "./changed-span.ts"
import type { SyntaxDocument, SyntaxProblem } from "./document.ts"
import { parseJson } from "./json.ts"
import { reparseJson } from "./reparse-json.ts"
import { reparseYaml } from "./reparse-yaml.ts"
import { keepWords } from "./words.ts"
import { parseYaml } from "./yaml.ts"

/**
 * Parses a document's text; what cannot be read is a problem of the document. Never throws on a user's text. `before` is the
 * same document before an edit, of which whatever still holds is used again.
 */
export function parseText(
  text: string,
  language: SyntaxDocument["language"],
  bounds: Bounds,
  before?: SyntaxDocument,
): SyntaxDocument {
  if (text.length > bounds[language]) {
    return { language, text, roots: [], problems: [tooLarge(text, bounds[language])] }
  }
  const edited = before?.language === language ? reparsed(before, text, bounds) : undefined
  if (edited) return edited
  if (language === "yaml") {
    const { problems, ...stream } = parseYaml(text, bounds.nesting)
    return { language, text, ...stream, problems: withBoundSaid(problems) }
  }
  const { root, problems, ...json } = parseJson(text, bounds.nesting)
  return { language, text, ...json, roots: root ? [root] : [], problems: withBoundSaid(problems) }
}

/** The text after an edit, where just the part around that need be parsed. */
function reparsed(before: SyntaxDocument, text: string, bounds: Bounds): SyntaxDocument | undefined {
  const { language } = before
  const edited = { text, span: changedSpan(before.text, text) }
  const roots = language === "yaml" ? reparseYaml(before, edited, bounds) : reparseJson(before, edited, bounds)
  if (!roots) return undefined
  const document = { language, text, roots: "kind" in roots ? [roots] : roots, problems: [] }
  keepWords(before, document, edited.span)
  return document
}

/** The last of as many problems as are listed says that there may be more. */
function withBoundSaid(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const last = problems.at(-1)
  if (!last || problems.length < mostProblems) return problems
  return [...problems.slice(0, -1), { ...last, detail: l10n.t`${last.detail} (more errors follow)` }]
}
