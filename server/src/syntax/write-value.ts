/** A value to be written into a document. */
export type Writable = WritableScalar | readonly Writable[] | WritableMap

export type WritableScalar = string | number | boolean | null

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
  /** YAML's quotes around a text that needs some. */
  readonly quote: Quote
  /** Those around the text of a key that needs none, where the neighbours have them all the same. */
  quoteOf(key: string | undefined): Quote | undefined
}

export type Quote = '"' | "'"

/** Whether a list or map has nothing in it that has lines of its own. */
export function isShort(value: Writable): boolean {
  if (!isCollectionValue(value)) return true
  const inner = isListValue(value) ? value : Object.values(value)
  return inner.every(each => !isCollectionValue(each))
}

export function isCollectionValue(value: Writable): value is readonly Writable[] | WritableMap {
  return typeof value === "object" && value !== null
}

export function isListValue(value: Writable): value is readonly Writable[] {
  return Array.isArray(value)
}
