/** A value to be written into a document. */
export type Writable = string | number | boolean | null | readonly Writable[] | WritableMap

export interface WritableMap {
  readonly [key: string]: Writable
}

/** How a document is written where something is added to it. */
export interface WritingStyle {
  readonly language: "json" | "yaml"
  readonly lineBreak: string
  /** One level of indentation. */
  readonly unit: string
  /** How much further in than its key a block list of YAML's has its dashes. */
  readonly listIndent: string
  /** Lists of texts and numbers stand on one line, in brackets. */
  readonly shortLists: boolean
  /** YAML's quotes around the text of a key, where the neighbours have some. */
  quoteOf(key: string | undefined): '"' | "'" | undefined
}

/** Whether a list or map has nothing in it that has lines of its own. */
export function isShort(value: Writable): boolean {
  if (!isCollection(value)) return true
  const inner = isListValue(value) ? value : Object.values(value)
  return inner.every(each => !isCollection(each))
}

export function isCollection(value: Writable): value is readonly Writable[] | WritableMap {
  return typeof value === "object" && value !== null
}

export function isListValue(value: Writable): value is readonly Writable[] {
  return Array.isArray(value)
}
