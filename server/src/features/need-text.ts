import { isPlatformAddress } from "../azure/platform-reading.ts"
import { loadBalancerKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import { listWords } from "../checks/wording.ts"
import type { Flow, Outcome, RuleNeed } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown } from "../values/unknown.ts"
import { formatAddress } from "./flow-text.ts"
import { isIpv6Reading } from "./ipv6-reading.ts"
import { unknownName } from "./unknown-name.ts"

/** What has to hold for a rule to decide, in words: of the flow as a whole, and which of its packets are meant. */
export interface NeedWords {
  /** Sentences without a full stop: "10.20.3.4 is in adminAddress". */
  readonly conditions: readonly string[]
  /** Of the packets, where the flow is a set of them: addresses and ports in the words of a list. */
  readonly sources: readonly string[]
  readonly destinations: readonly string[]
  readonly sourcePorts: readonly string[]
  readonly ports: readonly string[]
}

export function describeNeeds(flow: Flow, { needs, rule }: Outcome<SecurityRule>): NeedWords {
  const words = rule ? needs.map(need => (isUnread(need, rule) ? {} : wordsOf(flow, need, rule))) : []
  const wordsFor = (key: keyof NeedWords) => [...new Set(words.flatMap(one => one[key] ?? []))]
  const unread = rule ? needs.filter(need => isUnread(need, rule)).map(({ part }) => partWords[part]) : []
  return {
    conditions: [
      ...(rule && unread.length > 0 ? [`"${rule.name}" matches (${listWords(unread)} not known)`] : []),
      ...wordsFor("conditions"),
    ],
    sources: wordsFor("sources"),
    destinations: wordsFor("destinations"),
    sourcePorts: wordsFor("sourcePorts"),
    ports: wordsFor("ports"),
  }
}

const partWords: Readonly<Record<RuleNeed["part"], string>> = {
  rule: "place",
  protocol: "protocol",
  source: "source",
  sourcePort: "source port",
  destination: "destination",
  destinationPort: "destination port",
}

/** Whether a part holds nothing that could be named: of several such parts it is enough to say which they are. */
function isUnread(need: RuleNeed, rule: SecurityRule): boolean {
  if (need.part === "rule") return false
  if (need.part === "protocol") return isUnknown(rule.protocol) && unknownName(rule.protocol) === undefined
  if ("sets" in need) return need.sets.every(set => set.kind === "unknown" && unknownName(set.unknown) === undefined)
  return need.terms.every(term => "unknown" in term && unknownName(term.unknown) === undefined)
}

function wordsOf(flow: Flow, need: RuleNeed, rule: SecurityRule): Partial<NeedWords> {
  if ("sets" in need) {
    if (need.sets.every(isIpv6Reading)) return { conditions: ["0.0.0.0/0 stands for IPv6 as well, like *"] }
    const sets = describeSets(need, rule)
    const end = isPlatformAddress(flow[need.part]) ? platformPrefix : flow[need.part]
    if (isSingle(end)) return { conditions: [`${formatAddress(end)} is in ${listWords(sets, "or")}`] }
    return need.part === "source" ? { sources: sets } : { destinations: sets }
  }
  if ("terms" in need && flow[need.part] === "*") {
    const ports = need.terms.map(term => describePorts(term, need.part, rule))
    return need.part === "sourcePort" ? { sourcePorts: ports } : { ports }
  }
  return { conditions: [describeValue(flow, need, rule)] }
}

/** One address, also by its name: the tag AzureLoadBalancer is 168.63.129.16. */
export function isSingle(end: AddressTerm): boolean {
  return end.key === loadBalancerKey || (end.kind === "prefix" && end.first === end.last)
}

function describeSets({ part, sets }: Extract<RuleNeed, { sets: unknown }>, { name }: SecurityRule): string[] {
  return [...new Set(sets.map(set => describeSet(set) ?? `the ${part} of "${name}"`))]
}

/** Undefined where nothing is written that could be named. */
function describeSet(set: AddressTerm): string | undefined {
  if (set.key === "tag:virtualnetwork") return "the virtual network"
  if (isIpv6Reading(set)) return "IPv6 addresses, if 0.0.0.0/0 stands for them as well"
  if (set.kind === "group") return `the application security group ${formatAddress(set)}`
  return set.kind === "unknown" ? unknownName(set.unknown) : formatAddress(set)
}

function describePorts(term: PortTerm, part: RuleNeed["part"], { name }: SecurityRule): string {
  if ("unknown" in term) return unknownName(term.unknown) ?? `the ${partWords[part]} of "${name}"`
  return term.first === term.last ? `${term.first}` : `${term.first}-${term.last}`
}

function describeValue(flow: Flow, need: RuleNeed, rule: SecurityRule): string {
  if (need.part === "rule") return describePlace(rule, flow)
  if (!("terms" in need)) {
    const name = isUnknown(rule.protocol) ? unknownName(rule.protocol) : rule.protocol
    return `${name ?? "its protocol"} includes ${flow.protocol}`
  }
  const what = `the ${partWords[need.part]} of "${rule.name}"`
  if (flow[need.part] === null) return `${what} applies to ${flow.protocol}`
  const names = need.terms.map(term => ("unknown" in term ? unknownName(term.unknown) : undefined))
  const known = names.filter(name => name !== undefined)
  return `${known.length === names.length ? listWords(known, "or") : what} includes port ${flow[need.part]}`
}

/** What of a rule is open: whether it is there, whether it comes before the others, or both. */
function describePlace(rule: SecurityRule, { direction }: Flow): string {
  const name = `"${rule.name}"`
  const open = [
    ...(rule.possiblyAbsent ? ["is deployed"] : []),
    ...(isUnknown(rule.direction) ? [`is ${direction.toLowerCase()}`] : []),
    ...(isUnknown(rule.priority) ? ["comes first"] : []),
  ]
  return `${name} ${listWords(open)}`
}
