import type { TextDocument } from "vscode-languageserver-textdocument"
import type { CompletionItem } from "vscode-languageserver-types"
import type { RuleProperty } from "../../readers/reader.ts"
import type { RuleForm } from "../../readers/rule-form.ts"
import type { NetworkPart } from "../../topology/parts/network-part.ts"
import { addressValues, type KnownAddresses } from "./address-values.ts"
import type { Candidate } from "./candidate.ts"
import { groupItem, type ItemAbilities, keyItem, snippetItem, valueItem, writtenItem } from "./completion-item.ts"
import { type CompletionPlace, completionPlaces, type TypedDocument } from "./completion-place.ts"
import { groupPlace } from "./group-snippets.ts"
import { keyCandidates } from "./key-candidates.ts"
import { placeForm } from "./place-form.ts"
import { portValues } from "./port-values.ts"
import { priorityValues } from "./priority-values.ts"
import { referencePlace } from "./reference-place.ts"
import { referenceTexts } from "./reference-texts.ts"
import { ruleSnippets } from "./rule-snippets.ts"
import { isSecurityGroups, securityGroupValues } from "./security-group-values.ts"
import { hasWords, wordValues } from "./word-values.ts"

/** What may be written at a place of a rule, or where a rule may stand; nothing elsewhere. */
export function complete(
  document: TextDocument,
  from: TypedDocument,
  offset: number,
  known: KnownNetworks,
  abilities: ItemAbilities,
): CompletionItem[] {
  const typed = readOnce(from)
  const inRules = completionPlaces(typed, offset).flatMap(place => itemsAt(place, document, offset, known, abilities))
  const group = groupPlace(typed, offset)
  const items = [
    ...(inRules.length > 0 ? inRules : referencesAt(typed, document, offset, known)),
    ...(group ? [groupItem(group, document, abilities)] : []),
  ]
  return items.map((item, index) => ({ ...item, sortText: `${index}`.padStart(4, "0") }))
}

/** Several questions are about the same text as it may be meant. */
function readOnce(document: TypedDocument): TypedDocument {
  const read = new Map<string, ReturnType<TypedDocument["read"]>>()
  return {
    ...document,
    read(text) {
      if (!read.has(text)) read.set(text, document.read(text))
      return read.get(text)
    },
  }
}

/** What is known beyond the document. */
export interface KnownNetworks extends KnownAddresses {
  /** What other documents define. */
  readonly parts: readonly NetworkPart[]
}

function referencesAt(
  typed: TypedDocument,
  document: TextDocument,
  offset: number,
  { parts }: KnownNetworks,
): readonly CompletionItem[] {
  const place = referencePlace(typed, offset)
  if (!place) return []
  const candidates = referenceTexts(place.type, place.syntax, place.resources(), parts)
  return candidates.map(candidate => writtenItem(candidate, candidate.value, place, document))
}

function itemsAt(
  place: CompletionPlace,
  document: TextDocument,
  offset: number,
  known: KnownNetworks,
  abilities: ItemAbilities,
): readonly CompletionItem[] {
  const form = placeForm(place)
  const { part, word } = place
  if (part.kind === "key") {
    return keyCandidates(place, form).map(candidate => keyItem(candidate, place, document, abilities))
  }
  if (part.kind === "rule") {
    return ruleSnippets(place, form).map(snippet => snippetItem(snippet, place, form, document, abilities))
  }
  const written = document.getText().slice(word.range.start + (word.quote ? 1 : 0), offset)
  return valuesOf(part.property, place, form, written, known).map(candidate => {
    return valueItem(candidate, part.property, place, form, document)
  })
}

function valuesOf(
  property: RuleProperty,
  place: CompletionPlace,
  { names }: RuleForm,
  typed: string,
  known: KnownNetworks,
): readonly Candidate[] {
  if (hasWords(property)) return wordValues(property, place.read.groups)
  if (property === "priority") return priorityValues(place.group, place.rule)
  if (isSecurityGroups(property)) return securityGroupValues(place, known.parts)
  if (property.includes("PortRange")) return portValues(property, names)
  return property.includes("AddressPrefix") ? addressValues(property, names, typed, known) : []
}
