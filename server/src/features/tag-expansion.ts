import type { GroupRule } from "../judging/group-rule.ts"
import { type JudgedGroup, listedTagsOf } from "../judging/judged-group.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"

/**
 * Azure's `tagMap` of a group: the prefixes of the tags that its rules name, as Azure printed them with the rules or the data
 * lists them; nothing where neither has one.
 */
export function tagMapOf({ rules, group: { expansions }, context: { tagData } }: JudgedGroup) {
  const named = new Map<string, readonly AddressPrefix[]>()
  for (const rule of rules) {
    for (const { name, key, prefixes } of tagData ? listedTagsOf(rule, tagData) : []) {
      if (!expansions?.has(key)) named.set(name, prefixes)
    }
    for (const { kind, key, name } of [...rule.source, ...rule.destination].flatMap(namedIn)) {
      const printed = kind === "tag" ? expansions?.get(key) : undefined
      if (printed) named.set(name, printed)
    }
  }
  if (named.size === 0) return {}
  return { tagMap: Object.fromEntries([...named].map(([name, prefixes]) => [name, prefixes.map(({ key }) => key)])) }
}

function namedIn(term: AddressTerm) {
  return term.kind === "tag" || term.kind === "group" ? [term] : []
}

/** Azure's expanded sides of a rule: those that name a tag or group whose prefixes are known, and of which every part is. */
export function expandedSides(judged: JudgedGroup, { source, destination }: GroupRule) {
  const prefixesOf = prefixesIn(judged)
  const [from, to] = [expanded(source, prefixesOf), expanded(destination, prefixesOf)]
  return {
    ...(from && { expandedSourceAddressPrefix: from }),
    ...(to && { expandedDestinationAddressPrefix: to }),
  }
}

type PrefixesOf = (key: string) => readonly AddressPrefix[] | undefined

function prefixesIn({ group: { expansions }, context: { tagData } }: JudgedGroup): PrefixesOf {
  return key => expansions?.get(key) ?? tagData?.tags.get(key)?.prefixes
}

function expanded(terms: readonly AddressTerm[], prefixesOf: PrefixesOf): readonly string[] | undefined {
  if (!terms.some(({ key }) => prefixesOf(key))) return undefined
  const prefixes = terms.map(term => (term.kind === "prefix" ? [term] : prefixesOf(term.key)))
  return prefixes.every(known => known !== undefined) ? prefixes.flat().map(({ key }) => key) : undefined
}
