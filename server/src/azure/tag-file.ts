import * as l10n from "@vscode/l10n"
import type { AddressPrefix } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import type { ListedTag } from "./listed-tag.ts"
import { isComputedTag } from "./service-tags.ts"
import type { TagData } from "./tag-data.ts"
import { type TagIndex, tagIndex } from "./tag-index.ts"

/** Why a text is no service tag file: the end of a sentence that begins with its name. */
export interface TagFileFault {
  readonly problem: string
  /** Where, counted from one, if one place is at fault. */
  readonly at?: { readonly line: number; readonly column: number }
}

/**
 * Reads Microsoft's download (`ServiceTags_Public_20251028.json`), or what the discovery API, az and PowerShell print: the
 * same values in an object with a name, a type and a link to the next page, numbers as text, keys in any case. Whatever
 * else stands in it is passed over; a tag of which anything cannot be read is left out as a whole.
 */
export function readTagFile(text: string, name: string): TagData | TagFileFault {
  const root = parseJson(text)
  if (root instanceof SyntaxError) return syntaxFault(text, root)
  const values = property(root, "values")
  if (!Array.isArray(values)) return { problem: l10n.t`is not a service tag file: it has no list "values".` }
  const tags = new Map<string, ListedTag>()
  const problems = pageProblems(root)
  const known = new Map<string, AddressPrefix>()
  for (const [place, value] of values.entries()) {
    const tag = readTag(value, place, known)
    if ("problem" in tag) problems.push(tag.problem)
    else if (!isComputedTag(tag.key)) tags.set(tag.key, tag)
  }
  if (tags.size === 0)
    return { problem: problems[0] ? l10n.t`lists no service tag: ${problems[0]}` : l10n.t`lists no service tag.` }
  let index: TagIndex | undefined
  return {
    identity: tagTextIdentity(text, name),
    cloud: textOf(property(root, "cloud")),
    changeNumber: numberOf(property(root, "changeNumber")),
    date: dateIn(name),
    tags,
    problems,
    get index() {
      index ??= tagIndex([...tags.values()])
      return index
    },
  }
}

/** The identity of the data in a text, without reading it. */
export function tagTextIdentity(text: string, name: string): string {
  return `${name} ${text.length} ${checksum(text)}`
}

/** Whether a file's name is that of Microsoft's download. */
export function isTagFileName(path: string): boolean {
  return /(^|[/\\])ServiceTags_[^/\\]*\.json$/i.test(path)
}

function dateIn(name: string): string | undefined {
  const [, year, month, day] = /_(\d{4})(\d{2})(\d{2})(?!\d)[^/\\]*$/.exec(name) ?? []
  const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
  return isDate ? `${year}-${month}-${day}` : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(String(error))
  }
}

/** Engines name the position of some faults; of a text that ends too early it is the end. */
function syntaxFault(text: string, { message }: SyntaxError): TagFileFault {
  const position = /position (\d+)/.exec(message)?.[1]
  const isAtEnd = position !== undefined && Number(position) >= text.trimEnd().length
  if (isAtEnd || /end of|unterminated/i.test(message)) {
    return { problem: l10n.t`is cut off: its JSON does not end.`, at: placeOf(text, text.length) }
  }
  return { problem: l10n.t`is not JSON.`, ...(position !== undefined && { at: placeOf(text, Number(position)) }) }
}

function placeOf(text: string, offset: number) {
  const lines = text.slice(0, offset).split("\n")
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 }
}

function pageProblems(root: unknown): string[] {
  const isPage = Boolean(property(root, "nextLink"))
  return isPage ? [l10n.t`"nextLink": there are more pages, whose tags are missing here.`] : []
}

function readTag(
  value: unknown,
  place: number,
  known: Map<string, AddressPrefix>,
): ListedTag | { readonly problem: string } {
  const name = textOf(property(value, "name")) ?? textOf(property(value, "id"))
  if (name === undefined) return { problem: l10n.t`values[${place}] has no name.` }
  const properties = property(value, "properties")
  const texts = property(properties, "addressPrefixes")
  if (!Array.isArray(texts)) return { problem: l10n.t`${name} is left out: it has no list "addressPrefixes".` }
  const prefixes: AddressPrefix[] = []
  for (const text of texts) {
    const prefix = known.get(text) ?? readPrefix(text)
    if (!prefix) return { problem: l10n.t`${name} is left out: ${JSON.stringify(text)} is not an address prefix.` }
    known.set(text, prefix)
    prefixes.push(prefix)
  }
  if (prefixes.length === 0) return { problem: l10n.t`${name} is left out: it has no prefix.` }
  const features = property(properties, "networkFeatures")
  return {
    key: `tag:${name.toLowerCase()}`,
    name,
    prefixes,
    networkFeatures: Array.isArray(features) ? features.filter(feature => typeof feature === "string") : [],
  }
}

function readPrefix(text: unknown): AddressPrefix | undefined {
  const term = typeof text === "string" ? parseAddress(text) : undefined
  return term && "kind" in term && term.kind === "prefix" ? term : undefined
}

/** PowerShell writes `Values` where the others write `values`. */
function property(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined
  const found = Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase())
  return found?.[1]
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined
}

/** The API writes numbers as text. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === "number" ? number : undefined
}

/** Tells texts of the same name and length apart: FNV-1a. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16)
}
