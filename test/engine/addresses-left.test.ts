import fc from "fast-check"
import { expect, test } from "vitest"
import { addressesLeft, prepareAddresses } from "../../server/src/engine/questions/addresses-left.ts"
import type { MatchingRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"

/** A universe of eight sources, four destinations, two source ports and six destination ports. */
const sources = prefixTexts("203.0.113.", 8)
const destinations = prefixTexts("10.0.0.", 4)
const sourcePorts = [1, 2] as const
const ports = [20, 21, 22, 23, 24, 25] as const
const protocols = ["Tcp", "Udp"] as const

interface TinyRule {
  readonly protocol: "Tcp" | "Udp" | "*"
  readonly source: readonly string[]
  readonly destination: readonly string[]
  readonly sourcePorts: readonly (readonly [number, number])[]
  readonly destinationPorts: readonly (readonly [number, number])[]
}

const own: fc.Arbitrary<TinyRule> = fc.record({
  protocol: fc.constantFrom<TinyRule["protocol"][]>("Tcp", "Udp", "*"),
  source: fc.oneof(fc.constant(["*"]), blocksOf(sources)),
  destination: fc.oneof(fc.constant(["*"]), blocksOf(destinations)),
  sourcePorts: rangesOf(sourcePorts),
  destinationPorts: rangesOf(ports),
})

test("the addresses left are those that a count of all packets finds, protocol by protocol and port by port", () => {
  fc.assert(
    fc.property(own, fc.array(own, { maxLength: 7 }), (mine, earlier) => {
      const [rule, ...others] = [mine, ...earlier].map(ruleOf)
      const question = { side: "source", among: sources.map(addressOf), others: destinations.map(addressOf) } as const
      const prepared = prepareAddresses([rule!, ...others], question)
      const { shares, complete } = addressesLeft(prepared, rule!, others)
      expect(complete).toBe(true)
      const found = new Map(
        shares.flatMap(share =>
          share.ports
            .flatMap(({ first, last }) => ports.filter(port => first <= port && port <= last))
            .map(port => [
              `${share.protocol} ${port}`,
              share.addresses.flatMap(({ first, last }) => span(first, last)),
            ]),
        ),
      )
      const counted = new Map(
        protocols.flatMap(protocol =>
          ports.flatMap(port => {
            const left = sources.filter(source => isLeft({ protocol, port, source }, mine, earlier))
            return left.length > 0 ? [[`${protocol} ${port}`, left.map(source => numberOf(source))] as const] : []
          }),
        ),
      )
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(counted))
      for (const { example, ipv6Example } of shares.filter(share => share.ports.length > 0)) {
        expect(ipv6Example).toBeUndefined()
        const { source, sourcePort, destination, destinationPort, protocol } = example
        const packet = {
          protocol,
          port: destinationPort!,
          source: source.address,
          destination: destination.address,
          sourcePort: sourcePort!,
        }
        expect(holds(mine, packet)).toBe(true)
        expect(earlier.some(rule => holds(rule, packet))).toBe(false)
      }
    }),
    { numRuns: 200 },
  )
})

interface Packet {
  readonly protocol: string
  readonly port: number
  readonly source: string
  readonly destination: string
  readonly sourcePort: number
}

function isLeft(part: Pick<Packet, "protocol" | "port" | "source">, mine: TinyRule, earlier: readonly TinyRule[]) {
  // A destination and a source port beyond those that rules name stand for all others.
  return [...destinations, "192.0.2.9"].some(destination =>
    [...sourcePorts, 60_000].some(sourcePort => {
      const packet = { ...part, destination, sourcePort }
      return holds(mine, packet) && !earlier.some(rule => holds(rule, packet))
    }),
  )
}

function holds(rule: TinyRule, { protocol, port, source, destination, sourcePort }: Packet): boolean {
  return (
    (rule.protocol === "*" || rule.protocol === protocol) &&
    rule.source.some(text => isIn(source, text)) &&
    rule.destination.some(text => isIn(destination, text)) &&
    rule.sourcePorts.some(([first, last]) => first <= sourcePort && sourcePort <= last) &&
    rule.destinationPorts.some(([first, last]) => first <= port && port <= last)
  )
}

function isIn(address: string, text: string): boolean {
  const term = termOf(text)
  const value = numberOf(address)
  return term.kind === "any" || (term.kind === "prefix" && Number(term.first) <= value && value <= Number(term.last))
}

function ruleOf({ protocol, source, destination, sourcePorts, destinationPorts }: TinyRule): MatchingRule {
  const range = ([first, last]: readonly [number, number]) => ({ first, last })
  return {
    name: "rule",
    priority: 0,
    direction: "Inbound",
    protocol,
    source: source.map(termOf),
    destination: destination.map(termOf),
    sourcePorts: sourcePorts.map(range),
    destinationPorts: destinationPorts.map(range),
    possiblyAbsent: false,
  }
}

function prefixTexts(start: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${start}${index}`)
}

/** One or two blocks of a power of two. */
function blocksOf(addresses: readonly string[]) {
  const bits = Math.log2(addresses.length)
  const block = fc.tuple(fc.nat(bits), fc.nat(addresses.length - 1)).map(([free, place]) => {
    const first = place - (place % 2 ** free)
    return free === 0 ? addresses[first]! : `${addresses[first]}/${32 - free}`
  })
  return fc.array(block, { minLength: 1, maxLength: 2 })
}

function rangesOf(numbers: readonly number[]): fc.Arbitrary<TinyRule["sourcePorts"]> {
  const number = fc.constantFrom(...numbers)
  const some = fc.tuple(number, number).map(([a, b]) => [[Math.min(a, b), Math.max(a, b)] as const])
  return fc.oneof(fc.constant([[0, 65535] as const]), some)
}

function termOf(text: string): AddressTerm {
  const term = parseAddress(text)
  if ("fault" in term) throw new Error(text)
  return term
}

function addressOf(text: string): AddressPrefix {
  const term = termOf(text)
  if (term.kind !== "prefix") throw new Error(text)
  return term
}

function numberOf(text: string): number {
  return Number(addressOf(text).first)
}

function span(first: number | bigint, last: number | bigint): number[] {
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index)
}
