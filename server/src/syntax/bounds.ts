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
  const detail = `Larger than ${most} characters (it has ${text.length})`
  return { reason: "too-large", detail, range: { start: 0, end: 0 } }
}

export function tooDeep(most: number): SyntaxProblem {
  return { reason: "too-deep", detail: `Nested more than ${most} levels deep`, range: { start: 0, end: 0 } }
}
