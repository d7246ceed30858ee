import type { Prefix4 } from "../../values/address.ts"
import { keptFor } from "../../values/kept-for.ts"
import { remember } from "../../values/remember.ts"
import { countUpTo } from "../../values/sorted.ts"
import type { AddressFacts } from "../address-facts.ts"
import type { Flow, KnownSets } from "../flow.ts"
import { type IntervalSet, intersect, subtract } from "../traffic/interval-set.ts"
import { type NameRanges, nameRanges } from "../traffic/name-ranges.ts"
import type { ScannedPorts, ScannedRule, ScannedRules, ScannedSide } from "./scanned-rules.ts"

/**
 * The rule that surely takes all of a flow before any other may take some of it; null where surely none takes any, and
 * undefined where that is not so, or takes a search: then `evaluateFlow` knows. Rules are tried from the first, each part by
 * itself, without an address space: a list that few flows are asked of would never earn one back.
 */
export type DecideFlow<R> = (flow: Flow) => R | null | undefined

/** How much of the flow a part of a rule holds. */
type Share = typeof nothing | typeof perhaps | typeof everything
const nothing = 0
const perhaps = 1
const everything = 2

export function flowDecider<R>({ rules, names }: ScannedRules<R>, facts: AddressFacts): DecideFlow<R> {
  let ranges: readonly NameRanges[] | undefined
  return flow => {
    const { source, destination } = flow
    if (!isIpv4(source) || !isIpv4(destination) || isOneAddress(source, destination)) return undefined
    ranges ??= names.map(name => nameRanges(facts, name))
    const from = { address: source, sets: flow.sourceSets }
    const to = { address: destination, sets: flow.destinationSets }
    const known = { facts, names, ranges }
    for (const rule of rules) {
      const share = shareOf(rule, flow, from, to, known)
      if (share === everything) return rule.rule
      if (share === perhaps) return undefined
    }
    return null
  }
}

function isIpv4(end: Flow["source"]): end is Prefix4 {
  return end.kind === "prefix" && end.family === 4
}

/** Of one address at both ends rules may know more than of either. */
function isOneAddress(source: Prefix4, destination: Prefix4): boolean {
  return source.first === destination.last && source.last === destination.first
}

interface End {
  readonly address: Prefix4
  readonly sets: KnownSets | undefined
}

/** What is known of the names in a list of rules, by their places. */
interface KnownNames {
  readonly facts: AddressFacts
  readonly names: readonly string[]
  readonly ranges: readonly NameRanges[]
}

function shareOf<R>(rule: ScannedRule<R>, flow: Flow, source: End, destination: End, known: KnownNames): Share {
  const { protocol } = rule
  if (protocol !== undefined && protocol !== "*" && protocol !== flow.protocol) return nothing
  const to = shareOfPorts(rule.destinationPorts, flow.destinationPort)
  if (to === nothing) return nothing
  const from = shareOfPorts(rule.sourcePorts, flow.sourcePort)
  if (from === nothing) return nothing
  const there = shareOfEnd(rule.destination, destination, known)
  if (there === nothing) return nothing
  const here = shareOfEnd(rule.source, source, known)
  if (here === nothing) return nothing
  const isSure = protocol !== undefined && rule.isSettled
  return isSure && to + from + there + here === 4 * everything ? everything : perhaps
}

function shareOfPorts({ areAll, ports, isOpen }: ScannedPorts, port: Flow["sourcePort"]): Share {
  if (areAll) return everything
  // What particular ports mean for protocols without ports is not published.
  if (typeof port !== "number") return perhaps
  const share = shareOfRange(ports, port, port + 1)
  return share === nothing && isOpen ? perhaps : share
}

function shareOfEnd({ isAny, addresses, names }: ScannedSide, end: End, known: KnownNames): Share {
  if (isAny) return everything
  const { first, last } = end.address
  let most = shareOfRange(addresses, first, last + 1)
  for (const place of names) {
    if (most === everything) return most
    const isMember = end.sets && membership(end.address, end.sets, known.names[place]!, known.facts)
    if (isMember === true) return everything
    if (isMember === false) continue
    const { sure, possible } = known.ranges[place]!
    const share = shareOfRange(sure, first, last + 1)
    if (share === everything) return share
    if (share === perhaps || shareOfRange(possible, first, last + 1) !== nothing) most = perhaps
  }
  return most
}

/** How much of the numbers from `first` to before `end` is in the set. */
function shareOfRange(set: IntervalSet, first: number, end: number): Share {
  const count = countUpTo(set, first, set.length)
  const bound = set[count] ?? Number.POSITIVE_INFINITY
  if (count % 2 === 1) return bound >= end ? everything : perhaps
  return bound < end ? perhaps : nothing
}

/** Whether an end is in a set, as what is known of it has it. */
function membership(end: Prefix4, sets: KnownSets, key: string, facts: AddressFacts): boolean | undefined {
  const isInside = sets.inside.includes(key)
  if (!isInside && !sets.outside.includes(key)) return undefined
  return isPossible(end, sets, facts) ? isInside : undefined
}

/** Sets that no address of the end can be in as they say, say nothing: these addresses are of another network. */
function isPossible(end: Prefix4, sets: KnownSets, facts: AddressFacts): boolean {
  const ofSets = remember(knownIn(facts), sets, () => new Map())
  return remember(ofSets, end.key, () => findPossible(end, sets, facts))
}

const knownIn = keptFor((_: AddressFacts) => new Map<KnownSets, Map<string, boolean>>())

function findPossible({ first, last }: Prefix4, { inside, outside }: KnownSets, facts: AddressFacts): boolean {
  const all: IntervalSet = [first, last + 1]
  const within = inside.reduce((left, key) => intersect(left, nameRanges(facts, key).possible), all)
  return outside.reduce((left, key) => subtract(left, nameRanges(facts, key).sure), within).length > 0
}
