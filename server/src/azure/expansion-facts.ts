import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { AddressPrefix } from "../values/address.ts"
import { everyIpv4, prefix } from "./special-addresses.ts"

/**
 * Facts with what Azure itself printed of some names: they hold just that. Of a family of which nothing was printed (the
 * recorded answers have IPv4 alone) nothing more is known than before.
 */
export function withExpansions(
  facts: AddressFacts,
  expansions: ReadonlyMap<string, readonly AddressPrefix[]>,
): AddressFacts {
  return {
    about: key => {
      const printed = expansions.get(key)
      return printed ? expandedFacts(printed, facts.about(key)) : facts.about(key)
    },
  }
}

function expandedFacts(printed: readonly AddressPrefix[], about: SetFacts | undefined): SetFacts {
  const families = new Set(printed.map(({ family }) => family))
  const others = (prefixes: readonly AddressPrefix[]) => prefixes.filter(({ family }) => !families.has(family))
  return {
    sure: [...printed, ...others(about?.sure ?? [])],
    possible: [...printed, ...others(about?.possible ?? allAddresses)],
  }
}

const allAddresses: readonly AddressPrefix[] = [everyIpv4, prefix("::/0")]
