import * as l10n from "@vscode/l10n"
import { withPlatformReading } from "../azure/platform-reading.ts"
import { arePrefixesWithin, withoutPrefixes } from "../azure/prefix-difference.ts"
import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { anyFlow } from "./any-flow.ts"
import { withReadingFacts } from "./ipv6-reading.ts"
import { noNetwork } from "./network-context.ts"
import type { SubnetContext } from "./subnet-context.ts"

/** What names stand for in two networks, as facts about one set of names, and the rules of each network with these. */
export interface SharedNames {
  readonly facts: AddressFacts
  before<R extends MatchingRule>(rule: R): R
  after<R extends MatchingRule>(rule: R): R
}

/**
 * A name that stands for the same in both networks stays. In place of another one there are its addresses, where it is known just
 * what it holds, else something unknown for each of the networks.
 */
export function sharedNames(before: AddressFacts, after: AddressFacts): SharedNames {
  const others = new Map<string, SetFacts | undefined>()
  const isSame = (key: string) => factsText(before.about(key)) === factsText(after.about(key))
  const replaced = (term: AddressTerm, facts: AddressFacts, when: string): readonly AddressTerm[] => {
    if ((term.kind !== "tag" && term.kind !== "group") || isSame(term.key)) return [term]
    const about = facts.about(term.key)
    const exact = about && exactly(about)
    if (exact && exact.length > 0) return exact
    const key = `unknown:${term.key} ${when}`
    others.set(key, about)
    const reason = l10n.t`what ${term.name} contains in this network is not known`
    return [{ kind: "unknown", key, unknown: { identity: key, reason, text: `${term.name} ${when}` } }]
  }
  const renamed =
    (facts: AddressFacts, when: string) =>
    <R extends MatchingRule>(rule: R): R => ({
      ...rule,
      source: rule.source.flatMap(term => replaced(term, facts, when)),
      destination: rule.destination.flatMap(term => replaced(term, facts, when)),
    })
  return {
    facts: { about: key => (others.has(key) ? boundsOf(others.get(key)) : relatedTo(after.about(key), isSame)) },
    before: renamed(before, "before"),
    after: renamed(after, "now"),
  }
}

/** The facts of a subnet, as far as they hold whatever its routes do to VirtualNetwork. */
export function factsIn(subnet: SubnetContext | undefined): AddressFacts {
  const plain = (subnet?.context ?? noNetwork).factsAbout(anyFlow)
  const routed = subnet?.ifRouted?.factsAbout(anyFlow)
  const facts = routed ? { about: (key: string) => inEither(plain.about(key), routed.about(key)) } : plain
  return withPlatformReading(withReadingFacts(facts), "outside")
}

function inEither(one: SetFacts | undefined, other: SetFacts | undefined): SetFacts | undefined {
  if (!one || !other || factsText(one) === factsText(other)) return one
  const { sure = [], possible } = one
  const both = withoutPrefixes(sure, withoutPrefixes(sure, other.sure ?? []))
  return { sure: both, ...(possible && other.possible && { possible: [...possible, ...other.possible] }) }
}

function exactly({ sure, possible }: SetFacts): readonly AddressPrefix[] | undefined {
  return sure && possible && arePrefixesWithin(possible, sure) ? sure : undefined
}

/** Relations to sets that are not the same in both networks do not hold in both. */
function relatedTo(about: SetFacts | undefined, isSame: (key: string) => boolean): SetFacts | undefined {
  if (!about) return undefined
  const { inside, disjoint, ...rest } = about
  return {
    ...rest,
    ...(inside && { inside: inside.filter(isSame) }),
    ...(disjoint && { disjoint: disjoint.filter(isSame) }),
  }
}

function boundsOf(about: SetFacts | undefined): SetFacts | undefined {
  const { inside: _, disjoint: __, ...bounds } = about ?? {}
  return bounds
}

function factsText(about: SetFacts | undefined): string {
  if (!about) return ""
  const { sure, possible, lacks, ...rest } = about
  const keysOf = (prefixes: readonly AddressPrefix[] | undefined) => prefixes?.map(({ key }) => key).toSorted()
  return JSON.stringify([...[sure, possible, lacks].map(keysOf), rest])
}
