import type { Entry, MapNode, Node, Range } from "../syntax/node.ts"

/**
 * Values as Terraform's state had them up to version 0.11, with the path of each value in its key ("security_rule.123.access",
 * and "security_rule.#" for how many there are), as a tree. Others are handed back as they are.
 */
export function withoutFlatKeys(values: MapNode): MapNode {
  if (!values.entries.some(({ key }) => key.endsWith(".#"))) return values
  const root: Branch = { range: values.range, parts: new Map(), isList: false }
  for (const entry of values.entries) add(root, entry.key.split("."), entry)
  return { kind: "map", range: values.range, entries: entriesOf(root) }
}

interface Branch {
  range: Range
  readonly parts: Map<string, Branch | Entry>
  isList: boolean
}

function add(branch: Branch, [head, ...rest]: readonly string[], entry: Entry): void {
  if (head === undefined) return
  if (head === "#" || head === "%") branch.isList = head === "#"
  else if (rest.length === 0) branch.parts.set(head, entry)
  else {
    const known = branch.parts.get(head)
    const next = known && "parts" in known ? known : { range: entry.keyRange, parts: new Map(), isList: false }
    next.range = around(next.range, entry)
    branch.parts.set(head, next)
    add(next, rest, entry)
  }
}

/** From the first of the values to the last. */
function around({ start, end }: Range, { keyRange, value }: Entry): Range {
  return { start: Math.min(start, keyRange.start), end: Math.max(end, value.range.end) }
}

function entriesOf({ parts }: Branch): Entry[] {
  return [...parts].map(([key, part]) => ("parts" in part ? entryOf(key, part) : { ...part, key }))
}

function entryOf(key: string, branch: Branch): Entry {
  const { range } = branch
  const entries = entriesOf(branch)
  const value: Node = branch.isList
    ? { kind: "list", range, items: entries.map(entry => entry.value) }
    : { kind: "map", range, entries }
  return { key, keyRange: range, value }
}
