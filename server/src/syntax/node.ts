import type { Unknown } from "../values/unknown.ts"

/** UTF-16 offsets into the document's text, `end` exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A JSON or YAML value and where it stands: one tree for both languages, and for values that expressions evaluate to. */
export type Node = MapNode | ListNode | ScalarNode | UnknownNode

export interface MapNode {
  readonly kind: "map"
  readonly range: Range
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly key: string
  readonly keyRange: Range
  readonly value: Node
}

export interface ListNode {
  readonly kind: "list"
  readonly range: Range
  readonly items: readonly Node[]
}

export interface ScalarNode {
  readonly kind: "scalar"
  readonly range: Range
  readonly value: string | number | boolean | null
}

/** A value that only evaluation made unknown: parsers never produce it, expanding expressions does. */
export interface UnknownNode {
  readonly kind: "unknown"
  readonly range: Range
  readonly unknown: Unknown
}
