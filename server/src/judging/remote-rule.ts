import { virtualNetworkKey } from "../azure/service-tags.ts"
import { everyIpv4 } from "../azure/special-addresses.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule } from "./group-rule.ts"
import { isOpenTerm, type RemoteAddresses } from "./remote-addresses.ts"

/** The side of a rule on which remote addresses stand. */
export type RemoteSide = "source" | "destination"

/** What a rule takes of the remote addresses' traffic at least, or at most. */
export type Bound = "least" | "most"

/**
 * A rule as remote addresses meet it: of the other side, where the machines behind the group are, `*` and VirtualNetwork are
 * the same, and service tags hold none of them. Undefined where it takes nothing.
 */
export function remoteRule(
  rule: GroupRule,
  side: RemoteSide,
  remote: RemoteAddresses,
  bound: Bound,
): MatchingRule | undefined {
  const isMost = bound === "most"
  const termsOf = (one: RemoteSide) =>
    rule[one].flatMap(term => (one === side ? remoteTerms(term, remote, isMost) : localTerms(term, isMost)))
  const ends = { source: termsOf("source"), destination: termsOf("destination") }
  const ports = {
    sourcePorts: portTerms(rule.sourcePorts, isMost),
    destinationPorts: portTerms(rule.destinationPorts, isMost),
  }
  const lists = [ends.source, ends.destination, ports.sourcePorts, ports.destinationPorts]
  if (lists.some(list => list.length === 0) || (isUnknown(rule.protocol) && !isMost)) return undefined
  const { name, direction } = rule
  const protocol = isUnknown(rule.protocol) ? "*" : rule.protocol
  return { name, direction, protocol, ...ends, ...ports, priority: 0, possiblyAbsent: false }
}

function remoteTerms(term: AddressTerm, remote: RemoteAddresses, isMost: boolean): readonly AddressTerm[] {
  // Microsoft's texts call it the same as `*`; what it means for IPv6 is not published.
  if (isMost && (remote.isOpen(term) || term.key === everyIpv4.key)) return [anyAddress]
  const held = remote.surely(term)
  return held === "all" ? [anyAddress] : held
}

function localTerms(term: AddressTerm, isMost: boolean): readonly AddressTerm[] {
  if (term.kind === "any" || term.key === virtualNetworkKey) return [anyAddress]
  if (isOpenTerm(term)) return isMost ? [anyAddress] : term.kind === "unknown" ? [term] : []
  return term.kind === "tag" ? [] : [term]
}

function portTerms(terms: readonly PortTerm[], isMost: boolean): readonly PortTerm[] {
  return terms.flatMap(term => ("first" in term ? [term] : isMost ? [allPorts] : []))
}
