import type { Unknown } from "../values/unknown.ts"

/** UTF-16 offsets into the document's text, `end` exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * A JSON or YAML value and where it stands: one tree for both languages, and for values that expressions evaluate to.
 *
 * Ranges of texts, of keys too, leave out the quotes: a finding underlines `10.0.0.0/8` and not `"10.0.0.0/8"`, and the
 * offset into a text without escapes is the offset into the document. `outerRange` gives the quotes back. A block or
 * folded scalar's range is its content, from the first character to the last that is no line break.
 * The range of an alias's value is where the value stands, at the anchor.
 */
export type Node = MapNode | ListNode | ScalarNode | UnknownNode

export interface MapNode {
  readonly kind: "map"
  readonly range: Range
  readonly entries: readonly Entry[]
  /** For what a loop of a template made of one text: the zero-based iteration. Parsers never set it. */
  readonly iteration?: number
  /** Set where an expression makes it and may give it more properties than these. */
  readonly rest?: Unknown
}

export interface Entry {
  readonly key: string
  /** Without quotes. */
  readonly keyRange: Range
  readonly value: Node
}

export interface ListNode {
  readonly kind: "list"
  readonly range: Range
  readonly items: readonly Node[]
  /** See `ScalarNode`. */
  readonly byDefault?: Unknown
}

export interface ScalarNode {
  readonly kind: "scalar"
  readonly range: Range
  readonly value: string | number | boolean | null
  /** The text stands in quotes, one character each, just outside of the range. */
  readonly quoted?: true
  /** The text begins with a quote and has none at its end: it is being typed, or holds what should stand behind it. */
  readonly unclosed?: true
  /** An expression makes it, and it is empty only by the template's defaults: what may stand there. */
  readonly byDefault?: Unknown
}

/** A value that expanding expressions left unknown; of the parsers, YAML's makes one of a text under a tag of its own, or without its quotes. */
export interface UnknownNode {
  readonly kind: "unknown"
  readonly range: Range
  readonly unknown: Unknown
  /** The text of the expression as written, where one stands at `range`. */
  readonly text?: string
  /** As an item of a list: stands for any number of items, none included. */
  readonly many?: true
  /** As an item of a list: what it is if it is there, the expression that decides, and whether that is a loop's count. */
  readonly maybe?: { readonly value: Node; readonly condition: string; readonly byLoop?: true }
  /** All that it can be, where that is bounded, each with the expression that makes it so. */
  readonly oneOf?: readonly { readonly value: Node; readonly condition: string }[]
}
