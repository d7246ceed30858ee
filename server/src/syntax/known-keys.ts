/** Keys that were met last, each at the place that a few letters of it make. */
const known: string[] = new Array(1024).fill("")

/** The key that stands in a text from one place to another: equal ones are one string, so that they are compared at once. */
export function keyIn(text: string, start: number, end: number): string {
  const length = end - start
  if (length === 0 || length > longest) return text.slice(start, end)
  const letters = text.charCodeAt(start) ^ (text.charCodeAt(end - 1) << 2) ^ (text.charCodeAt((start + end) >> 1) << 4)
  const place = (letters ^ (length << 5)) & (known.length - 1)
  const before = known[place] ?? ""
  if (before.length === length && text.startsWith(before, start)) return before
  const key = detached(text.slice(start, end))
  known[place] = key
  return key
}

/** Longer ones are nobody's names. */
const longest = 64

/** An equal string that does not keep the text that it was cut from, which may be long. */
function detached(key: string): string {
  return Object.keys({ [key]: true })[0] ?? key
}
