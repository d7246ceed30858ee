import * as l10n from "@vscode/l10n"
import { itemsOf } from "../syntax/lookup.ts"
import type { Entry, Node, Range, UnknownNode } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"

/** A path of Crossplane's (`spec.forProvider.securityRule[0].priority`): keys, indices, and `*` for every item. */
export type FieldPath = readonly (string | number)[]

export function parseFieldPath(text: string): FieldPath | undefined {
  const path: (string | number)[] = []
  const segment = /\.?([^.[\]]+)|\[(\d+)\]|\[["']?([^\]"']+)["']?\]/y
  while (segment.lastIndex < text.length) {
    const match = segment.exec(text)
    if (!match) return undefined
    const [, key, index, quoted] = match
    path.push(index === undefined ? ((key ?? quoted) as string) : Number(index))
  }
  return path.length > 0 && path.length <= longest ? path : undefined
}

const longest = 100

/** Where an unknown value comes from. */
export interface FieldSource {
  /** The path that it is read from, for people. */
  readonly from: string
  /** The same, where the value is taken over as it is. */
  readonly plain: string | undefined
  /** Where the path that is written to stands: the place of a value that is nowhere else. */
  readonly range: Range
}

/** The tree with an unknown at the end of the path. A value that is not there yet is added. */
export function withFieldUnknown(node: Node, path: FieldPath, source: FieldSource, done: FieldPath = []): Node {
  const [step, ...rest] = path
  if (step === undefined || node.kind === "unknown") return unknownFrom(node, source, done)
  const inner = (value: Node) => withFieldUnknown(value, rest, source, [...done, step])
  if (step === "*") return withEvery(node, inner)
  return typeof step === "number" ? withItem(node, step, source, inner) : withEntry(node, step, source, inner)
}

function withEvery(node: Node, inner: (value: Node) => Node): Node {
  if (node.kind === "list") return { ...node, items: node.items.map(inner) }
  if (node.kind !== "map") return node
  return { ...node, entries: node.entries.map(entry => ({ ...entry, value: inner(entry.value) })) }
}

/** Behind the end of the list it is not known either how many items there are before it. */
function withItem(node: Node, index: number, source: FieldSource, inner: (value: Node) => Node): Node {
  const items = itemsOf(node)
  const isThere = index < items.length
  const all = isThere
    ? items.map((item, at) => (at === index ? inner(item) : item))
    : [...items, unknownFrom(nothing(source), source, [index])]
  return { kind: "list", range: node.range, items: all }
}

function withEntry(node: Node, key: string, source: FieldSource, inner: (value: Node) => Node): Node {
  const entries = node.kind === "map" ? node.entries : []
  const last = entries.findLast(entry => entry.key === key)
  const value = inner(last?.value ?? nothing(source))
  const entry: Entry = { key, keyRange: last?.keyRange ?? source.range, value }
  return { kind: "map", range: node.range, entries: [...entries.filter(other => other.key !== key), entry] }
}

function nothing({ range }: FieldSource): Node {
  return { kind: "scalar", range, value: null }
}

/** The same field taken over as it is gives the same value, where the base has none that stays when the field is absent. */
function unknownFrom(node: Node, { from, plain, range }: FieldSource, path: FieldPath): UnknownNode {
  const isAbsent = node.kind === "scalar" && node.value === null
  const own = `${path.join(".")} ${localMark(`${node.range.start} ${range.start}`)}`
  return {
    kind: "unknown",
    range: node.range,
    unknown: {
      identity: plain !== undefined && isAbsent ? `patch from ${plain}` : own,
      reason: l10n.t`set by a patch from ${from}`,
      text: `(patch from ${from})`,
    },
  }
}
