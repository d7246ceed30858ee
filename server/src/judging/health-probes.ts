import { holdsPlatform } from "../azure/platform-reading.ts"
import { internetKey, loadBalancerKey, virtualNetworkKey } from "../azure/service-tags.ts"
import { everyIpv4, platformPrefix } from "../azure/special-addresses.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { decidingRules } from "../engine/questions/deciding-rules.ts"
import { prepare } from "../engine/questions/prepare.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressTerm } from "../values/address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import type { PortTerm } from "../values/port.ts"
import { type GroupRule, isDefault, isLocated } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { keptOverEdits } from "./kept-over-edits.ts"

/** The rule that stops health probes. */
export interface ProbeStopper {
  readonly rule: LocatedRule
  readonly certain: boolean
  /**
   * What makes it uncertain: whether the rule's source holds the platform's address, whether Internet does, which earlier rules
   * allow, or anything else of what earlier rules do.
   */
  readonly doubt: "source" | "internet" | "earlier"
  /** An earlier rule lets some of them in: what it stops is the rest. */
  readonly someGetIn: boolean
  /** The lowest priority among the rules that may stop them: before it they have to be let in. */
  readonly before: number
}

/**
 * The custom Deny that takes the largest part of the probes of Azure's load balancers, TCP from 168.63.129.16: where none
 * of them surely get in, or where the Deny names the platform. A Deny of single ports is meant, and never counts.
 * With `port`, just the probes of that port are looked at, and every Deny of them counts.
 *
 * With protocol and source fixed, what is left of each rule is a set of ports and destinations, so that the engine can say
 * which rules decide probes: surely, when whatever may come before does; possibly, when only what surely does.
 */
export function findProbeStopper(judged: JudgedGroup, port?: number): ProbeStopper | undefined {
  const rules = judged.rules.filter(rule => mayTakeProbes(rule) && (port === undefined || mayHoldPort(rule, port)))
  const found = stopperAmong(rules, port)
  const rule = found && rules[found.place]
  return rule && isOwnDeny(rule) ? { ...found, rule } : undefined
}

interface PlacedStopper extends Omit<ProbeStopper, "rule"> {
  /** The place of the rule among those that may take probes. */
  readonly place: number
}

const stopperAmong = keptOverEdits((rules, port: number | undefined): PlacedStopper | undefined => {
  const denies = rules.filter(isOwnDeny).filter(deny => port !== undefined || isBroad(deny))
  if (denies.length === 0) return undefined
  const isOpen = letsSomeIn(rules, port)
  const concerned = isOpen ? denies.filter(namesPlatform) : denies
  if (concerned.length === 0) return undefined
  const ports = differentPorts(concerned)
  const takers = rules.filter(rule => hasOneOf(rule, ports)).map(rule => forProbes(rule, port))
  const isConcerned = ({ rule }: ProbeTaker) => concerned.some(deny => deny === rule)
  const deciders = decidingRules(prepare(takers, noFacts), "Inbound")
  const isStopper = deciders(({ surely }) => surely)
  const stoppers = takers.filter(isStoppingTaker).filter(taker => isConcerned(taker) && isStopper(taker))
  const stopper = largest(stoppers)
  if (!stopper) return undefined
  const { rule, surely } = stopper
  const mayLetIn = rules.filter(each => each.access !== "Deny" && isBefore(each, stopper) && !surelyTakesProbes(each))
  const certain = surely && (isOpen || mayLetIn.length === 0) && deciders(() => true)(stopper)
  return {
    place: rules.indexOf(rule),
    certain,
    doubt: doubtOf(rule, mayLetIn),
    someGetIn: isOpen,
    before: Math.min(...stoppers.map(({ priority }) => priority)),
  }
})

function doubtOf({ source }: LocatedRule, mayLetIn: readonly GroupRule[]): ProbeStopper["doubt"] {
  if (!source.some(holdsPlatform)) return "source"
  return mayLetIn.length > 0 && mayLetIn.every(isOpenByInternet) ? "internet" : "earlier"
}

/** Whether nothing but the tag Internet leaves it open that the rule takes probes. */
function isOpenByInternet(rule: GroupRule): boolean {
  const isKnown = rule.source.every(({ kind }) => kind !== "unknown")
  return isKnown && surelyTakesProbes({ ...rule, source: [anyAddress] })
}

/** Whether a rule that surely allows probes takes some of them for certain: an Allow that may take them before lets them in, too. */
function letsSomeIn(rules: readonly GroupRule[], port: number | undefined): boolean {
  const concerned = rules.filter(rule => rule.access !== "Allow" || surelyTakesProbes(rule))
  let first: GroupRule | undefined
  for (const rule of concerned) if ((!first || priorityOf(rule) < priorityOf(first)) && isSureAllow(rule)) first = rule
  if (!first) return false
  // At sight, without the tables: no rule before the first one, or beside it, has any of its ports.
  if (!concerned.some(rule => isRival(rule, first))) return true
  const takers = concerned.map(rule => forProbes(rule, port))
  const isLetIn = decidingRules(prepare(takers, noFacts), "Inbound")(() => true)
  return takers.some(taker => isSureAllow(taker.rule) && isLetIn(taker))
}

/** Whether a rule may take probes from another one. */
function isRival(rule: GroupRule, first: GroupRule): boolean {
  return rule !== first && priorityOf(rule) <= priorityOf(first) && sharesPort(rule, first)
}

