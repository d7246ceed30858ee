import type { MatchingRule } from "../engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { remember } from "../values/remember.ts"
import type { GroupRule } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import { isInSecurityGroup, type MachineEnd } from "./machine-end.ts"
import type { RemoteMachine } from "./remote-rules.ts"

/**
 * Asks a question once for all machines that the rules of both levels, and security admin rules, cannot tell apart: those behind the
 * same of these, whose addresses the same prefixes hold, and which are in the same application security groups of those that are
 * named.
 */
export function askedOnce<T>(
  own: readonly GroupRule[],
  ask: (machine: RemoteMachine) => T,
): (machine: RemoteMachine) => T {
  const known = new Map<RuledGroup | undefined, Map<string, Asked<T>>>()
  return machine => {
    const { ruled, admin, end } = machine
    const byAdmin = remember(known, ruled, () => new Map<string, Asked<T>>())
    const { terms, answers } = remember(byAdmin, admin.key, () => {
      return { terms: namedTerms([...own, ...(ruled?.rules ?? []), ...admin.rules]), answers: new Map<string, T>() }
    })
    return remember(answers, keyOf(end, terms), () => ask(machine))
  }
}

/** What was asked of the machines behind the same levels: their addresses and groups are told apart by these terms. */
interface Asked<T> {
  readonly terms: readonly AddressTerm[]
  readonly answers: Map<string, T>
}

function namedTerms(rules: readonly MatchingRule[]): readonly AddressTerm[] {
  const terms = rules.flatMap(({ source, destination }) => [...source, ...destination])
  const telling = terms.filter(({ kind }) => kind === "prefix" || kind === "group")
  return [...new Map(telling.map(term => [term.key, term])).values()]
}

function keyOf({ addresses, securityGroups }: MachineEnd, terms: readonly AddressTerm[]): string {
  const prefixes = terms.filter(term => term.kind === "prefix")
  const groups = terms.filter(({ kind }) => kind === "group")
  const held = addresses?.map(address => addressKey(address, prefixes)) ?? ["any"]
  return JSON.stringify([[...new Set(held)].sort(), groups.map(({ key }) => isInSecurityGroup(securityGroups, key))])
}

/** By the prefixes that hold it, where none splits it. */
function addressKey(address: AddressPrefix, prefixes: readonly AddressPrefix[]): string {
  const isSplit = prefixes.some(one => one.key !== address.key && isPrefixWithin(one, address))
  if (isSplit) return address.key
  return prefixes.map(one => (isPrefixWithin(address, one) ? "1" : "0")).join("") + address.family
}
