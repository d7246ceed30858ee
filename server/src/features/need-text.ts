import { isPlatformAddress } from "../azure/platform-reading.ts"
import { loadBalancerKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import { listWords, quoteName } from "../checks/wording.ts"
import type { Flow, Outcome, RuleNeed } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { unknownName, unknownNote } from "../flows/unknown-name.ts"
import { isIpv6Reading } from "../judging/ipv6-reading.ts"
import type { AddressTerm } from "../values/address.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown, type Unknown } from "../values/unknown.ts"
import { formatAddress } from "./flow-text.ts"

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
  const unread = rule ? needs.filter(need => isUnread(need, rule)) : []
  const origin = rule ? commonOrigin(needs, rule) : undefined
  // Of one part it can be said what it would have to hold; of several it is enough to say which they are.
  const known = unread.length > 1 ? needs.filter(need => !unread.includes(need)) : needs
  const read = rule && origin !== undefined ? known.filter(need => originOf(need, rule) !== origin) : known
  const words = rule ? read.filter(({ part }) => part !== "rule").map(need => wordsOf(flow, need, rule)) : []
  const wordsFor = (key: keyof NeedWords) => [...new Set(words.flatMap(one => one[key] ?? []))]
  const own = rule
    ? [
        ...(needs.some(({ part }) => part === "rule") ? describePlace(rule, flow, origin) : []),
        ...(origin === undefined ? [] : [`matches (its values come from ${origin})`]),
        ...(unread.length > 1 ? [`matches (${unreadWords(unread, rule)})`] : []),
      ]
    : []
  return {
    conditions: [
      ...(rule && own.length > 0 ? [`${quoteName(rule)} ${listWords(own)}`] : []),
      ...wordsFor("conditions"),
    ],
    sources: wordsFor("sources"),
    destinations: wordsFor("destinations"),
    sourcePorts: wordsFor("sourcePorts"),
    ports: wordsFor("ports"),
  }
}

/** Whether both ends are the virtual network, and nothing else. */
export function isWithinNetwork({ sources, destinations }: Pick<NeedWords, "sources" | "destinations">): boolean {
  return [sources, destinations].every(([one, another]) => one === virtualNetwork && another === undefined)
}

const virtualNetwork = "the virtual network"
export const withinNetwork = `within ${virtualNetwork}`

const partWords: Readonly<Record<RuleNeed["part"], string>> = {
  rule: "place",
  protocol: "protocol",
  source: "source",
  sourcePort: "source port",
  destination: "destination",
  destinationPort: "destination port",
}

/** The reason of what is not written at all. */
const missingNote = "it is missing"

/** Of nearly everything a list would say no more; where all of it is unknown for one reason, that is said. */
function unreadWords(unread: readonly RuleNeed[], rule: SecurityRule): string {
  if (unread.length > 3) return "its traffic is not known"
  const what = `its ${listWords(unread.map(({ part }) => partWords[part]))} are`
  const notes = unread.flatMap(need => unknownsIn(need, rule)).map(unknown => unknown && unknownNote(unknown))
  const [reason, another] = new Set(notes)
  if (reason === undefined || another !== undefined) return `${what} not known`
  return reason === missingNote ? `${what} missing` : `${what} not known: ${reason}`
}

/** The one unknown that gives more parts of a rule than a sentence can name it for, by its name. */
function commonOrigin(needs: readonly RuleNeed[], rule: SecurityRule): string | undefined {
  const origins = needs.map(need => originOf(need, rule))
  return origins.find(origin => origin !== undefined && origins.filter(other => other === origin).length > mostNamed)
}

const mostNamed = 3

/** The name of the unknown that a part is as a whole. */
function originOf(need: RuleNeed, rule: SecurityRule): string | undefined {
  const [first, ...others] = new Set(unknownsIn(need, rule).map(unknown => unknown && unknownName(unknown)))
  return others.length === 0 ? first : undefined
}

/** What stands for a part; undefined for what is known of it. */
function unknownsIn(need: RuleNeed, rule: SecurityRule): readonly (Unknown | undefined)[] {
  if (need.part === "rule") return [unknownOf(rule.direction)]
  if (need.part === "protocol") return [unknownOf(rule.protocol)]
  if ("sets" in need) return need.sets.map(set => (set.kind === "unknown" ? set.unknown : undefined))
  return need.terms.map(term => ("unknown" in term ? term.unknown : undefined))
}