function isSureAllow(rule: GroupRule): boolean {
  return rule.access === "Allow" && surelyTakesProbes(rule)
}

function sharesPort(rule: GroupRule, { destinationPorts }: GroupRule): boolean {
  return hasOneOf(rule, destinationPorts)
}

function hasOneOf({ destinationPorts }: GroupRule, ports: readonly PortTerm[]): boolean {
  return ports.some(port => destinationPorts.some(one => mayMeet(one, port)))
}

/** The ports of all of the rules: many rules have the same ones. */
function differentPorts(rules: readonly GroupRule[]): readonly PortTerm[] {
  const every = rules.flatMap(({ destinationPorts }) => destinationPorts)
  return [...new Map(every.map(port => ["first" in port ? port.first * 65_536 + port.last : -1, port])).values()]
}

function mayHoldPort({ destinationPorts }: GroupRule, port: number): boolean {
  return destinationPorts.some(one => mayMeet(one, { first: port, last: port }))
}

function mayMeet(one: PortTerm, other: PortTerm): boolean {
  return !("first" in one && "first" in other) || (one.first <= other.last && other.first <= one.last)
}

function isBefore(one: GroupRule, other: ProbeTaker): boolean {
  return priorityOf(one) < other.priority
}

/** A rule with an unknown priority may come before all others. */
function priorityOf({ priority }: GroupRule): number {
  return typeof priority === "number" ? priority : 0
}

/** Whether the rule's source is the platform by name. */
export function namesPlatform({ source }: GroupRule): boolean {
  return source.some(({ key }) => key === loadBalancerKey || key === platformPrefix.key)
}

const noFacts: AddressFacts = { about: () => undefined }

/** A rule as probes meet it: unknown parts count as wide as they may be. */
interface ProbeTaker extends SecurityRule {
  readonly rule: GroupRule
  readonly priority: number
  /** Whether it surely takes what it holds. */
  readonly surely: boolean
}

/** The rule as probes meet it, or just those of one port. */
function forProbes(rule: GroupRule, only: number | undefined): ProbeTaker {
  // From an IPv4 address nothing goes to IPv6.
  const literal = rule.destination.flatMap((term): AddressTerm[] => {
    if (term.key === virtualNetworkKey || term.kind === "any") return [everyIpv4]
    return term.kind === "prefix" ? [term] : []
  })
  const surely = surelyTakesProbes(rule)
  const isKnown = rule.destination.length === literal.length || surely
  return {
    name: rule.name,
    access: rule.access,
    possiblyAbsent: rule.possiblyAbsent,
    rule,
    surely,
    direction: "Inbound",
    priority: priorityOf(rule),
    protocol: "Tcp",
    source: [anyAddress],
    sourcePorts: rule.sourcePorts.map(port => ("first" in port ? port : allPorts)),
    destination: isKnown ? literal : [everyIpv4],
    destinationPorts:
      only === undefined
        ? rule.destinationPorts.map(port => ("first" in port ? port : allPorts))
        : [{ first: only, last: only }],
  }
}

/** Whether the rule's own words leave it open that it matches probes; most rules name other addresses. */
function mayTakeProbes({ direction, protocol, source, destination }: GroupRule): boolean {
  if (direction === "Outbound" || (typeof protocol === "string" && protocol !== "Tcp" && protocol !== "*")) return false
  // A probe goes to a machine of the virtual network, which the Internet is not.
  if (destination.every(term => term.key === internetKey || (term.kind === "prefix" && term.family === 6))) return false
  return source.some(term => holdsPlatform(term) || term.key === internetKey || term.kind === "unknown")
}

function surelyTakesProbes(rule: GroupRule): boolean {
  const { priority, direction, access, protocol, source, destination, sourcePorts, destinationPorts } = rule
  return (
    source.some(holdsPlatform) &&
    !rule.possiblyAbsent &&
    typeof priority === "number" &&
    typeof direction === "string" &&
    typeof access === "string" &&
    typeof protocol === "string" &&
    sourcePorts.every(isKnownPort) &&
    destinationPorts.every(isKnownPort) &&
    destination.some(term => term.kind === "any" || term.kind === "prefix" || term.key === virtualNetworkKey)
  )
}

function isKnownPort(port: PortTerm): boolean {
  return "first" in port
}

/** A Deny that stands in the document, defaults left out. */
function isOwnDeny(rule: GroupRule): rule is LocatedRule {
  return isLocated(rule) && !isDefault(rule) && rule.access === "Deny"
}

/** For more than single ports, which someone has chosen on purpose. */
function isBroad({ destinationPorts }: LocatedRule): boolean {
  return destinationPorts.some(port => "first" in port && port.first < port.last)
}

type StoppingTaker = ProbeTaker & { readonly rule: LocatedRule }

function isStoppingTaker(taker: ProbeTaker): taker is StoppingTaker {
  return isOwnDeny(taker.rule)
}

/** The one for the most destination ports; among equals, the earliest. */
function largest(takers: readonly StoppingTaker[]): StoppingTaker | undefined {
  return takers.toSorted(
    (a, b) => portCount(b.rule) - portCount(a.rule) || Number(a.rule.priority) - Number(b.rule.priority),
  )[0]
}

function portCount({ destinationPorts }: LocatedRule): number {
  return destinationPorts.reduce((sum, port) => sum + ("first" in port ? port.last - port.first + 1 : 0), 0)
}
