import type { AddressFacts, SetFacts } from "../../server/src/engine/address-facts.ts"
import type { Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

/**
 * The definition of a judgement, tried on every packet there is: each axis is cut at every end point, and each named set may
 * hold each point as far as the facts allow. Only for groups of a few rules.
 */
export interface OracleJudgement {
  readonly dead: boolean
  readonly cover: readonly number[]
  readonly oppositeBesides: readonly number[]
  readonly ipv6Openers: readonly number[]
  readonly redundant: "yes" | "no"
}

/** A packet as the indices of the rules that match it. */
export type Matches = readonly number[]

export function judgeByDefinition(
  rules: readonly SecurityRule[],
  facts: AddressFacts,
): (OracleJudgement | undefined)[] {
  const all = (reading?: Reading) => ({
    Inbound: everyPacket(rules, facts, "Inbound", reading),
    Outbound: everyPacket(rules, facts, "Outbound", reading),
  })
  const [packets, widened, portsMeanNothing] = [all(), all("zero is any"), all("ports mean nothing")]
  return rules.map((rule, index) => {
    const { direction } = rule
    if (isUnknown(direction) || isUnknown(rule.priority)) return undefined
    const judgement = judge(rules, index, packets[direction], widened[direction])
    const { four, six } = portsMeanNothing[direction]
    const own = [...four, ...six].filter(packet => packet.includes(index))
    return { ...judgement, redundant: isRedundant(rules, index, own) ? "yes" : "no" }
  })
}

interface Packets {
  readonly four: readonly Matches[]
  readonly six: readonly Matches[]
}

/** What may be read otherwise: `0.0.0.0/0` as `*`, or a particular port of Icmp, Esp and Ah as all of their traffic. */
export type Reading = "zero is any" | "ports mean nothing"

function judge(
  rules: readonly SecurityRule[],
  index: number,
  packets: Packets,
  widened: Packets,
): Omit<OracleJudgement, "redundant"> {
  const rule = rules[index]!
  const own = [...packets.four, ...packets.six].filter(packet => packet.includes(index))
  const isEarlier = (other: number) => covers(rules[other]!) && priority(rules[other]!) < priority(rule)
  const earlier = rules.map((_, o) => o).filter(isEarlier)
  earlier.sort((a, b) => priority(rules[a]!) - priority(rules[b]!) || a - b)
  const takenBy = (set: readonly number[]) => (packet: Matches) => set.some(o => packet.includes(o))
  const dead = own.every(takenBy(earlier))
  const coverIn = (own: readonly Matches[]) => {
    let kept = earlier.filter(o => own.some(packet => earlier.find(e => packet.includes(e)) === o))
    for (const o of [...kept].reverse()) {
      const without = kept.filter(k => k !== o)
      if (own.every(takenBy(without))) kept = without
    }
    return kept
  }
  const cover = dead ? coverIn(own) : []
  const decides = (o: number) =>
    own.some(
      packet =>
        packet.includes(o) && !earlier.some(e => packet.includes(e) && priority(rules[e]!) < priority(rules[o]!)),
    )
  const isOpposite = (o: number) =>
    !isUnknown(rule.access) && !isUnknown(rules[o]!.access) && rules[o]!.access !== rule.access
  const oppositeBesides = dead ? earlier.filter(o => !cover.includes(o) && isOpposite(o) && decides(o)) : []

  const wide = [...widened.four, ...widened.six].filter(packet => packet.includes(index))
  const ownFour = packets.four.filter(packet => packet.includes(index))
  const onlySix = ownFour.length > 0 && ownFour.every(takenBy(earlier))
  const opened = !dead && onlySix && wide.every(takenBy(earlier))
  const ipv6Openers = opened ? coverIn(wide).filter(o => hasZero(rules[o]!)) : []
  return { dead, cover, oppositeBesides, ipv6Openers }
}

/** Only for groups in which every rule has a place, a known access, and a priority of its own. */
function isRedundant(rules: readonly SecurityRule[], index: number, own: readonly Matches[]): boolean {
  const first = (packet: Matches) =>
    [...packet].sort((a, b) => priority(rules[a]!) - priority(rules[b]!)).map(o => rules[o]!.access)[0]
  return own.every(packet => first(packet) === first(packet.filter(o => o !== index)))
}

function covers(rule: SecurityRule): boolean {
  return !isUnknown(rule.priority) && !isUnknown(rule.direction) && !rule.possiblyAbsent
}

export function priority(rule: SecurityRule): number {
  return isUnknown(rule.priority) ? Number.NaN : rule.priority
}

function isZero(term: AddressTerm): boolean {
  return term.kind === "prefix" && term.family === 4 && term.length === 0
}

function hasZero(rule: SecurityRule): boolean {
  return rule.source.some(isZero) || rule.destination.some(isZero)
}

export function everyPacket(
  rules: readonly SecurityRule[],
  facts: AddressFacts,
  direction: "Inbound" | "Outbound",
  reading?: Reading,
): Packets {
  const zeroIsAny = reading === "zero is any"
  const here = rules.map(rule => rule.direction === direction)
  const only = (holds: readonly boolean[]) => mask(holds.map((held, r) => held && here[r]!))
  const named = [
    ...new Set(
      rules
        .filter(rule => rule.direction === direction || isUnknown(rule.direction))
        .flatMap(rule => [...rule.source, ...rule.destination])
        .flatMap(term => (term.kind === "any" || term.kind === "prefix" ? [] : [term.key])),
    ),
  ]
  const four: bigint[] = []
  const six: bigint[] = []
  for (const family of [4, 6] as const) {
    const sources = addressMasks(
      rules.map(rule => rule.source),
      named,
      facts,
      family,
      zeroIsAny,
    ).map(only)
    const destinations = addressMasks(
      rules.map(rule => rule.destination),
      named,
      facts,
      family,
      zeroIsAny,
    ).map(only)
    for (const ported of [true, false]) {
      const protocols = protocolMasks(rules, ported ? ["Tcp", "Udp"] : ["Icmp", "Esp", "Ah"])
      const from = portMasks(
        rules.map(rule => rule.sourcePorts),
        ported ? [] : reading === "ports mean nothing" ? ["none", "all"] : ["none"],
      )
      const to = portMasks(
        rules.map(rule => rule.destinationPorts),
        ported ? [] : reading === "ports mean nothing" ? ["none", "all"] : ["none"],
      )
      for (const a of unique(protocols))
        for (const b of unique(from))
          for (const c of unique(to)) {
            const services = a & b & c
            if (services === 0n) continue
            for (const d of unique(sources))
              for (const e of unique(destinations)) {
                const all = services & d & e
                if (all !== 0n) (family === 4 ? four : six).push(all)
              }
          }
    }
  }
  const list = (bits: bigint) => rules.map((_, r) => r).filter(r => (bits >> BigInt(r)) & 1n)
  return { four: unique(four).map(list), six: unique(six).map(list) }
}

function unique(masks: readonly bigint[]): bigint[] {
  return [...new Set(masks)]
}

function mask(holds: readonly boolean[]): bigint {
  return holds.reduce((bits, held, r) => (held ? bits | (1n << BigInt(r)) : bits), 0n)
}

function subsets<T>(items: readonly T[]): T[][] {
  const [first, ...rest] = items
  if (first === undefined) return [[]]
  return subsets(rest).flatMap(set => [set, [first, ...set]])
}

function protocolMasks(rules: readonly SecurityRule[], protocols: readonly Protocol[]): bigint[] {
  const unknown = [...new Set(rules.flatMap(rule => (isUnknown(rule.protocol) ? [rule.protocol.identity] : [])))]
  return protocols.flatMap(protocol =>
    subsets(unknown).map(chosen =>
      mask(
        rules.map(rule =>
          isUnknown(rule.protocol)
            ? chosen.includes(rule.protocol.identity)
            : rule.protocol === "*" || rule.protocol === protocol,
        ),
      ),
    ),
  )
}

function portMasks(fields: readonly SecurityRule["sourcePorts"][], beside: readonly ("none" | "all")[]): bigint[] {
  const terms = fields.flat()
  const unknown = [...new Set(terms.flatMap(term => ("unknown" in term ? [term.unknown.identity] : [])))]
  const cuts = new Set([0, ...terms.flatMap(term => ("unknown" in term ? [] : [term.first, term.last + 1]))])
  cuts.delete(65536)
  const known = (field: SecurityRule["sourcePorts"]) => field.flatMap(term => ("unknown" in term ? [] : [term]))
  const holds = (field: SecurityRule["sourcePorts"], port: number) =>
    known(field).some(term => term.first <= port && port <= term.last)
  const isAll = (field: SecurityRule["sourcePorts"]) => [...cuts].every(port => holds(field, port))
  const points = [...cuts, ...beside]
  return points.flatMap(point =>
    subsets(unknown).map(chosen =>
      mask(
        fields.map(
          field =>
            field.some(term => "unknown" in term && chosen.includes(term.unknown.identity)) ||
            point === "all" ||
            (point === "none" ? isAll(field) : holds(field, point)),
        ),
      ),
    ),
  )
}

function addressMasks(
  fields: readonly SecurityRule["source"][],
  keys: readonly string[],
  facts: AddressFacts,
  family: 4 | 6,
  zeroIsAny: boolean,
): boolean[][] {
  const about = (key: string): SetFacts => facts.about(key) ?? {}
  const prefixes = [
    ...fields.flat().flatMap(term => (term.kind === "prefix" ? [term] : [])),
    ...keys
      .flatMap(key => [key, ...(about(key).inside ?? [])])
      .flatMap(key => [...(about(key).possible ?? []), ...(about(key).sure ?? [])]),
  ].filter(prefix => prefix.family === family)
  const cuts = new Set([0n, ...prefixes.flatMap(prefix => [BigInt(prefix.first), BigInt(prefix.last) + 1n])])
  cuts.delete(family === 4 ? 1n << 32n : 1n << 128n)
  const inPrefixes = (list: readonly AddressPrefix[] | undefined, address: bigint) =>
    list?.some(p => p.family === family && BigInt(p.first) <= address && address <= BigInt(p.last)) ?? false
  const allowed = (set: readonly string[], address: bigint) =>
    keys.every(key => {
      if (about(key).apart) return !set.includes(key)
      const closure = [key, ...(about(key).inside ?? [])]
      if (!set.includes(key)) return !inPrefixes(about(key).sure, address)
      return (
        closure.every(k => !keys.includes(k) || set.includes(k)) &&
        closure.every(k => about(k).possible === undefined || inPrefixes(about(k).possible, address)) &&
        closure.every(k => !about(k).disjoint?.some(d => set.some(s => s === d || about(s).inside?.includes(d))))
      )
    })
  const worlds = [...cuts].flatMap(address =>
    subsets(keys.filter(key => !about(key).apart))
      .filter(set => allowed(set, address))
      .map(set => ({ address, set })),
  )
  const holds = (term: AddressTerm, address: bigint, set: readonly string[]) => {
    if (term.kind === "any" || (zeroIsAny && isZero(term))) return true
    return term.kind === "prefix" ? inPrefixes([term], address) : set.includes(term.key)
  }
  return [
    ...worlds.map(({ address, set }) => fields.map(field => field.some(term => holds(term, address, set)))),
    ...keys.filter(key => about(key).apart).map(key => fields.map(field => field.some(term => term.key === key))),
  ]
}
