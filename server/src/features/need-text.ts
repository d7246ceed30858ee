import * as l10n from "@vscode/l10n"
import { isPlatformAddress } from "../azure/platform-reading.ts"
import { loadBalancerKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import { listWords, quoteName } from "../checks/wording.ts"
import type { Flow, Outcome, RuleNeed } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { unknownName, unknownNote } from "../flows/unknown-name.ts"
import { isIpv6Reading } from "../judging/ipv6-reading.ts"
import { missingReason } from "../readers/unread-reason.ts"
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
  readonly sourcePorts: readonly PortWord[]
  readonly ports: readonly PortWord[]
}

/** `80`, `8000-8080`, `adminPort`; one without a number or a name says itself what it is: `the destination port of "web" (…)`. */
export interface PortWord {
  readonly text: string
  readonly isDescribed: boolean
}

/** A rule in words about it: by its name, or where the words before have it already, as "it". */
interface Subject {
  readonly rule: SecurityRule
  readonly isNamed: boolean
}

/** `isNamed`: the words before name the rule. */
export function describeNeeds(flow: Flow, { needs, rule }: Outcome<SecurityRule>, isNamed = false): NeedWords {
  const unread = rule ? needs.filter(need => isUnread(need, rule)) : []
  const origin = rule ? commonOrigin(needs, rule) : undefined
  // Of one part it can be said what it would have to hold; of several it is enough to say which they are.
  const known = unread.length > 1 ? needs.filter(need => !unread.includes(need)) : needs
  const read = rule && origin !== undefined ? known.filter(need => originOf(need, rule) !== origin) : known
  const words = rule
    ? read.filter(({ part }) => part !== "rule").map(need => wordsOf(flow, need, { rule, isNamed }))
    : []
  const wordsFor = (key: "conditions" | "sources" | "destinations") => [
    ...new Set(words.flatMap(one => one[key] ?? [])),
  ]
  const portsFor = (key: "sourcePorts" | "ports") => words.flatMap(one => one[key] ?? [])
  const own = rule
    ? [
        ...(needs.some(({ part }) => part === "rule") ? describePlace(rule, flow, origin) : []),
        ...(origin === undefined ? [] : [l10n.t`matches (its values come from ${origin})`]),
        ...(unread.length > 1 ? [l10n.t`matches (${unreadWords(unread, rule)})`] : []),
      ]
    : []
  return {
    conditions: [
      ...(rule && own.length > 0 ? [`${subjectText({ rule, isNamed })} ${listWords(own)}`] : []),
      ...wordsFor("conditions"),
    ],
    sources: wordsFor("sources"),
    destinations: wordsFor("destinations"),
    sourcePorts: portsFor("sourcePorts"),
    ports: portsFor("ports"),
  }
}

function subjectText({ rule, isNamed }: Subject): string {
  return isNamed ? l10n.t`it` : quoteName(rule)
}

/** Whether both ends are the virtual network, and nothing else. */
export function isWithinNetwork({ sources, destinations }: Pick<NeedWords, "sources" | "destinations">): boolean {
  return [sources, destinations].every(([one, another]) => one === virtualNetwork() && another === undefined)
}

const virtualNetwork = () => l10n.t`the virtual network`
export const withinNetwork = () => l10n.t`within the virtual network`

type Part = Exclude<RuleNeed["part"], "rule">

const partWords: Readonly<Record<Part, () => string>> = {
  protocol: () => l10n.t`protocol`,
  source: () => l10n.t`source`,
  sourcePort: () => l10n.t`source port`,
  destination: () => l10n.t`destination`,
  destinationPort: () => l10n.t`destination port`,
}

