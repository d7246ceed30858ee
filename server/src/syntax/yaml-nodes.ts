import * as l10n from "@vscode/l10n"
import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, Scalar, type YAMLMap, type YAMLSeq } from "yaml"
import { localMark } from "../values/unknown.ts"
import { mostProblems } from "./bounds.ts"
import type { SyntaxProblem } from "./document.ts"
import { duplicateKeys } from "./duplicate-keys.ts"
import { outerRange } from "./lookup.ts"
import type { Entry, ListNode, MapNode, Node, Range, ScalarNode, UnknownNode } from "./node.ts"
import { unmasked } from "./template-mask.ts"
import { numberProblems, numbersIn } from "./yaml-numbers.ts"
import { unclosedText } from "./yaml-recovery.ts"
import { slipIn } from "./yaml-slips.ts"

/**
 * One YAML document as a tree of our nodes.
 *
 * An alias becomes the anchor's own node, shared and not copied; merge keys (`<<`) are carried out, with the map's own
 * keys first. Aliases of aliases may stand for more nodes than memory holds ("billion laughs"): past the bound an alias is
 * left out (null), and a problem says so. `breaks` has the places of a template engine's directives.
 */
export function convertDocument(
  contents: ParsedNode | null,
  text: string,
  problems: SyntaxProblem[],
  breaks: readonly number[],
): Node | undefined {
  const isNothing = !contents || (isScalar(contents) && contents.range[0] === contents.range[1])
  return isNothing ? undefined : new Converter(text, problems, breaks).convert(contents)
}

/** How many nodes the aliases of one document may stand for. */
const mostAliasedNodes = 100_000

class Converter {
  private readonly text: string
  private readonly problems: SyntaxProblem[]
  private readonly breaks: readonly number[]
  /** By anchor, the node and how many nodes it stands for; undefined while it is being read. */
  private readonly anchors = new Map<string, { node: Node; size: number } | undefined>()
  private size = 0
  private aliased = 0

  constructor(text: string, problems: SyntaxProblem[], breaks: readonly number[]) {
    this.text = text
    this.problems = problems
    this.breaks = breaks
  }

  convert(source: ParsedNode): Node {
    this.size++
    if (isAlias(source)) return this.convertAlias(source.source, rangeOf(source))
    const { anchor } = source
    if (!anchor) return this.convertValue(source)
    const before = this.size - 1
    this.anchors.set(anchor, undefined)
    const node = this.convertValue(source)
    this.anchors.set(anchor, { node, size: this.size - before })
    return node
  }

  private convertValue(source: ParsedNode): Node {
    if (isMap(source)) return this.convertMap(source as YAMLMap.Parsed)
    if (isSeq(source)) return this.convertList(source as YAMLSeq.Parsed)
    if (!isScalar(source)) return { kind: "scalar", range: rangeOf(source), value: null }
    const node = this.convertScalar(source)
    const slip = source.type === Scalar.PLAIN ? slipIn(source.source, node.range) : undefined
    if (slip) return this.unreadable(slip, node)
    const numbers = source.type === Scalar.PLAIN ? numbersIn(source.source, node.range) : undefined
    if (numbers) return numbers
    return source.tag?.startsWith("!") ? taggedValue(source.tag, node) : node
  }

  private unreadable(slip: SyntaxProblem, { range, value }: ScalarNode): UnknownNode {
    if (this.problems.length < mostProblems) this.problems.push(slip)
    const unknown = {
      identity: `unquoted text ${localMark(range.start)}`,
      reason: l10n.t`${String(value)} is not in quotes`,
    }
    return { kind: "unknown", range, text: `${value}`, unknown }
  }

  private convertAlias(name: string, range: Range): Node {
    const target = this.anchors.get(name)
    this.size += target?.size ?? 0
    this.aliased += target?.size ?? 0
    if (target && this.aliased <= mostAliasedNodes) return target.node
    if (target) this.report("alias-bomb", l10n.t`Aliases expand to more than ${mostAliasedNodes} values`, range)
    else {
      const detail = this.anchors.has(name)
        ? l10n.t`Alias "${name}" is used inside its own anchor`
        : l10n.t`Alias "${name}" has no anchor before it`
      this.report("syntax", detail, range)
    }
    return { kind: "scalar", range, value: null }
  }

  private convertList(source: YAMLSeq.Parsed): ListNode {
    const items = source.items.map(item => this.convert(item))
    return { kind: "list", range: this.collectionRange(source, items.at(-1)), items }
  }

  private convertMap(source: YAMLMap.Parsed): MapNode {
    const own: Entry[] = []
    const merged: Node[] = []
    for (const pair of source.items) {
      const entry = this.convertPair(pair)
      if (!entry) continue
      if (entry.key !== "<<") own.push(entry)
      else for (const item of entry.value.kind === "list" ? entry.value.items : [entry.value]) merged.push(item)
    }
    this.reportDuplicates(own)
    const last = own.at(-1)
    const range = this.collectionRange(source, last?.value, last?.keyRange)
    return { kind: "map", range, entries: merged.length > 0 ? withMerged(own, merged) : own }
  }

