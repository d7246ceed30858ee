import type { Unknown } from "../values/unknown.ts"

/**
 * A JSON value that an expression yields or works on. It has the shape of a node of the syntax tree, so a document's
 * nodes are values as they stand, and `range` carries their place in the text through `union`, `concat` and `if`.
 * Whatever an expression makes itself takes the range of the text that holds the expression.
 */
export type Value = MapValue | ListValue | ScalarValue | UnknownValue

/** Where a value comes from; opaque to expressions. */
export interface Origin {
  readonly start: number
  readonly end: number
}

export interface MapValue {
  readonly kind: "map"
  readonly range: Origin
  readonly entries: readonly ValueEntry[]
  /** Set where it may have more properties than these: an object that cannot be known was merged into it. */
  readonly rest?: Unknown
  /** For what a copy loop made of its `input`: the zero-based iteration. */
  readonly iteration?: number
}

export interface ValueEntry {
  readonly key: string
  readonly keyRange: Origin
  readonly value: Value
}

export interface ListValue {
  readonly kind: "list"
  readonly range: Origin
  readonly items: readonly Value[]
  /** See `ScalarValue`; of an empty list. */
  readonly byDefault?: Unknown
}

export interface ScalarValue {
  readonly kind: "scalar"
  readonly range: Origin
  readonly value: Scalar
  /** Of an empty text or null that only the template's own defaults make empty: what a caller may put in its place. */
  readonly byDefault?: Unknown
}

export type Scalar = string | number | boolean | null

export interface UnknownValue {
  readonly kind: "unknown"
  readonly range: Origin
  readonly unknown: Unknown
  /** The text of the expression that yields it, brackets included, where one is written at `range`. */
  readonly text?: string
  /** As an item of a list: stands for any number of items, none included. */
  readonly many?: true
  /** Of an item that stands for any number: what is known of it, if it is there at all. */
  readonly maybe?: PossibleItem
  /** All that it can be, where that is bounded. */
  readonly oneOf?: readonly Alternative[]
  /** Of the index in a loop over a list some of whose items need not be there: the item that it is about. */
  readonly indexOf?: ListPlace
}

/** An item of a list, told by the identity of the list and the item's place in what is known of it. */
export interface ListPlace {
  readonly list: string
  readonly at: number
}

/** One of the values that a choice may fall on, and the expression that makes it so, without brackets. */
export interface Alternative {
  readonly value: Value
  readonly condition: string
}

/** An item of a list that is there under a condition. */
export interface PossibleItem {
  readonly value: Value
  /** The expression that decides, normalised, in brackets. */
  readonly condition: string
  /** It decides how often a loop runs. */
  readonly byLoop?: true
}

export function scalar(value: Scalar, range: Origin): ScalarValue {
  return { kind: "scalar", value, range }
}

export function list(items: readonly Value[], range: Origin): ListValue {
  return { kind: "list", items, range }
}

export function map(entries: readonly ValueEntry[], range: Origin): MapValue {
  return { kind: "map", entries, range }
}

export function unknownValue(identity: string, reason: string, range: Origin): UnknownValue {
  return { kind: "unknown", unknown: { identity, reason }, range }
}

export function entry(key: string, value: Value, range: Origin): ValueEntry {
  return { key, keyRange: range, value }
}

/** The entry of this name; property names are compared without case. Of two entries of one name the last one counts. */
export function findEntry(value: MapValue, name: string): ValueEntry | undefined {
  const wanted = name.toLowerCase()
  return value.entries.findLast(each => each.key.length === name.length && each.key.toLowerCase() === wanted)
}

/** Whether the list's length is known. */
export function isWholeList(value: ListValue): boolean {
  return !value.items.some(isMany)
}

/** Whether a list's item stands for any number of items. */
export function isMany(item: Value): item is UnknownValue {
  return item.kind === "unknown" && item.many === true
}

export function isEmpty(value: Value): boolean {
  if (value.kind === "list") return value.items.every(isEmpty)
  return value.kind === "scalar" && (value.value === null || value.value === "")
}

export function isNull(value: Value): boolean {
  return value.kind === "scalar" && value.value === null
}

/** The object under this name, if that is what is there. */
export function mapIn(value: MapValue | undefined, name: string): MapValue | undefined {
  const found = value && findEntry(value, name)?.value
  return found?.kind === "map" ? found : undefined
}

/** The string under this name, if that is what is there. */
export function textIn(value: MapValue, name: string): string | undefined {
  const found = findEntry(value, name)?.value
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined
}
