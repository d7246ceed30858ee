import * as l10n from "@vscode/l10n"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { describeAddress, describeDefaultRule } from "../azure/glossary.ts"
import { portServices } from "../azure/port-services.ts"
import { nameRule } from "../checks/wording.ts"
import { inEvaluationOrder } from "../judging/evaluation-order.ts"
import { isDefault } from "../judging/group-rule.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { LocatedRule, RuleProperty } from "../readers/reader.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import type { Range } from "../syntax/node.ts"
import { isAt } from "../syntax/range.ts"
import type { AddressPrefix, AddressTerm, NamedAddresses } from "../values/address.ts"
import { addressText } from "../values/format-address.ts"
import type { PortTerm } from "../values/port.ts"
import { countAddresses } from "./address-count.ts"
import { addressTagsSentence } from "./address-tags.ts"
import { entryAt } from "./entry-at.ts"
import { formatAddress } from "./flow-text.ts"
import { escapeMarkdown } from "./markdown.ts"
import { keyMeaning, wordMeaning } from "./property-words.ts"
import { ruleSentence } from "./rule-sentence.ts"
import { tagSentences } from "./tag-description.ts"

/** A word of a rule, and what is to be said of it. */
export interface ExplainedWord {
  readonly range: Range
  readonly markdown: string
}

/**
 * What the word of a rule at an offset means, and one sentence of what the rule still matches. Undefined for the rule's name
 * and between the words: there the whole rule is told.
 */
export function explainWord(
  judged: JudgedGroup,
  rule: LocatedRule,
  offset: number,
  analysed: AnalysedDocument,
): ExplainedWord | undefined {
  const { name } = rule.at
  const standing = isAt(name, offset) && isDefault(rule) ? describeDefaultRule(rule.name) : undefined
  if (standing) return { range: name, markdown: standing }
  const word = termAt(judged, rule, offset) ?? propertyAt(judged, rule, offset, analysed)
  if (!word) return undefined
  const sentence = ruleSentence(judged, rule, analysed)
  const markdown = [escapeMarkdown(word.meaning), sentence].filter(text => text !== "").join("\n\n")
  return markdown === "" ? undefined : { range: word.range, markdown }
}

interface Meaning {
  readonly range: Range
  readonly meaning: string
}

/** One address or port of a side. */
function termAt(judged: JudgedGroup, rule: LocatedRule, offset: number): Meaning | undefined {
  for (const side of ["source", "destination"] as const) {
    const addresses = meaningIn(rule.at.terms[side], rule[side], offset, term => addressMeaning(term, judged))
    const ports = meaningIn(rule.at.terms[`${side}Ports`], rule[`${side}Ports`], offset, portMeaning)
    const found = addresses ?? ports
    if (found) return found
  }
  return undefined
}

function meaningIn<T>(
  ranges: readonly Range[],
  terms: readonly T[],
  offset: number,
  describe: (term: T) => string | undefined,
): Meaning | undefined {
  const index = ranges.findIndex(range => isAt(range, offset))
  const [range, term] = [ranges[index], terms[index]]
  const meaning = term === undefined ? undefined : describe(term)
  return range && meaning !== undefined ? { range, meaning } : undefined
}

function addressMeaning(term: AddressTerm, { context: { tagData } }: JudgedGroup): string | undefined {
  if (term.kind === "any") return l10n.t`Every address, of IPv4 and of IPv6.`
  if (term.kind === "tag") return tagSentences(nameOfTag(term), tagData).join(" ") || undefined
  if (term.kind === "group") {
    return l10n.t`The network interfaces in the application security group "${securityGroupName(term)}".`
  }
  if (term.kind !== "prefix") return undefined
  const special = describeAddress(formatAddress(term))
  const tags = tagData && addressTagsSentence(term, tagData)
  return [special ?? prefixMeaning(term), tags].filter(text => text !== undefined).join(" ")
}

function prefixMeaning(prefix: AddressPrefix): string {
  const { family, first, last } = prefix
  const count = countAddresses(prefix)
  if (count === undefined) return l10n.t`A single address of IPv${family}.`
  return l10n.t`${count}, ${addressText(family, first)} to ${addressText(family, last)}.`
}

/** As written, but for a classic tag, which has another name today. */
function nameOfTag({ key, name }: NamedAddresses): string {
  return key === `tag:${name.toLowerCase()}` ? name : key.slice("tag:".length)
}

function portMeaning(term: PortTerm): string | undefined {
  if (!("first" in term)) return undefined
  const { first, last } = term
  if (first === 0 && last === 65535) return l10n.t`Every port.`
  if (first < last) return l10n.t`${(last - first + 1).toLocaleString(l10n.t`en-US`)} ports.`
  const services = portServices.get(first)
  return services ? l10n.t`The usual port of ${services.join(", ")}.` : l10n.t`A single port.`
}

/** A value that is no term of a side, or the key of one. */
function propertyAt(
  judged: JudgedGroup,
  rule: LocatedRule,
  offset: number,
  { syntax }: AnalysedDocument,
): Meaning | undefined {
  const values = Object.entries(rule.at.properties) as [RuleProperty, Range][]
  const [property, range] = values.find(([, each]) => isAt(each, offset)) ?? []
  if (property === "name") return undefined
  if (property && range) return { range, meaning: valueMeaning(property, judged, rule) }
  const entry = syntax && entryAt(syntax, offset)?.entry
  const keyed = entry && values.find(([, each]) => each.start === entry.value.range.start)?.[0]
  return entry && keyed && keyed !== "name" ? { range: entry.keyRange, meaning: keyMeaning(keyed) } : undefined
}

function valueMeaning(property: RuleProperty, judged: JudgedGroup, rule: LocatedRule): string {
  if (property === "priority") return priorityMeaning(judged, rule)
  const value =
    property === "access" || property === "direction" || property === "protocol" ? rule[property] : undefined
  return (typeof value === "string" ? wordMeaning(property, value) : undefined) ?? keyMeaning(property)
}

/** Between which rules of its direction it stands. */
function priorityMeaning(judged: JudgedGroup, rule: LocatedRule): string {
  if (typeof rule.priority !== "number" || typeof rule.direction !== "string") return keyMeaning("priority")
  const ordered = inEvaluationOrder(judged, rule.direction)
  const place = ordered.indexOf(rule)
  const [before, after] = [ordered[place - 1], ordered[place + 1]]
  if (before && after)
    return l10n.t`Evaluated after ${nameRule(before)} and before ${nameRule(after)}: the first rule that matches decides.`
  if (before) return l10n.t`Evaluated after ${nameRule(before)}: the first rule that matches decides.`
  return after
    ? l10n.t`Evaluated before ${nameRule(after)}: the first rule that matches decides.`
    : keyMeaning("priority")
}
