import { prefix } from "../azure/special-addresses.ts"
import type { GroupRule } from "../checks/judged-group.ts"
import { isDefault, isLocated } from "../checks/judged-group.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { AddressTerm, UnknownAddresses } from "../values/address.ts"

const everyIpv4 = "0.0.0.0/0"

/**
 * What `0.0.0.0/0` holds of IPv6: Microsoft's texts call it the same as `*`, and no test is published. A flow of IPv6
 * addresses possibly matches it.
 */
const ipv6OfZeroPrefix: UnknownAddresses = {
  kind: "unknown",
  key: `unknown:${everyIpv4} in IPv6`,
  unknown: {
    identity: `${everyIpv4} in IPv6`,
    reason: `whether ${everyIpv4} stands for IPv6 as well is not published`,
    text: everyIpv4,
  },
}

export function isIpv6Reading({ key }: AddressTerm): boolean {
  return key === ipv6OfZeroPrefix.key
}

/** The rules as they meet the flow: those with `0.0.0.0/0` hold IPv6 addresses possibly. Others stay what they are. */
export function withIpv6Reading<R extends GroupRule>(rules: readonly R[], flow: Flow): ReadonlyMap<R, R> {
  const isIpv4 = [flow.source, flow.destination].some(end => end.kind === "prefix" && end.family === 4)
  return new Map(rules.map(rule => [rule, isIpv4 ? rule : withReading(rule)]))
}

export function withReadingFacts(facts: AddressFacts): AddressFacts {
  return { about: key => (key === ipv6OfZeroPrefix.key ? { possible: everyIpv6 } : facts.about(key)) }
}

const everyIpv6 = [prefix("::/0")]

function withReading<R extends GroupRule>(rule: R): R {
  const [source, destination] = [termsOf(rule, "source"), termsOf(rule, "destination")]
  return source === rule.source && destination === rule.destination ? rule : { ...rule, source, destination }
}

function termsOf(rule: GroupRule, side: "source" | "destination"): readonly AddressTerm[] {
  const terms = rule[side]
  if (terms.some(({ key }) => key === everyIpv4)) return [...terms, ipv6OfZeroPrefix]
  return isPrintedAny(rule, side) ? [prefix(everyIpv4), ipv6OfZeroPrefix] : terms
}

/** Effective rules print `*` as `0.0.0.0/0`, and this itself alike. What Azure's own default rules say is known. */
function isPrintedAny(rule: GroupRule, side: "source" | "destination"): boolean {
  if (!isLocated(rule) || isDefault(rule) || !rule[side].some(({ kind }) => kind === "any")) return false
  const { values } = rule.written
  return [values[`${side}AddressPrefix`], values[`${side}AddressPrefixes`]].flat().includes(everyIpv4)
}