function unknownOf(value: unknown): Unknown | undefined {
  return isUnknown(value) ? value : undefined
}

/** Whether a part holds nothing that could be named. */
function isUnread(need: RuleNeed, rule: SecurityRule): boolean {
  if (need.part === "rule") return false
  if (need.part === "protocol") return isUnknown(rule.protocol) && unknownName(rule.protocol) === undefined
  if ("sets" in need) {
    return need.sets.every(
      set => set.kind === "unknown" && !isIpv6Reading(set) && unknownName(set.unknown) === undefined,
    )
  }
  return need.terms.every(term => "unknown" in term && unknownName(term.unknown) === undefined)
}

function wordsOf(flow: Flow, need: RuleNeed, rule: SecurityRule): Partial<NeedWords> {
  if ("sets" in need) {
    if (need.sets.every(isIpv6Reading)) return { conditions: ["0.0.0.0/0 includes IPv6, as * does"] }
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

/** Whether a flow is between two addresses and to one port; few rules ask for the port that it comes from. */
export function isOneConnection({ source, destination, destinationPort }: Flow): boolean {
  return isSingle(source) && isSingle(destination) && destinationPort !== "*"
}

function describeSets({ part, sets }: Extract<RuleNeed, { sets: unknown }>, rule: SecurityRule): string[] {
  return [...new Set(sets.map(set => describeSet(set, part, rule)))]
}

function describeSet(set: AddressTerm, part: RuleNeed["part"], rule: SecurityRule): string {
  if (set.key === "tag:virtualnetwork") return virtualNetwork
  if (isIpv6Reading(set)) return "IPv6 (if 0.0.0.0/0 includes it)"
  if (set.kind === "group") return `the application security group "${formatAddress(set)}"`
  return set.kind === "unknown" ? nameUnknown(set.unknown, part, rule) : formatAddress(set)
}

/** A value by its name; one without, as the part of the rule that it is, and why it is not known. */
function nameUnknown(unknown: Unknown, part: RuleNeed["part"], rule: SecurityRule): string {
  return unknownName(unknown) ?? `the ${partWords[part]} of ${quoteName(rule)} (${unknownNote(unknown)})`
}

function describePorts(term: PortTerm, part: RuleNeed["part"], rule: SecurityRule): string {
  if ("unknown" in term) return nameUnknown(term.unknown, part, rule)
  return rangeText(term)
}

function describeValue(flow: Flow, need: RuleNeed, rule: SecurityRule): string {
  if (need.part === "protocol") {
    const name = isUnknown(rule.protocol) ? nameUnknown(rule.protocol, "protocol", rule) : rule.protocol
    return `${name} includes ${flow.protocol}`
  }
  if (!("terms" in need)) return ""
  if (flow[need.part] === null) return `${quoteName(rule)} matches ${flow.protocol} although it names ports`
  const [first, ...others] = need.terms
  if (first && "unknown" in first && others.length === 0 && unknownName(first.unknown) === undefined) {
    return `${nameUnknown(first.unknown, need.part, rule)} includes ${flow[need.part]}`
  }
  const ports = new Set(need.terms.map(term => describePorts(term, need.part, rule)))
  return `port ${flow[need.part]} is in ${listWords([...ports], "or")}`
}

/**
 * What of a rule is open: whether it is there, whether it comes before the others, and why that is not known, or both; but
 * for what is said already of the unknown that gives its values.
 */
function describePlace(rule: SecurityRule, { direction }: Flow, origin: string | undefined): string[] {
  const isOpen = (value: unknown) => isUnknown(value) && (origin === undefined || unknownName(value) !== origin)
  const open = [
    ...(rule.possiblyAbsent ? ["is deployed"] : []),
    ...(isOpen(rule.direction) ? [`is ${direction.toLowerCase()}`] : []),
    ...(isOpen(rule.priority) ? [`comes first${isOpen(rule.direction) ? "" : whyOpen(rule)}`] : []),
  ]
  return open.length > 0 || origin !== undefined ? open : ["applies"]
}

/** ` (its priority is basePriority)`, or why it is not known: Azure refuses what is written. */
function whyOpen({ priority }: SecurityRule): string {
  if (!isUnknown(priority)) return ""
  const name = unknownName(priority)
  if (name !== undefined) return ` (its priority is ${name})`
  const note = unknownNote(priority)
  return note === missingNote ? " (its priority is missing)" : ` (its priority is not known: ${note})`
}
