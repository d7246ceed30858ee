import * as l10n from "@vscode/l10n"
import { everyIpv4 } from "../azure/special-addresses.ts"
import { entriesOf, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import type { Expansions, LocatedGroup, LocatedRule } from "./reader.ts"
import type { Terms } from "./rule-sides.ts"

/**
 * A group of Azure's effective rules with what its answer says of addresses beyond what the rules say. The default rules
 * are known to say `*` where `0.0.0.0/0` is printed.
 */
export function withPrintedAddresses(group: LocatedGroup, holder: Node): LocatedGroup {
  const expansions = expansionsIn(holder, [...group.rules, ...group.statedDefaults])
  return { ...group, rules: group.rules.map(withEveryAddress), ...(expansions.size > 0 && { expansions }) }
}

/**
 * What names stood for when Azure printed a group's effective rules: as its table of tags has it, and beside the rules.
 * A name for which two places differ is left out.
 */
function expansionsIn(holder: Node, rules: readonly LocatedRule[]): Expansions {
  const found = new Map<string, readonly AddressPrefix[] | undefined>()
  const add = (key: string, addresses: Node | undefined) => {
    const prefixes = prefixesOf(addresses)
    if (prefixes.length > 0) found.set(key, found.has(key) ? agreed(found.get(key), prefixes) : prefixes)
  }
  for (const { key, value } of entriesOf(member(holder, "tagMap"))) add(`tag:${key.toLowerCase()}`, value)
  const items = new Map(itemsOf(member(holder, "effectiveSecurityRules")).map(item => [item.range.start, item]))
  const sides = rules.flatMap(rule => sidesOf(rule, items.get(rule.at.self.start)))
  for (const { names, addresses } of sides) if (names.length === 1) add(names[0] ?? "", addresses)
  // Of several names together the addresses are those of all: each name that is used nowhere else may stand for them.
  const uses = sides.flatMap(({ names }) => names)
  for (const { names, addresses } of sides) {
    const open = names.filter(name => !found.has(name) && uses.indexOf(name) === uses.lastIndexOf(name))
    if (names.length > 1) for (const name of open) add(name, addresses)
  }
  return new Map([...found].flatMap(([key, prefixes]) => (prefixes ? [[key, prefixes] as const] : [])))
}

/** `*` and `0.0.0.0/0` are printed alike: every IPv4 address, and perhaps every IPv6 address, too. */
function withEveryAddress(rule: LocatedRule): LocatedRule {
  const [source, destination] = [everyAddress("source", rule), everyAddress("destination", rule)]
  const terms = { ...rule.at.terms, source: source.ranges, destination: destination.ranges }
  return { ...rule, source: source.terms, destination: destination.terms, at: { ...rule.at, terms } }
}

function everyAddress(side: "source" | "destination", rule: LocatedRule): Terms<AddressTerm> {
  const [terms, ranges] = [rule[side], rule.at.terms[side]]
  const printed = terms.findIndex(({ kind }) => kind === "any")
  if (printed < 0 || rule.written.values[`${side}AddressPrefix`] === "*") return { terms, ranges }
  const others = terms.filter(({ kind }) => kind !== "any")
  const place = ranges[printed] ?? rule.at.name
  const otherRanges = ranges.filter((_, index) => terms[index]?.kind !== "any")
  return { terms: [everyIpv4, perhapsIpv6, ...others], ranges: [place, place, ...otherRanges] }
}

/** The same in all rules of a view: those that print one value are taken to mean one. */
const perhapsIpv6: AddressTerm = {
  kind: "unknown",
  key: "unknown:0.0.0.0/0 as printed",
  unknown: {
    identity: "0.0.0.0/0 as printed",
    reason: l10n.t`effective rules show * and 0.0.0.0/0 the same way`,
    text: "what is printed as 0.0.0.0/0",
  },
}

interface Side {
  readonly names: readonly string[]
  readonly addresses: Node | undefined
}

function sidesOf(rule: LocatedRule, item: Node | undefined): readonly Side[] {
  return [
    { names: namesIn(rule.source), addresses: member(item, "expandedSourceAddressPrefix") },
    { names: namesIn(rule.destination), addresses: member(item, "expandedDestinationAddressPrefix") },
  ]
}

function namesIn(terms: readonly AddressTerm[]): readonly string[] {
  return terms.flatMap(({ kind, key }) => (kind === "tag" || kind === "group" ? [key] : []))
}

/** None where one of the texts is no prefix: what is left would not be all. */
function prefixesOf(addresses: Node | undefined): readonly AddressPrefix[] {
  const terms = itemsOf(addresses).map(item => parseAddress(textOf(item) ?? ""))
  const prefixes = terms.flatMap(term => ("fault" in term || term.kind !== "prefix" ? [] : [term]))
  return prefixes.length === terms.length ? prefixes : []
}

function agreed(known: readonly AddressPrefix[] | undefined, prefixes: readonly AddressPrefix[]) {
  const keys = new Set(prefixes.map(({ key }) => key))
  return known && known.length === prefixes.length && known.every(({ key }) => keys.has(key)) ? known : undefined
}
