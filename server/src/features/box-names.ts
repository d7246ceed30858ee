import { internetKey, virtualNetworkKey } from "../azure/service-tags.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { exactPrefixes } from "./effective-security-rule.ts"
import type { BoxNames } from "./rule-box.ts"

/** The tags that boxes are told by where it is known just what they hold, and the bounds of the others. */
export function boxNames(facts: AddressFacts, families: readonly (4 | 6)[]): BoxNames {
  const tags = [
    ["Internet", internetKey],
    ["VirtualNetwork", virtualNetworkKey],
  ] as const
  const exact = tags.flatMap(([name, key]) => {
    const prefixes = exactPrefixes(facts, key)
    return prefixes ? [{ name, prefixes }] : []
  })
  return { exact, possible: key => facts.about(key)?.possible, families }
}
