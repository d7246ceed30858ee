import type { TextDocument } from "vscode-languageserver-textdocument"
import { type Hover, MarkupKind, type Position } from "vscode-languageserver-types"
import { type AnalysedDocument, standsIn } from "../analysis/analysed-document.ts"
import { describeAddress, describeDefaultRule } from "../azure/glossary.ts"
import { isDefault, isLocated } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import { isAt } from "../syntax/range.ts"
import type { AddressTerm, NamedAddresses } from "../values/address.ts"
import { addressTagsSentence } from "./address-tags.ts"
import { type EntryPlace, entryAt } from "./entry-at.ts"
import { expressionMarkdown } from "./expression-markdown.ts"
import { formatAddress } from "./flow-text.ts"
import { functionMarkdown } from "./function-markdown.ts"
import { groupMarkdown } from "./group-markdown.ts"
import { lspRange } from "./lsp-range.ts"
import { escapeMarkdown } from "./markdown.ts"
import { networkMarkdown } from "./network-markdown.ts"
import { networkThings } from "./network-things.ts"
import { ruleMarkdown } from "./rule-markdown.ts"
import { tagSentences } from "./tag-description.ts"

/**
 * What stands under the cursor: a tag, an address or a default rule in a sentence; a rule or a group in full; a subnet,
 * network interface or machine of the networks that are known; and of an expression first of all its value.
 */
export function hover(
  document: TextDocument,
  analysed: AnalysedDocument,
  position: Position,
  network?: JudgedNetwork,
): Hover | null {
  const offset = document.offsetAt(position)
  const expression = expressionMarkdown(analysed, offset)
  const around =
    hoverRule(analysed, offset) ??
    hoverGroup(analysed, offset) ??
    (network && hoverThing(network, analysed, document.uri, offset))
  const called = functionMarkdown(analysed, offset)
  const found = [expression, called, around].filter(each => each !== undefined && each !== null)
  const [first] = found
  if (!first) return null
  const value = found.map(({ markdown }) => markdown).join("\n\n---\n\n")
  return { contents: { kind: MarkupKind.Markdown, value }, range: lspRange(document, first.range) }
}

interface Explained {
  readonly range: Range
  readonly markdown: string
}

function hoverRule(analysed: AnalysedDocument, offset: number): Explained | undefined {
  for (const judged of [...analysed.groups, ...analysed.joinedGroups]) {
    const rule = judged.rules.filter(isLocated).find(rule => standsIn(analysed, rule) && isAt(rule.at.self, offset))
    if (rule)
      return (
        explainWord(judged, rule, offset) ?? { range: rule.at.self, markdown: ruleMarkdown(judged, rule, analysed) }
      )
  }
  return undefined
}

/** What there is to say of a word of the rule that has a meaning of its own in Azure. */
function explainWord(judged: JudgedGroup, rule: LocatedRule, offset: number): Explained | undefined {
  const { name, terms } = rule.at
  const sentence = isAt(name, offset) && isDefault(rule) ? describeDefaultRule(rule.name) : undefined
  if (sentence) return { range: name, markdown: sentence }
  for (const side of ["source", "destination"] as const) {
    const index = terms[side].findIndex(range => isAt(range, offset))
    const [term, range] = [rule[side][index], terms[side][index]]
    const markdown = term && describeTerm(term, judged, rule)
    if (range && markdown) return { range, markdown }
  }
  return undefined
}

function describeTerm(term: AddressTerm, judged: JudgedGroup, rule: LocatedRule): string | undefined {
  const { tagData } = judged.context
  if (term.kind === "tag") return sentences(tagSentences(nameOfTag(term), tagData))
  if (term.kind !== "prefix") return undefined
  const special = describeAddress(formatAddress(term))
  const tags = tagData && addressTagsSentence(term, tagData)
  // Many addresses are in some tag: what the rule does is still the first thing to know of it.
  return tags === undefined
    ? special
    : [sentences([special ?? [], tags].flat()), ruleMarkdown(judged, rule)].join("\n\n---\n\n")
}

/** As written, but for a classic tag, which has another name today. */
function nameOfTag({ key, name }: NamedAddresses): string {
  return key === `tag:${name.toLowerCase()}` ? name : key.slice("tag:".length)
}

/** Undefined for none. */
function sentences(texts: readonly string[]): string | undefined {
  return texts.length > 0 ? escapeMarkdown(texts.join(" ")) : undefined
}

/** On the group's name and type, keys included; any other word of its resource says nothing of its rules. */
function hoverGroup({ groups, syntax }: AnalysedDocument, offset: number): Explained | undefined {
  const judged = groups.find(({ group: { nameRange, range } }) => {
    return isOnName(syntax, { nameRange, range }, offset)
  })
  return judged && { range: judged.group.nameRange, markdown: groupMarkdown(judged) }
}

function hoverThing(
  network: JudgedNetwork,
  { syntax }: AnalysedDocument,
  uri: string,
  offset: number,
): Explained | undefined {
  const thing = networkThings(network.index.topology, uri).find(({ place }) => isOnName(syntax, place, offset))
  return thing && { range: thing.place.nameRange, markdown: networkMarkdown(network, thing) }
}

function isOnName(
  syntax: AnalysedDocument["syntax"],
  { nameRange, range }: { readonly nameRange: Range; readonly range: Range },
  offset: number,
): boolean {
  if (isAt(nameRange, offset)) return true
  const place = syntax && isAt(range, offset) ? entryAt(syntax, offset) : undefined
  return place !== undefined && namesResource(place, nameRange, range)
}

function namesResource({ holder, entry }: EntryPlace, name: Range, whole: Range): boolean {
  if (entry.value.range.start === name.start) return true
  return holder.range.start === whole.start && /^(name|type|kind)$/i.test(entry.key)
}
