/** A known text, or the identity of what is not known. */
export type JoinedPart = string | { readonly identity: string }

/** What `concat` and `format` put together, as the identity of an unknown value tells it; undefined for any other value. */
export function joinedParts(identity: string): readonly JoinedPart[] | undefined {
  const [, name, list] = /^(concat|format)\((.*)\)$/s.exec(identity) ?? []
  if (list === undefined) return undefined
  const args = argumentsIn(list)
  return name === "format" ? formatted(args) : args.flatMap(partsOf)
}

/** What `toLower` and `toUpper` are called with: where case means nothing, as in ids and names, that is the same. */
export function inAnyCase(identity: string): string {
  const [, inner] = /^to(?:lower|upper)\((.*)\)$/s.exec(identity) ?? []
  const [only, another] = inner === undefined ? [] : argumentsIn(inner)
  return only === undefined || another !== undefined || !isClosed(only) ? identity : inAnyCase(only)
}

/** Whether no bracket closes in it that does not open in it. */
function isClosed(text: string): boolean {
  let [depth, isQuoted] = [0, false]
  for (const letter of text) {
    if (letter === "'") isQuoted = !isQuoted
    if (!isQuoted && letter === "(") depth++
    if (!isQuoted && letter === ")" && depth-- === 0) return false
  }
  return true
}

/** A literal, what is put together in turn, or something unknown. */
function partsOf(arg: string): readonly JoinedPart[] {
  const literal = literalIn(arg)
  return literal === undefined ? (joinedParts(arg) ?? [{ identity: arg }]) : [literal]
}

function literalIn(arg: string): string | undefined {
  if (/^-?\d+$/.test(arg)) return arg
  const [, text] = /^'((?:[^']|'')*)'$/s.exec(arg) ?? []
  return text?.replaceAll("''", "'")
}

/** Undefined for a pattern with more than plain `{0}`, `{{` and `}}`. */
function formatted([pattern = "", ...args]: readonly string[]): readonly JoinedPart[] | undefined {
  const text = literalIn(pattern)
  const pieces = text?.match(/\{\{|\}\}|\{\d+\}|[^{}]+|[{}]/g) ?? []
  if (text === undefined || pieces.some(piece => piece === "{" || piece === "}")) return undefined
  return pieces.flatMap(piece => {
    if (piece === "{{" || piece === "}}") return piece.charAt(0)
    const [, place] = /^\{(\d+)\}$/.exec(piece) ?? []
    return place === undefined ? piece : partsOf(args[Number(place)] ?? "")
  })
}

/** What stands between commas that are in no text and no brackets. */
function argumentsIn(list: string): readonly string[] {
  const found: string[] = []
  let [start, depth, isQuoted] = [0, 0, false]
  for (let at = 0; at < list.length; at++) {
    const letter = list.charAt(at)
    if (letter === "'") isQuoted = !isQuoted
    if (isQuoted) continue
    if ("([{‹".includes(letter)) depth++
    if (")]}›".includes(letter)) depth--
    if (letter !== "," || depth > 0) continue
    found.push(list.slice(start, at))
    start = at + 1
  }
  return [...found, list.slice(start)]
}
