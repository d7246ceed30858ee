import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { AddressPrefix } from "../values/address.ts"
import { withoutPrefixes } from "./prefix-difference.ts"
import { fileTag, internetKey } from "./service-tags.ts"
import { everyIpv4, platformPrefix, prefix } from "./special-addresses.ts"

/**
 * Facts with what Azure itself printed of some names: they hold just that. Of a family of which nothing was printed (the
 * recorded answers have IPv4 alone) nothing more is known than before.
 */
export function withExpansions(
  facts: AddressFacts,
  expansions: ReadonlyMap<string, readonly AddressPrefix[]>,
): AddressFacts {
  const internet = expansions.get(internetKey)
  return {
    about: key => {
      const [printed, about] = [expansions.get(key), facts.about(key)]
      if (printed) return expandedFacts(printed, about)
      if (!internet || !about || about.sure || !fileTag(key)) return about
      return { ...about, possible: withinPrinted(internet, about) }
    },
  }
}

/**
 * A tag of Microsoft's files that Azure printed nothing of, and no data says more of, lies in Internet as printed: what is left out there of the
 * public addresses is in no tag of the files.
 */
function withinPrinted(internet: readonly AddressPrefix[], { possible = allAddresses }: SetFacts) {
  const families = new Set(internet.map(({ family }) => family))
  return [...withoutPrefixes(internet, [platformPrefix]), ...possible.filter(({ family }) => !families.has(family))]
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
