/** The innermost call around the end of an expression's beginning, as it is typed. */
export interface OpenCall {
  readonly name: string
  /** The index of the argument that is being written. */
  readonly argument: number
}

/** What is being called where an expression breaks off; undefined where no call is open. It need not be sound otherwise. */
export function openCall(beginning: string): OpenCall | undefined {
  const open: { name: string; argument: number }[] = []
  let word = ""
  for (const { 0: token } of beginning.matchAll(/'(?:[^']|'')*'?|[\w.]+|[(),[\]]/g)) {
    const last = open.at(-1)
    if (token === "(") open.push({ name: word, argument: 0 })
    else if (token === "[") open.push({ name: "", argument: 0 })
    else if (token === ")" || token === "]") open.pop()
    else if (token === "," && last) last.argument++
    word = /^[\w.]+$/.test(token) ? token : ""
  }
  return open.findLast(({ name }) => name !== "")
}
