import type { Finding } from "../checks/check.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { commentsWith } from "../syntax/find-comments.ts"
import { endsLine, lineEnd, lineStart, nextLine, startsLine } from "../syntax/lines.ts"
import { entriesOf, isList, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { hasWord } from "../syntax/words.ts"

/** What an author wrote to have findings left out, whether it can be followed or not. */
export interface WrittenSuppression {
  readonly codes: readonly WrittenCode[]
  /** "" where none is given. */
  readonly reason: string
  /** Of metadata, the rule that it is about. */
  readonly rule?: string
  /** Set where it stands in an inline rule, which Azure may refuse for it. */
  readonly isInRule?: true
  /** All of it. */
  readonly range: Range
  /** Whether it is about a finding, whatever its code. */
  covers(finding: Finding): boolean
}

export interface WrittenCode {
  readonly code: string
  readonly range: Range
}

/** Begins a suppression in a comment, and is the key of those in metadata. */
export const suppressionWord = "nsg-ignore"

/** The suppressions of a document, in the order of the text. */
export function suppressionsIn(document: SyntaxDocument): readonly WrittenSuppression[] {
  if (!hasWord(document, suppressionWord)) return []
  const inMetadata = document.language === "json" ? document.roots.flatMap(root => ofMetadata(root)) : []
  return [...inComments(document), ...inMetadata].sort((a, b) => a.range.start - b.range.start)
}

function inComments(document: SyntaxDocument): WrittenSuppression[] {
  return commentsWith(document, suppressionWord).flatMap(({ text, start, range }) => {
    const [, before = "", codes = "", reason = ""] = /^(nsg-ignore(?![\w-])\s*)([^:]*):?\s*([\s\S]*)$/.exec(text) ?? []
    if (before === "") return []
    const covers = coveredBy(document, range)
    return [
      { codes: codesIn(codes, start + before.length), reason, range: { start, end: start + text.length }, covers },
    ]
  })
}

function codesIn(text: string, start: number): WrittenCode[] {
  return Array.from(text.matchAll(/[^\s,]+(?:\s+[^\s,]+)*/g), ({ 0: code, index }) => {
    const from = start + index
    return { code, range: { start: from, end: from + code.length } }
  })
}

/**
 * Behind something, a comment is about its own line; alone on its line, about what begins on the next, or about the object
 * that it stands at the top of.
 */
function coveredBy({ text, language }: SyntaxDocument, { start, end }: Range): WrittenSuppression["covers"] {
  if (!startsLine(text, start) || !endsLine(text, end)) {
    const line = { start: lineStart(text, start), end: lineEnd(text, end) }
    return ({ range }) => range.start <= line.end && range.end > line.start
  }
  const comment = language === "json" ? /^\s*(\/\/|\/\*.*\*\/\s*$)/ : /^\s*#/
  let next = nextLine(text, end)
  while (next < text.length && comment.test(text.slice(next, lineEnd(text, next)))) next = nextLine(text, next)
  const isOn = (offset: number) => next <= offset && offset <= lineEnd(text, next)
  const isAtTop = (offset: number) => offset < start && opening.test(text.slice(offset, start))
  return ({ range, rule, group }) => {
    const whole = rule?.at.self.start ?? group?.range.start ?? -1
    return isOn(range.start) || isOn(whole) || (whole >= 0 && isAtTop(whole))
  }
}

/** The brace of an object, and nothing but comments behind it. */
const opening = /^\{(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|#[^\r\n]*)*$/

/** `"metadata": { "nsg-ignore": ["CODE RULE: reason"] }` of a template or resource, for JSON that has no comments. */
function ofMetadata(node: Node, listKey = ""): WrittenSuppression[] {
  if (isList(node)) return node.items.flatMap(item => ofMetadata(item, listKey))
  if (node.kind !== "map") return []
  const isInRule = ruleLists.has(listKey.toLowerCase())
  return node.entries.flatMap(({ key, value }) => {
    const nested = isInRule ? listKey : ""
    if (key.toLowerCase() !== "metadata") return ofMetadata(value, isList(value) ? key : nested)
    const given = entriesOf(value).find(entry => entry.key === suppressionWord)?.value
    return given ? (isList(given) ? given.items : [given]).flatMap(item => ofEntry(item, node, isInRule)) : []
  })
}

const ruleLists: ReadonlySet<string> = new Set(["securityrules"])

function ofEntry(item: Node, holder: MapNode, isInRule: boolean): WrittenSuppression[] {
  const text = textOf(item)
  // It names nothing that could be left out, which is said.
  if (text === undefined) return [{ codes: [], reason: "", range: item.range, covers: () => false }]
  const [before, reason] = splitAt(text, text.indexOf(":"))
  const [code, rule] = splitAt(before, before.search(/\s/))
  const start = item.range.start + text.indexOf(code)
  return [
    {
      codes: code === "" ? [] : [{ code, range: { start, end: start + code.length } }],
      reason,
      ...(rule !== "" && { rule }),
      ...(isInRule && { isInRule: true }),
      range: item.range,
      covers: finding => isWithin(finding.range, holder.range) && isOfRule(finding, rule),
    },
  ]
}

/** What stands before a sign and behind it, without white space around; all of it before where the sign is nowhere. */
function splitAt(text: string, place: number): readonly [string, string] {
  return place < 0 ? [text.trim(), ""] : [text.slice(0, place).trim(), text.slice(place + 1).trim()]
}

function isWithin({ start, end }: Range, outer: Range): boolean {
  return outer.start <= start && end <= outer.end
}

function isOfRule({ rule }: Finding, name: string): boolean {
  return name === "" || rule?.name.toLowerCase() === name.toLowerCase()
}
