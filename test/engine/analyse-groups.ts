import fc from "fast-check"
import type { AddressFacts, SetFacts } from "../../server/src/engine/address-facts.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"

/** Few values on every axis, so that rules meet, nest and cover each other all the time. */
const prefix4 = (length: number, bits: number): AddressPrefix => {
  const size = 2 ** (32 - length)
  const first = Math.floor((bits * 2 ** 29) / size) * size
  return { kind: "prefix", key: `${first}/${length}`, family: 4, first, last: first + size - 1, length }
}
const prefix6 = (length: number, bits: number): AddressPrefix => {
  const size = 1n << BigInt(128 - length)
  const first = ((BigInt(bits) << 125n) / size) * size
  return { kind: "prefix", key: `${first.toString(16)}:/${length}`, family: 6, first, last: first + size - 1n, length }
}
const named = (name: string): AddressTerm => ({ kind: "tag", key: `tag:${name}`, name })
const mystery = { identity: "parameters('x')", reason: "" }

const some4 = [prefix4(1, 0), prefix4(2, 2), prefix4(2, 3)]
const known: Record<string, SetFacts> = {
  "tag:inner": { inside: ["tag:outer"] },
  "tag:outer": { disjoint: ["tag:far"] },
  "tag:far": { disjoint: ["tag:outer"] },
  "tag:exact": { possible: some4.slice(0, 2), sure: some4.slice(0, 2), inside: ["tag:outer"] },
  "tag:bounded": { possible: [prefix4(1, 0), prefix6(1, 4)], sure: [prefix4(3, 1)] },
  "tag:apart": { apart: true },
}
export const facts: AddressFacts = { about: key => known[key] }

const prefixes = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 7 }))
  .map(([six, length, bits]): AddressTerm => (six && length > 0 ? prefix6(length, bits) : prefix4(length, bits)))
const names = fc.constantFrom("inner", "outer", "far", "exact", "bounded", "apart", "free").map(named)
const unknownAddress = fc.constant<AddressTerm>({ kind: "unknown", key: "unknown:x", unknown: mystery })
const any = fc.constant<AddressTerm>({ kind: "any", key: "*" })
const addresses = (plain: boolean) =>
  fc.array(
    plain
      ? fc.oneof({ weight: 1, arbitrary: any }, { weight: 4, arbitrary: prefixes })
      : fc.oneof(
          { weight: 1, arbitrary: any },
          { weight: 3, arbitrary: prefixes },
          { weight: 3, arbitrary: names },
          unknownAddress,
        ),
    { minLength: 1, maxLength: 2 },
  )
const ranges = fc
  .constantFrom([0, 65535], [0, 99], [100, 65535], [50, 149], [100, 100], [0, 32767], [32768, 65535])
  .map(([first, last]) => ({ first: first!, last: last! }))
const ports = fc.array(
  fc.oneof({ weight: 8, arbitrary: ranges }, { weight: 1, arbitrary: fc.constant({ unknown: mystery }) }),
  { minLength: 1, maxLength: 2 },
)
const allPorts = fc.constant([{ first: 0, last: 65535 }])
export const rule = (plain: boolean, certain: boolean): fc.Arbitrary<SecurityRule> =>
  fc.record({
    name: fc.constant(""),
    priority: certain
      ? fc.integer({ min: 100, max: 110 })
      : fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 100, max: 103 }) }, fc.constant(mystery)),
    direction: fc.oneof(
      { weight: 9, arbitrary: fc.constant("Inbound" as const) },
      { weight: 1, arbitrary: certain ? fc.constant("Outbound" as const) : fc.constant(mystery) },
    ),
    access: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom("Allow" as const, "Deny" as const) },
      { weight: 1, arbitrary: certain ? fc.constant("Deny" as const) : fc.constant(mystery) },
    ),
    protocol: fc.constantFrom(
      "Tcp" as const,
      "*" as const,
      "*" as const,
      "Udp" as const,
      "Icmp" as const,
      "Ah" as const,
      mystery,
    ),
    source: addresses(plain),
    sourcePorts: fc.oneof({ weight: 3, arbitrary: allPorts }, { weight: 1, arbitrary: ports }),
    destination: fc.oneof(
      any.map(term => [term]),
      addresses(plain),
    ),
    destinationPorts: fc.oneof(allPorts, ports),
    possiblyAbsent: certain ? fc.constant(false) : fc.boolean().map(x => x),
  })
export const group = (plain: boolean, certain: boolean) =>
  fc.array(rule(plain, certain), { minLength: 1, maxLength: 7 }).map(rules =>
    rules.map((r, index) => ({
      ...r,
      name: `r${index}`,
      priority: certain ? ((index * 7) % 11) + 100 : r.priority,
      possiblyAbsent: r.possiblyAbsent && index % 3 === 0,
    })),
  )
