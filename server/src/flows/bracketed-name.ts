/** In a pattern: a part in brackets, with brackets of its own two deep. */
export const bracketed: string = [1, 2, 3].reduce(inner => `\\[(?:[^[\\]]|${inner})*\\]`, "(?!)")

/**
 * Whether a text can be the name of an end: without blanks and brackets, but for the expression that a template has in the
 * place of a name, or of a part of it: `[concat(variables('vm'), '-nic')]`, `[variables('hub')]/web`.
 */
export function isEndName(name: string): boolean {
  return endName.test(name)
}

const endName = new RegExp(`^(?:${bracketed}|[^\\s[\\]])+$`)

/** What stands between blanks, with expressions in one piece. */
export function piecesOf(text: string): string[] {
  return text.match(piece) ?? []
}

const piece = new RegExp(`(?:${bracketed}|[^\\s])+`, "g")
