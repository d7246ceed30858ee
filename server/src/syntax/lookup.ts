import type { Entry, ListNode, MapNode, Node, Range } from "./node.ts"

/** The entry of a map by its key, as written; of two the last, as every JSON and YAML reader has it. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== "map") return undefined
  for (let at = node.entries.length - 1; at >= 0; at--) {
    const entry = node.entries[at]
    if (entry?.key === key) return entry
  }
  return undefined
}

/** The value of a map's entry whose key is equal without case. */
export function member(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== "map") return undefined
  let alike: Entry | undefined
  for (let at = node.entries.length - 1; at >= 0; at--) {
    const entry = node.entries[at]
    if (entry?.key === key) return entry.value
    if (!alike && entry && isAlike(entry.key, key)) alike = entry
  }
  return alike?.value
}

/** The value at the end of a path of keys, each compared without case. */
export function memberAt(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  return keys.reduce<Node | undefined>(member, node)
}

export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === "list" ? node.items : []
}

export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === "map" ? node.entries : []
}

export function isMap(node: Node | undefined): node is MapNode {
  return node?.kind === "map"
}

export function isCollection(node: Node | undefined): node is MapNode | ListNode {
  return node?.kind === "map" || node?.kind === "list"
}

export function isList(node: Node | undefined): node is ListNode {
  return node?.kind === "list"
}

export function isTrue(node: Node | undefined): boolean {
  return node?.kind === "scalar" && node.value === true
}

/** A node's range with the quotes of a quoted text. */
export function outerRange(node: Node): Range {
  if (node.kind !== "scalar" || !node.quoted) return node.range
  return { start: node.range.start - 1, end: node.range.end + 1 }
}

/** Most keys of one length differ in their first letters, which is seen without a copy of either. */
function isAlike(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  const [a, b] = [one.charCodeAt(0), other.charCodeAt(0)]
  const mayBeAlike = ((a ^ b) & ~caseBit) === 0 || a >= 128 || b >= 128
  return mayBeAlike && one.toLowerCase() === other.toLowerCase()
}

const caseBit = 0x20
