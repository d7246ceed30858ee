import { isMachineless } from "../azure/machineless-addresses.ts"
import { virtualNetworkKey } from "../azure/service-tags.ts"
import { everyIpv4 } from "../azure/special-addresses.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown } from "../values/unknown.ts"
import { isInSecurityGroup, type Membership } from "./machine-end.ts"
import { isOpenTerm, type RemoteAddresses } from "./remote-addresses.ts"

/** The side of a rule on which remote addresses stand. */
export type RemoteSide = "source" | "destination"

/** What a rule takes of the remote addresses' traffic at least, and at most; undefined where it takes nothing. */
export interface RemoteRule {
  readonly least: MatchingRule | undefined
  /** The same where all of the rule is known. */
  readonly most: MatchingRule | undefined
}

/** How rules are read. */
export interface RemoteReading {
  readonly side: RemoteSide
  readonly remote: RemoteAddresses
  /** The application security groups of the machine that is asked about, where it is one. */
  readonly membership?: Membership | undefined
}

/**
 * A rule as remote addresses meet it: of the other side, where the machines behind the group are, `*` and VirtualNetwork are
 * the same, and service tags contain none of them.
 */
export function remoteRule(rule: MatchingRule, reading: RemoteReading): RemoteRule {
  const least = boundOf(rule, reading, false)
  return { least, most: isOpen(rule, reading) ? boundOf(rule, reading, true) : least }
}

/** Whether the rule means something else for each machine. */
export function namesSecurityGroups(rule: MatchingRule, side: RemoteSide): boolean {
  return rule[side === "source" ? "destination" : "source"].some(({ kind }) => kind === "group")
}

function isOpen({ protocol, sourcePorts, destinationPorts, ...rule }: MatchingRule, { side, remote }: RemoteReading) {
  const { source, destination } = rule
  return (
    isUnknown(protocol) ||
    [...sourcePorts, ...destinationPorts].some(port => "unknown" in port) ||
    [...source, ...destination].some(isOpenTerm) ||
    rule[side].some(term => mayHoldAll(term, remote))
  )
}

function boundOf(
  rule: MatchingRule,
  { side, remote, membership }: RemoteReading,
  isMost: boolean,
): MatchingRule | undefined {
  const termsOf = (one: RemoteSide) =>
    rule[one].flatMap(term => (one === side ? remoteTerms(term, remote, isMost) : localTerms(term, isMost, membership)))
  const [source, destination] = [termsOf("source"), termsOf("destination")]
  const [sourcePorts, destinationPorts] = [
    portTerms(rule.sourcePorts, isMost),
    portTerms(rule.destinationPorts, isMost),
  ]
  const isEmpty = [source, destination, sourcePorts, destinationPorts].some(list => list.length === 0)
  if (isEmpty || (isUnknown(rule.protocol) && !isMost)) return undefined
  const { name, direction } = rule
  const protocol = isUnknown(rule.protocol) ? "*" : rule.protocol
  const ends = { source, sourcePorts, destination, destinationPorts }
  return { name, direction, protocol, ...ends, priority: 0, possiblyAbsent: false }
}

/** Microsoft's texts call 0.0.0.0/0 the same as `*`; what it means for IPv6 is not published. */
function mayHoldAll(term: AddressTerm, remote: RemoteAddresses): boolean {
  return remote.isOpen(term) || term.key === everyIpv4.key
}

function remoteTerms(term: AddressTerm, remote: RemoteAddresses, isMost: boolean): readonly AddressTerm[] {
  if (isMost && mayHoldAll(term, remote)) return [anyAddress]
  const held = remote.surely(term)
  return held === "all" ? [anyAddress] : held.filter(one => remote.among.some(other => isMeeting(one, other)))
}

function localTerms(term: AddressTerm, isMost: boolean, membership: Membership | undefined): readonly AddressTerm[] {
  if (term.kind === "any" || term.key === virtualNetworkKey) return [anyAddress]
  if (isOpenTerm(term)) return isMost ? [anyAddress] : term.kind === "unknown" ? [term] : []
  if (term.kind === "prefix") return isMachineless(term) ? [] : [term]
  if (term.kind === "tag") return []
  const isMember = membership && isInSecurityGroup(membership, term.key)
  return isMember === undefined ? [term] : isMember ? [anyAddress] : []
}

function portTerms(terms: readonly PortTerm[], isMost: boolean): readonly PortTerm[] {
  return terms.flatMap(term => ("first" in term ? [term] : isMost ? [allPorts] : []))
}

function isMeeting(one: AddressPrefix, other: AddressPrefix): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last
}
