/** The innermost call around the end of an expression's beginning, as it is typed. */
export interface OpenCall {
  readonly name: string
  /** The index of the argument that is being written. */
  readonly argument: number
  /** Where its arguments begin. */
  readonly start: number
}

const tokens = /'(?:[^']|'')*'?|[\w.]+|[(),[\]]/g

/** What is being called where an expression breaks off; undefined where no call is open. It need not be sound otherwise. */
export function openCall(beginning: string): OpenCall | undefined {
  const open: { name: string; argument: number; start: number }[] = []
  let word = ""
  for (const { 0: token, index } of beginning.matchAll(tokens)) {
    const last = open.at(-1)
    if (token === "(") open.push({ name: word, argument: 0, start: index + 1 })
    else if (token === "[") open.push({ name: "", argument: 0, start: index + 1 })
    else if (token === ")" || token === "]") open.pop()
    else if (token === "," && last) last.argument++
    word = /^[\w.]+$/.test(token) ? token : ""
  }
  return open.findLast(({ name }) => name !== "")
}

/** Which argument is the first literal that looks like this, of the call whose arguments begin at `start`. */
export function literalArgument(expression: string, start: number, pattern: RegExp): number | undefined {
  let [depth, argument] = [0, 0]
  for (const { 0: token } of expression.slice(start).matchAll(tokens)) {
    if (token === "(" || token === "[") depth++
    else if (token === ")" || token === "]") depth--
    else if (depth === 0 && token === ",") argument++
    else if (depth === 0 && pattern.test(token)) return argument
    if (depth < 0) return undefined
  }
  return undefined
}
