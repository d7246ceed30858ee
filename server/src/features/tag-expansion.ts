import type { TagData } from "../azure/tag-data.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import { type JudgedGroup, listedTagsOf } from "../judging/judged-group.ts"
import type { AddressTerm } from "../values/address.ts"

/** Azure's `tagMap` of a group: the prefixes of the tags that its rules name and the data lists; nothing where it has none. */
export function tagMapOf({ rules, context: { tagData } }: JudgedGroup) {
  const listed = tagData ? rules.flatMap(rule => listedTagsOf(rule, tagData)) : []
  if (listed.length === 0) return {}
  return { tagMap: Object.fromEntries(listed.map(({ name, prefixes }) => [name, prefixes.map(({ key }) => key)])) }
}

/** Azure's expanded sides of a rule: those that name a tag of the data, and of which every part is known. */
export function expandedSides({ context: { tagData } }: JudgedGroup, { source, destination }: GroupRule) {
  const [from, to] = tagData ? [expanded(source, tagData), expanded(destination, tagData)] : []
  return {
    ...(from && { expandedSourceAddressPrefix: from }),
    ...(to && { expandedDestinationAddressPrefix: to }),
  }
}

function expanded(terms: readonly AddressTerm[], { tags }: TagData): readonly string[] | undefined {
  if (!terms.some(({ key }) => tags.has(key))) return undefined
  const prefixes = terms.map(term => (term.kind === "prefix" ? [term] : tags.get(term.key)?.prefixes))
  return prefixes.every(known => known !== undefined) ? prefixes.flat().map(({ key }) => key) : undefined
}