/** Of nearly everything a list would say no more; where all of it is unknown for one reason, that is said. */
function unreadWords(unread: readonly RuleNeed[], rule: SecurityRule): string {
  if (unread.length > 3) return l10n.t`its traffic is not known`
  const parts = listWords(unread.flatMap(({ part }) => (part === "rule" ? [] : partWords[part]())))
  const notes = unread.flatMap(need => unknownsIn(need, rule)).map(unknown => unknown && unknownNote(unknown))
  const [reason, another] = new Set(notes)
  if (reason === undefined || another !== undefined) return l10n.t`its ${parts} are not known`
  return reason === missingReason() ? l10n.t`its ${parts} are missing` : l10n.t`its ${parts} are not known: ${reason}`
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

function wordsOf(flow: Flow, need: RuleNeed, subject: Subject): Partial<NeedWords> {
  if ("sets" in need) {
    if (need.sets.every(isIpv6Reading)) return { conditions: [l10n.t`0.0.0.0/0 includes IPv6, as * does`] }
    const sets = [...new Set(need.sets.map(set => describeSet(set, need.part, subject)))]
    const end = isPlatformAddress(flow[need.part]) ? platformPrefix : flow[need.part]
    if (isSingle(end)) return { conditions: [containment(formatAddress(end), sets)] }
    return need.part === "source" ? { sources: sets } : { destinations: sets }
  }
  if ("terms" in need && flow[need.part] === "*") {
    const ports = describePorts(need, subject)
    return need.part === "sourcePort" ? { sourcePorts: ports } : { ports }
  }
  return { conditions: [describeValue(flow, need, subject)] }
}

function containment(end: string, sets: readonly string[]): string {
  const [one, another] = sets
  return one === virtualNetwork() && another === undefined
    ? l10n.t`${end} is in the virtual network`
    : l10n.t`${end} is in ${listWords(sets, "or")}`
}

/** One address, also by its name: the tag AzureLoadBalancer is 168.63.129.16. */
export function isSingle(end: AddressTerm): boolean {
  return end.key === loadBalancerKey || (end.kind === "prefix" && end.first === end.last)
}

/** Whether a flow is between two addresses and to one port; few rules ask for the port that it comes from. */
export function isOneConnection({ source, destination, destinationPort }: Flow): boolean {
  return isSingle(source) && isSingle(destination) && destinationPort !== "*"
}

function describeSet(set: AddressTerm, part: "source" | "destination", subject: Subject): string {
  if (set.key === "tag:virtualnetwork") return virtualNetwork()
  if (isIpv6Reading(set)) return l10n.t`IPv6 (if 0.0.0.0/0 includes it)`
  if (set.kind === "group") return l10n.t`the application security group "${formatAddress(set)}"`
  return set.kind === "unknown" ? nameUnknown(set.unknown, part, subject) : formatAddress(set)
}

/** A value by its name; one without, as the part of the rule that it is, and why it is not known. */
function nameUnknown(unknown: Unknown, part: Exclude<Part, "protocol">, { rule, isNamed }: Subject): string {
  const note = unknownNote(unknown)
  return unknownName(unknown) ?? (isNamed ? ownParts[part](note) : partsOf[part](quoteName(rule), note))
}

/** As they stand behind a preposition, which other languages hear. */
const partsOf = {
  source: (rule: string, note: string) => l10n.t`the source of ${rule} (${note})`,
  sourcePort: (rule: string, note: string) => l10n.t`the source port of ${rule} (${note})`,
  destination: (rule: string, note: string) => l10n.t`the destination of ${rule} (${note})`,
  destinationPort: (rule: string, note: string) => l10n.t`the destination port of ${rule} (${note})`,
} as const

const ownParts = {
  source: (note: string) => l10n.t`its source (${note})`,
  sourcePort: (note: string) => l10n.t`its source port (${note})`,
  destination: (note: string) => l10n.t`its destination (${note})`,
  destinationPort: (note: string) => l10n.t`its destination port (${note})`,
} as const

type PortNeed = Extract<RuleNeed, { terms: unknown }>

function describePorts({ terms, part }: PortNeed, subject: Subject): PortWord[] {
  const ports = terms.map(term => describePort(term, part, subject))
  return ports.filter(({ text }, place) => ports.findIndex(one => one.text === text) === place)
}

function describePort(term: PortTerm, part: PortNeed["part"], subject: Subject): PortWord {
  if (!("unknown" in term)) return { text: rangeText(term), isDescribed: false }
  return { text: nameUnknown(term.unknown, part, subject), isDescribed: unknownName(term.unknown) === undefined }
}

function describeValue(flow: Flow, need: RuleNeed, subject: Subject): string {
  const { rule, isNamed } = subject
  if (need.part === "protocol") {
    const { protocol } = rule
    const name = isUnknown(protocol) ? unknownName(protocol) : protocol
    if (name !== undefined) return l10n.t`${name} includes ${flow.protocol}`
    const note = isUnknown(protocol) ? unknownNote(protocol) : ""
    return isNamed
      ? l10n.t`its protocol (${note}) includes ${flow.protocol}`
      : l10n.t`the protocol of ${quoteName(rule)} (${note}) includes ${flow.protocol}`
  }
  if (!("terms" in need)) return ""
  const port = flow[need.part]
  if (port === null) return l10n.t`${subjectText(subject)} matches ${flow.protocol} although it names ports`
  const [first, ...others] = need.terms
  if (first && "unknown" in first && others.length === 0 && unknownName(first.unknown) === undefined) {
    const note = unknownNote(first.unknown)
    const includes = isNamed ? ownPortsIncluding[need.part] : portsIncluding[need.part]
    return includes(note, `${port}`, quoteName(rule))
  }
  const ports = describePorts(need, subject).map(({ text }) => text)
  return l10n.t`port ${port} is in ${listWords(ports, "or")}`
}

const portsIncluding = {
  sourcePort: (note: string, port: string, rule: string) =>
    l10n.t`the source port of ${rule} (${note}) includes ${port}`,
  destinationPort: (note: string, port: string, rule: string) =>
    l10n.t`the destination port of ${rule} (${note}) includes ${port}`,
} as const

const ownPortsIncluding = {
  sourcePort: (note: string, port: string) => l10n.t`its source port (${note}) includes ${port}`,
  destinationPort: (note: string, port: string) => l10n.t`its destination port (${note}) includes ${port}`,
} as const

/**
 * What of a rule is open: whether it is there, whether it comes before the others, and why that is not known, or both; but
 * for what is said already of the unknown that gives its values.
 */
function describePlace(rule: SecurityRule, { direction }: Flow, origin: string | undefined): string[] {
  const isOpen = (value: unknown) => isUnknown(value) && (origin === undefined || unknownName(value) !== origin)
  const open = [
    ...(rule.possiblyAbsent ? [l10n.t`is deployed`] : []),
    ...(isOpen(rule.direction) ? [direction === "Inbound" ? l10n.t`is inbound` : l10n.t`is outbound`] : []),
    ...(isOpen(rule.priority) ? [isOpen(rule.direction) ? l10n.t`comes first` : comesFirst(rule)] : []),
  ]
  return open.length > 0 || origin !== undefined ? open : [l10n.t`applies`]
}

/** With the name of its priority, or why that is not known: Azure refuses what is written. */
function comesFirst({ priority }: SecurityRule): string {
  if (!isUnknown(priority)) return l10n.t`comes first`
  const name = unknownName(priority)
  if (name !== undefined) return l10n.t`comes first (its priority is ${name})`
  const note = unknownNote(priority)
  return note === missingReason()
    ? l10n.t`comes first (its priority is missing)`
    : l10n.t`comes first (its priority is not known: ${note})`
}
