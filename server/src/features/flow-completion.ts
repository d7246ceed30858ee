import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { type CompletionItem, CompletionItemKind, type Position, type Range } from "vscode-languageserver-types"
import { commonServices } from "../azure/common-services.ts"
import { describeTag } from "../azure/glossary.ts"
import { tagNames } from "../azure/service-tags.ts"
import { useTypes } from "../flows/flow-file.ts"

/** What lines of a `.nsgflow` file may name. */
export interface NamedThings {
  /** The NSGs, and the file of each, from the flow file's folder: `./network.json`. */
  readonly groups: readonly { readonly name: string; readonly path: string }[]
  /** The files and folders that have NSGs or networks in them. */
  readonly paths: readonly string[]
  /** `nic:web-0`, `subnet:hub/web`, `asg:web`. */
  readonly ends: readonly string[]
  /** Application security groups that only rules name. */
  readonly securityGroups: readonly string[]
}

/** What the line goes on with at the cursor. */
export function flowCompletion(document: TextDocument, position: Position, things: NamedThings): CompletionItem[] {
  const { line, character } = position
  const before = document.getText({ start: { line, character: 0 }, end: position })
  if (/(^|\s)#/.test(before)) return []
  for (const { pattern, offer } of places) {
    const typed = pattern.exec(before)?.[1]
    if (typed === undefined) continue
    const range = { start: { line, character: character - typed.length }, end: position }
    return offer(things, before).map((item, order) => placed(item, range, order))
  }
  return []
}

interface Offer extends Pick<CompletionItem, "label" | "kind" | "detail" | "documentation" | "filterText"> {
  /** Absent where it is the label. */
  readonly insertText?: string
}

function placed({ insertText, ...item }: Offer, range: Range, order: number): CompletionItem {
  const newText = insertText ?? item.label
  return { ...item, sortText: `${order}`.padStart(5, "0"), textEdit: { range, newText } }
}

interface CompletedPlace {
  /** Of the line up to the cursor; its first group is what of the word is typed. */
  readonly pattern: RegExp
  offer(things: NamedThings, before: string): readonly Offer[]
}

const head = String.raw`^\s*(?:allow|deny)\s+(?:(?:in|out)(?:bound)?\s+)?(?:tcp|udp|icmp|esp|ah|any|\*)\s+`
const typedEnd = String.raw`([^\s,#]*)$`

/** In this order: the first that fits counts. */
const places: readonly CompletedPlace[] = [
  { pattern: /^\s*(\w*)$/, offer: () => keywords(["allow", "deny", "use"]) },
  { pattern: /^\s*use\s+(\w*)$/i, offer: () => keywords(useTypes) },
  { pattern: /^\s*use\s+nsg\s+(\S*)$/i, offer: ({ groups }) => groups.map(groupOffer) },
  { pattern: /^\s*use\s+nic\s+(\S*)$/i, offer: ({ ends }) => namesOf("nic", ends) },
  { pattern: /^\s*use\s+subnet\s+(\S*)$/i, offer: ({ ends }) => namesOf("subnet", ends) },
  { pattern: /^\s*use\s+\w+\s+(?:"[^"]*"|\S+)\s+in\s+"?([^"]*)$/i, offer: ({ paths }) => paths.map(pathOffer) },
  { pattern: /^\s*use\s+\w+\s+(?:"[^"]*"|\S+)\s+(\w*)$/i, offer: () => keywords(["in"]) },
  { pattern: /^\s*(?:allow|deny)\s+(\w*)$/i, offer: () => keywords(["inbound", "outbound", ...protocols]) },
  { pattern: /^\s*(?:allow|deny)\s+(?:in|out)(?:bound)?\s+(\w*)$/i, offer: () => keywords(protocols) },
  // Behind the last colon of an end that is complete.
  {
    pattern: new RegExp(`${head}.*[\\w*\\]./-](?<!(?:\\s|,)(?:nic|vm|subnet|lb|asg)):(?:[\\d-]+,)*(\\d*)$`, "i"),
    offer: portOffers,
  },
  { pattern: new RegExp(`${head}(?:.*(?:,|->|→|\\bexcept\\b)\\s*)?${typedEnd}`, "i"), offer: endOffers },
  { pattern: new RegExp(`${head}\\S+\\s+([-\\w]*)$`, "i"), offer: () => keywords(["->", "except"]) },
  { pattern: new RegExp(`${head}.*(?:->|→)\\s*\\S+\\s+(\\w*)$`, "i"), offer: () => keywords(["except"]) },
]

const protocols = ["tcp", "udp", "icmp", "esp", "ah", "any"]

function keywords(words: readonly string[]): Offer[] {
  return words.map(label => ({ label, kind: CompletionItemKind.Keyword }))
}

function groupOffer({ name, path }: NamedThings["groups"][number]): Offer {
  const quoted = /\s/.test(name) ? `"${name}"` : name
  return { label: name, kind: CompletionItemKind.Module, detail: path, insertText: `${quoted} in ${path}` }
}

function pathOffer(path: string): Offer {
  return { label: path, kind: /\.\w+$/.test(path) ? CompletionItemKind.File : CompletionItemKind.Folder }
}

function namesOf(type: string, ends: readonly string[]): Offer[] {
  return ends
    .filter(end => end.startsWith(`${type}:`))
    .map(end => ({ label: end.slice(type.length + 1), kind: CompletionItemKind.Value, detail: type }))
}

function endOffers({ ends, securityGroups }: NamedThings): Offer[] {
  const groups = securityGroups.map(name => `asg:${name}`).filter(end => !ends.includes(end))
  return [
    { label: "*", kind: CompletionItemKind.Constant, detail: l10n.t`all addresses` },
    ...[...ends, ...groups].map(label => ({ label, kind: CompletionItemKind.Reference })),
    ...tagNames.map(label => ({
      label,
      kind: CompletionItemKind.Constant,
      detail: l10n.t`service tag`,
      documentation: describeTag(label) ?? "",
    })),
  ]
}

/** By number or by the name of what usually listens there. */
function portOffers(_: NamedThings, before: string): Offer[] {
  return commonServices(/\sudp\s/i.test(before) ? "Udp" : "Tcp").map(({ port, name }) => ({
    label: `${port}`,
    kind: CompletionItemKind.Value,
    detail: name,
    filterText: `${port} ${name}`,
  }))
}
