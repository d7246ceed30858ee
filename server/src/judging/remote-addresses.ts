import { withoutPrefixes } from "../azure/prefix-difference.ts"
import { internetKey, isKnownTag } from "../azure/service-tags.ts"
import { platformPrefix, publicPrefixes } from "../azure/special-addresses.ts"
import type { TagData } from "../azure/tag-data.ts"
import type { Expansions } from "../readers/reader.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { countAddresses } from "./wide-shares.ts"

/** Addresses beyond the machines that a group guards, and what the words of rules mean to them. */
export interface RemoteAddresses {
  readonly among: readonly AddressPrefix[]
  /** What of them the term surely holds; "all" where that is everything. */
  surely(term: AddressTerm): readonly AddressPrefix[] | "all"
  /** Whether nothing is known of what the term holds. */
  isOpen(term: AddressTerm): boolean
}

/** Every public address but the platform's own, from which health probes come. */
const publicAddresses: readonly AddressPrefix[] = withoutPrefixes(publicPrefixes, [platformPrefix])

/** How many these are. */
export const publicCount = countAddresses(publicAddresses)

/** Tags of the platform's own machines, which no customer has, whatever the data lists. */
const neverPublic: ReadonlySet<string> = new Set(["tag:gatewaymanager"])

/**
 * The Internet. The tag is all of it: a virtual network that has public addresses is rare, and is not known. A tag of
 * Microsoft's files counts by what the data lists, and for nothing without it; application security groups, VirtualNetwork and
 * the platform's tags hold no public address.
 */
export function theInternet(tagData: TagData | undefined, expansions: Expansions | undefined): RemoteAddresses {
  // What Azure printed of a group is asked for once.
  if (expansions) return internetWith(tagData, expansions)
  const basis = tagData ?? publicAddresses
  const known = internets.get(basis) ?? internetWith(tagData, undefined)
  internets.set(basis, known)
  return known
}

/** What is kept of rules is kept for an Internet. */
const internets = new WeakMap<object, RemoteAddresses>()

function internetWith(tagData: TagData | undefined, expansions: Expansions | undefined): RemoteAddresses {
  const listed = (key: string) =>
    neverPublic.has(key) ? undefined : (expansions?.get(key) ?? tagData?.tags.get(key)?.prefixes)
  return {
    among: publicAddresses,
    surely: term => {
      if (term.kind === "prefix") return [term]
      if (term.kind === "any" || term.key === internetKey) return "all"
      return listed(term.key) ?? []
    },
    isOpen: isOpenTerm,
  }
}

/** An expression, or a word of which we do not know whether it is a tag. */
export function isOpenTerm(term: AddressTerm): boolean {
  return term.kind === "unknown" || (term.kind === "tag" && !isKnownTag(term.key))
}
