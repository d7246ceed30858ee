import * as l10n from "@vscode/l10n"
import type { SyntaxDocument } from "../syntax/document.ts"
import { textOf } from "../syntax/lookup.ts"
import type { Entry, MapNode, Node, Range } from "../syntax/node.ts"
import { hasWord } from "../syntax/words.ts"
import { fold } from "./property-names.ts"

/** A document's values with those left unknown that PowerShell cut off. */
export interface CutOff {
  readonly roots: readonly Node[]
  /** The first of them. */
  readonly range: Range
}

/**
 * PowerShell's `ConvertTo-Json` writes what lies deeper than `-Depth`, by default 2, as one text: the items of a list with
 * spaces between them, and of anything else its fields or the name of its type. Undefined where nothing of a rule is cut.
 */
export function cutOff(document: SyntaxDocument): CutOff | undefined {
  const { roots, language } = document
  if (language !== "json" || !isFromPowerShell(document)) return undefined
  const cuts: Range[] = []
  const restored = roots.map(root => restore(root, { key: "", path: "", cuts }))
  const [range] = cuts
  return range && { roots: restored, range }
}

/** By the name of a type, fields in braces, Pascal case, Windows PowerShell's two blanks, or a list of the API's in a text. */
function isFromPowerShell(document: SyntaxDocument): boolean {
  const { text } = document
  const mayNameType = ["@{", "System.", "Microsoft.Azure."].some(part => hasWord(document, part))
  if (mayNameType && /"(Microsoft\.Azure\.|System\.(Object|Collections|String)\b|@\{\w+=)/.test(text)) return true
  // A template is written by people, however they spell and align.
  if (hasWord(document, '"$schema"')) return false
  if (pascalKeys.some(key => hasWord(document, `"${key}"`))) return true
  if (hasWord(document, '":  ') && !/^[ \t]*"\w+": \S/m.test(text)) return true
  return /(Ranges|Prefixes)": *"[^" ]+ /.test(text) && /"(provisioningState|etag)"/.test(text)
}

const pascalKeys = [
  ...["SecurityRules", "EffectiveSecurityRules", "SourceAddressPrefix", "DestinationAddressPrefix"],
  ...["SourcePortRange", "DestinationPortRange"],
]

interface Place {
  /** Of a list's items, the list's own. */
  readonly key: string
  readonly path: string
  readonly cuts: Range[]
}

function restore(node: Node, place: Place): Node {
  const { key, path, cuts } = place
  if (isCutText(node, key, path.endsWith("]"))) {
    cuts.push(node.range)
    const unknown = { identity: `what was cut off at ${path}`, reason: l10n.t`cut off by ConvertTo-Json` }
    return { kind: "unknown", range: node.range, unknown, text: textOf(node) ?? "" }
  }
  if (node.kind === "list") {
    const items = node.items.map((item, index) => restore(item, { ...place, path: `${path}[${index}]` }))
    return { ...node, items }
  }
  return node.kind === "map" ? restoreMap(node, place) : node
}

/** Of a side of a rule that is cut off in one field, no other field tells what it is: Azure has it in one of them alone. */
function restoreMap(node: MapNode, { path, cuts }: Place): MapNode {
  const cutSides = new Set(node.entries.filter(holdsCut).map(({ key }) => sideOf(key)))
  const kept = node.entries.filter(
    entry => sideOf(entry.key) === undefined || !cutSides.has(sideOf(entry.key)) || holdsCut(entry),
  )
  const entries = kept.map(entry => ({
    ...entry,
    value: restore(entry.value, { key: entry.key, path: path === "" ? entry.key : `${path}.${entry.key}`, cuts }),
  }))
  return { ...node, entries }
}

function holdsCut({ key, value }: Entry): boolean {
  return value.kind === "list" ? value.items.some(item => isCutText(item, key)) : isCutText(value, key)
}

/** `source address`, `destination port`, …: what several fields say together. */
function sideOf(key: string): string | undefined {
  const [, end, kind] = /^(source|destination)(address|application|port)/.exec(fold(key, "any-style")) ?? []
  return end && `${end} ${kind === "port" ? "port" : "address"}`
}

function isCutText(node: Node, key: string, isItem = false): boolean {
  const text = textOf(node)
  if (text === undefined) return false
  const name = fold(key, "any-style")
  // An empty list, too, would be an empty text: it cannot be told whether there was more.
  if (ruleLists.test(name)) return (text === "" && !isItem) || typeName.test(text) || fields.test(text)
  if (name === "properties") return fields.test(text)
  if (sideOf(key) === undefined) return false
  return typeName.test(text) || fields.test(text) || (name.includes("port") ? portList : addressList).test(text)
}

const ruleLists = /^(effective|default)?securityrules$/
const typeName = /^(Microsoft\.Azure\.|System\.)[\w.]+/
const fields = /^@\{\w+=/
const portList = /^[\d-]+( [\d-]+)+$/
const addressList = /^[\da-f.:/]+( [\da-f.:/]+)+$/i
