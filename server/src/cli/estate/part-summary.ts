import { hasOutputs, namesGroups } from "../../analysis/indexed-text.ts"
import type { ReadText } from "../../analysis/read-text.ts"
import { defaultSettings } from "../../analysis/settings.ts"
import { lineStartsOf, positionIn } from "../../analysis/text-lines.ts"
import { inlineResources } from "../../readers/inline-resources.ts"
import type { ReadResource } from "../../readers/located-resource.ts"
import type { Reading } from "../../readers/reader.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { isList, isMap, itemsOf, member, memberAt, textOf } from "../../syntax/lookup.ts"
import type { Node, Range } from "../../syntax/node.ts"
import { parseText } from "../../syntax/parse.ts"
import { hasWord } from "../../syntax/words.ts"
import type { Part } from "./unit.ts"

/** What only a part of a file has to tell, so that all parts are judged as the file would be. */
export interface PartSummary {
  /** Of each group, where its item stands in the file. */
  readonly items: readonly ItemPlace[]
  /** Of each resource its id, in lower case, and whether it is printed inside of another one. */
  readonly ids: readonly PrintedId[]
  /** Whether it has outputs, and whether it names groups: what another part names may be handed on by these. */
  readonly hasOutputs: boolean
  readonly namesGroups: boolean
}

export interface ItemPlace extends Pick<Part, "start" | "end" | "line" | "character"> {}

export interface PrintedId {
  readonly id: string | undefined
  readonly isInside: boolean
}

/** The same, or why a part does not stand for itself. */
export function summarisePart(
  text: ReadText,
  { head, start, ...first }: Part,
): PartSummary | { readonly refusal: string } {
  const { text: whole } = text.source
  // A text that names no group has not been parsed, unless for its resources.
  const syntax = text.syntax ?? parseText(whole, "json", defaultSettings.limits)
  const items = itemsIn(syntax)
  const refusal = whyNotApart(text, syntax, items)
  if (refusal !== undefined) return { refusal }
  const starts = lineStartsOf(whole)
  const begin = positionIn(starts, head.length)
  const bytesBefore = byteCounter(whole, head.length)
  const placeOf = (range: Range): ItemPlace => {
    const { line, character } = positionIn(starts, range.start)
    return {
      start: start + bytesBefore(range.start),
      end: start + bytesBefore(range.end),
      line: first.line + line - begin.line,
      character: line === begin.line ? first.character + character - begin.character : character,
    }
  }
  return {
    items: (text.read?.groups ?? []).map(({ range }) => placeOf(range)),
    ids: printedIds(text.resources(), items),
    hasOutputs: hasOutputs(syntax),
    namesGroups: namesGroups(whole),
  }
}

/** How many bytes a text takes from one place to another; it is asked for places in their order. */
function byteCounter(text: string, start: number): (offset: number) => number {
  let [offset, bytes] = [start, 0]
  return place => {
    bytes += Buffer.byteLength(text.slice(offset, place))
    offset = place
    return bytes
  }
}

/** What is in a part of a list can depend on the others where these are rules, or where the whole text is looked at. */
function whyNotApart({ source, read }: ReadText, syntax: SyntaxDocument, items: readonly Node[]): string | undefined {
  const [problem] = syntax.problems
  if (problem) return `${problem.detail}: ${lineOf(source.text, problem.range.start)}`
  if (syntax.masked || syntax.directives) return "a template engine creates it"
  if (!items.every(isResource)) return "it is not a list of resources with their ids"
  if (!read) return undefined
  const ranges = new Set(items.map(({ range }) => range.start))
  if (!printed.has(read.dialect) || read.groups.some(({ range }) => !ranges.has(range.start))) {
    return "its items cannot be told apart"
  }
  if (read.cutOff) return "ConvertTo-Json cut off values in it"
  return hasWord(syntax, "_application_security_group_ids") ? "it is meant for Terraform" : undefined
}

/** The text at a place, as much as fits in a message. */
function lineOf(text: string, offset: number): string {
  const from = Math.max(text.lastIndexOf("\n", offset) + 1, offset - 40)
  return (
    text
      .slice(from, offset + 40)
      .split(/[\r\n]/)[0]
      ?.trim() ?? ""
  )
}

const printed: ReadonlySet<Reading["dialect"]> = new Set([
  "az-cli-json",
  "az-rest-json",
  "resource-graph",
  "powershell-json",
  "resource-export",
])

/** A rule in the list would be one of the list's. */
function isResource(node: Node): boolean {
  const id = textOf(member(node, "id") ?? member(node, "resourceId"))
  return isMap(node) && id?.startsWith("/") === true && !/securityRules/i.test(id)
}

/** The items of the list that the document is or has in it. */
function itemsIn({ roots: [root] }: SyntaxDocument): readonly Node[] {
  if (isList(root)) return root.items
  const list = [memberAt(root, "data"), memberAt(root, "value")].find(isList)
  return itemsOf(list)
}

/** What the items are, and what is written out in their lists, is no copy of what is printed elsewhere. */
function printedIds(resources: readonly ReadResource[], items: readonly Node[]): readonly PrintedId[] {
  const starts = new Set(items.map(({ range }) => range.start))
  const own = resources.filter(({ range }) => starts.has(range.start))
  for (const each of own.flatMap(inlineResources)) starts.add(each.range.start)
  return resources.map(({ node, range }) => ({
    id: textOf(member(node, "id") ?? member(node, "resourceId"))?.toLowerCase(),
    isInside: !starts.has(range.start),
  }))
}
