import * as l10n from "@vscode/l10n"
import { type Bounds, mostProblems, tooLarge } from "./bounds.ts"
import type { SyntaxDocument, SyntaxProblem } from "./document.ts"
import { parseJson } from "./json.ts"
import { reparseJson } from "./reparse-json.ts"
import { reparseYaml } from "./reparse-yaml.ts"
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
  if (language === "yaml") {
    const edited = before && reparseYaml(before, text, bounds)
    if (edited) return { language, text, roots: edited, problems: [] }
    const { problems, ...stream } = parseYaml(text, bounds.nesting)
    return { language, text, ...stream, problems: withBoundSaid(problems) }
  }
  const edited = before && reparseJson(before, text, bounds)
  if (edited) return { language, text, roots: [edited], problems: [] }
  const { root, problems, ...json } = parseJson(text, bounds.nesting)
  return { language, text, ...json, roots: root ? [root] : [], problems: withBoundSaid(problems) }
}

/** The last of as many problems as are listed says that there may be more. */
function withBoundSaid(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const last = problems.at(-1)
  if (!last || problems.length < mostProblems) return problems
  return [...problems.slice(0, -1), { ...last, detail: l10n.t`${last.detail} (more errors follow)` }]
}
