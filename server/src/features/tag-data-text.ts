import * as l10n from "@vscode/l10n"
import { issueOf, type TagData } from "../azure/tag-data.ts"
import { listWords } from "../checks/wording.ts"
import type { RuleMatch } from "../engine/flow.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import { type DeadByTagData, type JudgedGroup, listedTagsOf } from "../judging/judged-group.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import type { AddressTerm } from "../values/address.ts"

/** Which tag data an answer rests on: said only where a tag of it stands in the flow, or in a rule that depends on it. */
export function describeTagData({ flow, rows, judged, context: { tagData } }: FlowVerdict): string[] {
  if (!tagData) return []
  const terms = [flow.source, flow.destination, ...rows.flatMap(decidingTerms)]
  const tags = new Set(
    terms
      .filter(({ key }) => !judged.group.expansions?.has(key))
      .flatMap(({ key }) => tagData.tags.get(key)?.name ?? []),
  )
  return tags.size === 0 ? [] : [takenText([...tags], dataName(tagData))]
}

/** The side of a rule on which it depends whether it matches. */
function decidingTerms(row: RuleMatch<GroupRule>): readonly AddressTerm[] {
  const { rule, protocol, source, sourcePort, destination, destinationPort } = row
  if ([protocol, sourcePort, destinationPort].includes(false)) return []
  return [...(destination === false ? [] : rule.source), ...(source === false ? [] : rule.destination)]
}

/** `Storage is`, `Storage and Sql are`. */
function takenText(tags: readonly string[], data: string): string {
  return tags.length === 1
    ? l10n.t`${shortNames(tags)} is taken as listed in ${data}.`
    : l10n.t`${shortNames(tags)} are taken as listed in ${data}.`
}

function shortNames(tags: readonly string[]): string {
  const more = tags.length - mostTags
  return listWords(more > 0 ? [...tags.slice(0, mostTags), l10n.t`${more} more`] : tags)
}

const mostTags = 5

function dataName(data: TagData): string {
  return l10n.t`the service tag data of ${issueOf(data)}`
}

/** Below a group's rules: which tags of them the data lists. */
export function describeListedTags({ rules, context: { tagData } }: JudgedGroup): string[] {
  if (!tagData) return []
  const listed = [...new Set(rules.flatMap(rule => listedTagsOf(rule, tagData)))]
  if (listed.length === 0) return []
  const counts = listed.map(({ name, prefixes: { length } }) =>
    length === 1 ? l10n.t`${name} has 1 prefix` : l10n.t`${name} has ${length} prefixes`,
  )
  return [l10n.t`In ${dataName(tagData)} ${listWords(counts)}.`]
}

/** A rule's hover: that it never matches as tags are at present. `taken` says who takes its traffic. */
export function describeDeadByTagData({ tags, tagData }: DeadByTagData, taken: string): string {
  const names = shortNames(tags.map(({ name }) => name))
  return l10n.t`With ${dataName(tagData)} it never matches: ${taken}. That depends on the prefixes of ${names}, which change every week.`
}
