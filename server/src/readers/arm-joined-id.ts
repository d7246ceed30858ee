/**
 * An id as `resourceId` has it where it is not wholly known: unknown parts are written as `{identity}`. One that `concat` or
 * `format` makes longer is put together; undefined for what does not begin like an id.
 */
export function idIn(identity: string): string | undefined {
  if (identity.startsWith("/")) return identity
  const [, name, list] = /^(concat|format)\((.*)\)$/s.exec(identity) ?? []
  const args = list === undefined ? [] : argumentsIn(list)
  const parts = name === "format" ? formatted(args) : args.map(partOf)
  const text = parts?.join("")
  return text?.startsWith("/") && !text.startsWith("/{") ? text : undefined
}

/** A literal, an id in turn, or something unknown. */
function partOf(arg: string): string {
  const literal = literalIn(arg)
  return literal ?? idIn(arg) ?? `{${arg}}`
}

function literalIn(arg: string): string | undefined {
  const [, text] = /^'((?:[^']|'')*)'$/.exec(arg) ?? []
  return text?.replaceAll("''", "'")
}

/** Undefined for a pattern with more than plain `{0}`. */
function formatted([pattern = "", ...args]: readonly string[]): readonly string[] | undefined {
  const text = literalIn(pattern)
  if (text === undefined || /\{\{|\}\}|\{\d+[^}\d]/.test(text)) return undefined
  return text.split(/\{(\d+)\}/).map((part, index) => (index % 2 === 0 ? part : partOf(args[Number(part)] ?? "")))
}

/** What stands between commas that are in no text and no brackets. */
function argumentsIn(list: string): readonly string[] {
  const found: string[] = []
  let [start, depth, isQuoted] = [0, 0, false]
  for (let at = 0; at < list.length; at++) {
    const letter = list.charAt(at)
    if (letter === "'") isQuoted = !isQuoted
    if (isQuoted) continue
    if ("([{".includes(letter)) depth++
    if (")]}".includes(letter)) depth--
    if (letter !== "," || depth > 0) continue
    found.push(list.slice(start, at))
    start = at + 1
  }
  return [...found, list.slice(start)]
}
