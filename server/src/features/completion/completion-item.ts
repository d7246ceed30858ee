import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type TextEdit,
} from "vscode-languageserver-types"
import type { RuleProperty } from "../../readers/reader.ts"
import type { RuleForm } from "../../readers/rule-form.ts"
import type { Writable } from "../../syntax/write-value.ts"
import { lspRange } from "../lsp-range.ts"
import { escapeMarkdown } from "../markdown.ts"
import { keyMeaning } from "../property-words.ts"
import type { Candidate } from "./candidate.ts"
import type { CompletionPlace } from "./completion-place.ts"
import type { GroupPlace } from "./group-snippets.ts"
import type { KeyCandidate } from "./key-candidates.ts"
import type { RuleSnippet } from "./rule-snippets.ts"
import { groupStops, keyStops, ruleStops, withoutStops } from "./snippet-stops.ts"
import { fieldValue, placeWriter, type WrittenPlace } from "./write-candidate.ts"

/** What the editor can do with an item. */
export interface ItemAbilities {
  readonly takesSnippets: boolean
  /** The editor's command that shows the next suggestions; undefined where it has none. */
  readonly suggestAgain?: string | undefined
}

/** A value of a rule's property, as the field takes it. */
export function valueItem(
  candidate: Candidate,
  property: RuleProperty,
  place: CompletionPlace,
  form: RuleForm,
  document: TextDocument,
): CompletionItem {
  const { value } = candidate
  const isSingle = typeof value === "string" || typeof value === "number"
  return writtenItem(candidate, isSingle ? fieldValue(value, property, place, form) : value, place, document)
}

/** A value as it stands, with what there is to say of it. */
export function writtenItem(
  { label, detail, documentation, words, kind }: Candidate,
  written: Writable,
  place: WrittenPlace,
  document: TextDocument,
): CompletionItem {
  return {
    ...itemOf(label, [words, label].filter(Boolean).join(" "), placeWriter(place).value(written), place, document),
    kind: kinds[kind],
    ...(detail !== undefined && { detail }),
    // Editors show a detail of the focused item alone, but what a port is for is what it is chosen by.
    ...(detail !== undefined && detail.length <= mostBeside && { labelDetails: { description: detail } }),
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  }
}

/** So many letters fit beside a label. */
const mostBeside = 32

const kinds: Readonly<Record<Candidate["kind"], CompletionItemKind>> = {
  word: CompletionItemKind.EnumMember,
  tag: CompletionItemKind.Constant,
  region: CompletionItemKind.Constant,
  number: CompletionItemKind.Value,
  address: CompletionItemKind.Value,
  reference: CompletionItemKind.Reference,
}

export function keyItem(
  candidate: KeyCandidate,
  place: CompletionPlace,
  document: TextDocument,
  { takesSnippets, suggestAgain }: ItemAbilities,
): CompletionItem {
  const { key, value, choices, property } = candidate
  const writer = placeWriter(place)
  const text = place.meaning.hasValue ? writer.key(key) : writer.entry(key, value)
  const isSnippet = takesSnippets && !place.meaning.hasValue
  return {
    ...itemOf(
      key,
      key,
      isSnippet ? keyStops(text, choices, writer.value) : withoutStops(text, choices),
      place,
      document,
    ),
    kind: CompletionItemKind.Property,
    detail: property === undefined || property === key ? l10n.t`security rule` : l10n.t`security rule, ${property}`,
    ...(property !== undefined &&
      keyMeaning(property) !== "" && {
        documentation: { kind: MarkupKind.Markdown, value: escapeMarkdown(keyMeaning(property)) },
      }),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(isSnippet &&
      choices.length === 0 &&
      suggestAgain !== undefined && {
        command: { title: "Suggest", command: suggestAgain },
      }),
  }
}

export function snippetItem(
  { label, detail, documentation, rules, stops }: RuleSnippet,
  place: CompletionPlace,
  form: RuleForm,
  document: TextDocument,
  { takesSnippets }: ItemAbilities,
): CompletionItem {
  const writer = placeWriter(place)
  const text = writer.items(rules)
  return {
    ...itemOf(
      label,
      label,
      takesSnippets ? ruleStops(text, stops, form, place.read.groups, writer.value) : text,
      place,
      document,
    ),
    kind: CompletionItemKind.Snippet,
    detail,
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    ...(takesSnippets && { insertTextFormat: InsertTextFormat.Snippet }),
  }
}

export function groupItem(place: GroupPlace, document: TextDocument, { takesSnippets }: ItemAbilities): CompletionItem {
  const { key, value } = place.group
  const writer = placeWriter(place)
  const text = key === undefined ? writer.items([value]) : writer.block(key, value)
  return {
    ...itemOf("nsg group", "nsg group", takesSnippets ? groupStops(text) : withoutStops(text, []), place, document),
    kind: CompletionItemKind.Snippet,
    detail: l10n.t`network security group`,
    ...(takesSnippets && { insertTextFormat: InsertTextFormat.Snippet }),
  }
}

function itemOf(
  label: string,
  filter: string,
  text: string,
  place: WrittenPlace,
  document: TextDocument,
): CompletionItem {
  const { word, meaning } = place
  const comma = meaning.missingComma
  const before: TextEdit[] =
    comma === undefined ? [] : [{ range: lspRange(document, { start: comma, end: comma }), newText: "," }]
  return {
    label,
    filterText: `${word.quote ?? ""}${filter}`,
    textEdit: { range: lspRange(document, word.range), newText: `${meaning.before}${text}${meaning.after}` },
    // Further lines are indented already.
    insertTextMode: InsertTextMode.asIs,
    ...(before.length > 0 && { additionalTextEdits: before }),
  }
}
