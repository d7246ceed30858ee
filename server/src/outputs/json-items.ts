/**
 * `JSON.stringify(whole([…]), null, 2)` in pieces, of which none has more than one of the items: `whole` puts a list of them
 * into what stands around it, and `items` are their own texts, each in pieces, too.
 */
export function* jsonAround(
  whole: (items: readonly unknown[]) => unknown,
  items: Iterable<Iterable<string>>,
): Iterable<string> {
  const [before = "", behind = ""] = JSON.stringify(whole([mark]), null, 2).split(JSON.stringify(mark))
  const indent = before.slice(before.lastIndexOf("\n"))
  let isEmpty = true
  for (const item of items) {
    yield isEmpty ? before : `,${indent}`
    isEmpty = false
    for (const piece of item) yield piece.replaceAll("\n", indent)
  }
  yield isEmpty ? JSON.stringify(whole([]), null, 2) : behind
}

/** A text that nobody writes. */
const mark = "\u{10fffd} the items"

/** An item's text, in one piece. */
export function jsonItem(value: unknown): Iterable<string> {
  return [JSON.stringify(value, null, 2)]
}
