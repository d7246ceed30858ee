import { platformPoints } from "../azure/platform-traffic.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import type { Expansions } from "../readers/reader.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"

/**
 * Equal keys for flows that a list of rules cannot tell apart: their addresses lie in the same of all sets that the rules, or
 * facts about the names in them, speak of; an end that is no single address is a class of its own. Undefined for a flow
 * of which both ends are one address, which rules may tell from others.
 */
type FlowClasses = (flow: Flow) => string | undefined

/** So many answers are remembered. */
const mostRemembered = 20_000

/** Answers each class of flows once. `factsOf`: of any flow, the facts that hold for all. */
export function rememberedByClass<T>(
  rules: readonly MatchingRule[],
  factsOf: (flow: Flow) => AddressFacts,
  expansions: Expansions | undefined,
  answer: (flow: Flow) => T,
): (flow: Flow) => T {
  const known = new Map<string, { readonly answer: T }>()
  let classOf: FlowClasses | undefined
  return flow => {
    classOf ??= flowClasses(rules, factsOf(flow), expansions)
    const key = classOf(flow)
    if (key === undefined) return answer(flow)
    let found = known.get(key)
    if (!found) {
      found = { answer: answer(flow) }
      if (known.size >= mostRemembered) known.clear()
      known.set(key, found)
    }
    return found.answer
  }
}

function flowClasses(
  rules: readonly MatchingRule[],
  facts: AddressFacts,
  expansions: Expansions | undefined,
): FlowClasses {
  const terms = rules.flatMap(({ source, destination }) => [...source, ...destination])
  const sets = [
    ...terms.flatMap(term => (term.kind === "prefix" ? [[term]] : [])),
    ...namesIn(terms, facts).flatMap(key => statedSets(facts, key)),
    ...[...(expansions?.values() ?? [])],
    ...platformPoints().map(({ address }) => [address]),
  ]
  const addressOf = { 4: pointClasses(sets, 4), 6: pointClasses(sets, 6) }
  const ports = rules.flatMap(({ sourcePorts, destinationPorts }) => [...sourcePorts, ...destinationPorts])
  const portOf = segments([...ports.flatMap(portBounds), ...platformPoints().flatMap(({ port }) => [port, port + 1])])
  const portClass = (port: Flow["sourcePort"]) => (typeof port === "number" ? portOf(port) : port === null ? -1 : -2)
  return ({ direction, protocol, source, sourcePort, destination, destinationPort }) => {
    if (source.key === destination.key && isSingle(source)) return undefined
    const [from, to] = [source, destination].map(end =>
      isSingle(end) ? `${end.family}/${addressOf[end.family](end.first)}` : end.key,
    )
    return `${direction} ${protocol} ${from} ${to} ${portClass(sourcePort)} ${portClass(destinationPort)}`
  }
}

function isSingle(term: AddressTerm): term is AddressPrefix {
  return term.kind === "prefix" && term.first === term.last
}

function portBounds(term: PortTerm): number[] {
  return "unknown" in term ? [] : [term.first, term.last + 1]
}

/** The names of the terms, and those that facts about them speak of. */
function namesIn(terms: readonly AddressTerm[], facts: AddressFacts): readonly string[] {
  const known = new Set<string>()
  const open = terms.filter(({ kind }) => kind !== "any" && kind !== "prefix").map(({ key }) => key)
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (known.has(key)) continue
    known.add(key)
    const about = facts.about(key)
    open.push(...(about?.inside ?? []), ...(about?.disjoint ?? []))
  }
  return [...known]
}

function statedSets(facts: AddressFacts, key: string): readonly (readonly AddressPrefix[])[] {
  const { sure = [], possible = [], lacks = [] } = facts.about(key) ?? {}
  return [sure, possible, lacks]
}

/** Address → the number of its class: of those that are in the same sets. */
function pointClasses(sets: readonly (readonly AddressPrefix[])[], family: 4 | 6): (at: number | bigint) => number {
  const own = sets.map(set => set.filter(prefix => prefix.family === family))
  const [changes, starts] = changesIn(own)
  const inside = new Map<number, number>()
  const classes = new Map<string, number>([["", 0]])
  const classAt = starts.map(start => {
    for (const [set, step] of changes.get(start) ?? []) {
      const depth = (inside.get(set) ?? 0) + step
      if (depth === 0) inside.delete(set)
      else inside.set(set, depth)
    }
    const key = [...inside.keys()].sort((a, b) => a - b).join()
    const known = classes.get(key) ?? classes.size
    classes.set(key, known)
    return known
  })
  const placeOf = segments(starts)
  return at => classAt[placeOf(at) - 1] ?? 0
}

type Changes = ReadonlyMap<number | bigint, readonly (readonly [set: number, step: 1 | -1])[]>

/** At which addresses sets begin and end, and these addresses in ascending order. */
function changesIn(sets: readonly (readonly AddressPrefix[])[]): [Changes, readonly (number | bigint)[]] {
  const changes = new Map<number | bigint, (readonly [number, 1 | -1])[]>()
  const add = (at: number | bigint, set: number, step: 1 | -1) => {
    const known = changes.get(at)
    if (known) known.push([set, step])
    else changes.set(at, [[set, step]])
  }
  for (const [set, prefixes] of sets.entries()) {
    for (const { family, first, last } of prefixes) {
      add(first, set, 1)
      add(family === 4 ? last + 1 : last + 1n, set, -1)
    }
  }
  return [changes, [...changes.keys()].sort((a, b) => (a < b ? -1 : 1))]
}

/** How many of the bounds are at a value or below it. */
function segments(bounds: readonly (number | bigint)[]): (value: number | bigint) => number {
  const sorted = [...new Set(bounds)].sort((a, b) => (a < b ? -1 : 1))
  return value => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? value) <= value) low = middle + 1
      else high = middle
    }
    return low
  }
}
