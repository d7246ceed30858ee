import * as l10n from "@vscode/l10n"
import type { SyntaxProblem } from "./document.ts"

/**
 * How much text is read. Both parsers recurse, and a text nested too deeply could take the whole process with it: so the
 * size is looked at before anything is read, and the nesting token by token, before the level that is one too many.
 */
export interface Bounds {
  /** UTF-16 code units of a JSON document. */
  readonly json: number
  /** UTF-16 code units of a YAML stream. */
  readonly yaml: number
  /** Levels of lists and maps in one another. */
  readonly nesting: number
}

export const defaultBounds: Bounds = { json: 20 * 1024 * 1024, yaml: 2 * 1024 * 1024, nesting: 200 }

export function tooLarge(text: string, most: number): SyntaxProblem {
  const detail = l10n.t`${text.length} characters, more than ${most}`
  return { reason: "too-large", detail, range: { start: 0, end: 0 } }
}

/**
 * A text may be small and still hold more values than memory: `[1,1,1,…`. A document of the largest size that people
 * write holds a tenth of this.
 */
export const mostJsonValues = 2_000_000

/** YAML's parser takes some 200 bytes for each token, of which there are eight in a line `key: value`. */
export const mostYamlTokens = 1_000_000

/** Documents, directives and comments that stand outside of any document. */
export const mostYamlParts = 50_000

export function tooMany(what: string, most: number): SyntaxProblem {
  return { reason: "too-large", detail: l10n.t`More than ${most} ${what}`, range: { start: 0, end: 0 } }
}

/** A text that is nothing but faults says no more with its hundred thousandth than with these. */
export const mostProblems = 1000

export function tooDeep(most: number): SyntaxProblem {
  return { reason: "too-deep", detail: l10n.t`Nested more than ${most} levels deep`, range: { start: 0, end: 0 } }
}