  private convertPair({ key, value }: Pair<ParsedNode, ParsedNode | null>): Entry | undefined {
    const name = isAlias(key) ? this.convert(key) : key && isScalar(key) ? this.convertScalar(key) : undefined
    if (name?.kind !== "scalar") return undefined
    const after = { start: name.range.end, end: name.range.end }
    const node: Node = value ? this.convert(value) : { kind: "scalar", range: after, value: null }
    const text = keyText(key, name)
    const numbers = /port|priority/i.test(text) ? numberProblems(node) : []
    this.problems.push(...numbers.slice(0, Math.max(0, mostProblems - this.problems.length)))
    return { key: text, keyRange: name.range, value: node }
  }

  private convertScalar(source: Scalar.Parsed): ScalarNode {
    const value = scalarValue(source)
    const [start, end] = source.range
    switch (source.type) {
      case Scalar.QUOTE_DOUBLE:
      case Scalar.QUOTE_SINGLE: {
        const isClosed = end - start > 1 && this.text[end - 1] === this.text[start]
        if (!isClosed) {
          this.reportUnclosed(start, end)
          return { kind: "scalar", range: { start: start + 1, end }, value, unclosed: true }
        }
        return { kind: "scalar", range: { start: start + 1, end: end - 1 }, value, quoted: true }
      }
      case Scalar.BLOCK_FOLDED:
      case Scalar.BLOCK_LITERAL:
        return { kind: "scalar", range: this.blockRange(start, end), value }
      default:
        return { kind: "scalar", range: { start, end }, value }
    }
  }

  /** The parser reports the end of the text, or wherever the next quote is: what to look at is the quote that opens. */
  private reportUnclosed(start: number, end: number): void {
    const isMeant = ({ range: { start: at } }: SyntaxProblem) => start <= at && at <= end + 1
    const reported = this.problems.findIndex(problem => isMeant(problem) && /^Missing closing/.test(problem.detail))
    const line = this.text.slice(start, end).search(/\r?\n|$/)
    const range = { start, end: start + line }
    if (reported >= 0) this.problems[reported] = { reason: "syntax", detail: unclosedText(), range }
  }

  /** From the first character of a block scalar's content to its last. */
  private blockRange(start: number, end: number): Range {
    const header = this.text.indexOf("\n", start)
    if (header < 0 || header >= end) return { start, end }
    const content = this.text.slice(header, end)
    const trimmed = content.trim()
    if (trimmed === "") return { start, end: header }
    const first = header + content.indexOf(trimmed)
    return { start: first, end: first + trimmed.length }
  }

  /** The parser's range of a block collection runs on over the comments and empty lines behind it. */
  private collectionRange(source: YAMLMap.Parsed | YAMLSeq.Parsed, last: Node | undefined, key?: Range): Range {
    const [start, end] = source.range
    if (source.flow || !last) return { start, end }
    const lastEnd = Math.max(outerRange(last).end, key?.end ?? 0)
    return { start, end: lastEnd > start && lastEnd <= end ? lastEnd : end }
  }

  private reportDuplicates(entries: readonly Entry[]): void {
    for (const { key, keyRange } of duplicateKeys(entries, this.problems, this.breaks)) {
      this.report("duplicate-key", l10n.t`Property "${key}" is written twice`, keyRange)
    }
  }

  private report(reason: SyntaxProblem["reason"], detail: string, range: Range): void {
    if (this.problems.length < mostProblems) this.problems.push({ reason, detail, range })
  }
}

/** Under a tag of its own (`!vault`, `!Ref`) a text is not what it says: only what knows the tag can tell. */
function taggedValue(tag: string, { range, value }: ScalarNode): UnknownNode {
  const text = `${tag} ${value}`
  return { kind: "unknown", range, text, unknown: { identity: text, reason: l10n.t`it has the YAML tag ${tag}` } }
}

/** Merged maps in their order, then the map's own keys: the last of two equal keys wins, and of merged maps the first. */
function withMerged(own: readonly Entry[], merged: readonly Node[]): Entry[] {
  const entries = new Map<string, Entry>()
  for (const map of merged) {
    if (map.kind !== "map") continue
    for (const entry of map.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry)
  }
  for (const { key } of own) entries.delete(key)
  return [...entries.values(), ...own]
}

function rangeOf({ range: [start, end] }: ParsedNode): Range {
  return { start, end }
}

function scalarValue({ value, source }: Scalar.Parsed): ScalarNode["value"] {
  if (typeof value === "string") return unmasked(value)
  if (value === null || typeof value === "boolean") return value
  return typeof value === "number" ? value : unmasked(source)
}

/** A key as written: `22:` is the text "22", and `1.10:` not the number's "1.1". */
function keyText(key: ParsedNode, node: ScalarNode): string {
  return isScalar(key) && typeof node.value !== "string" ? (key.source as string) : String(node.value)
}
