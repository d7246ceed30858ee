import type { Access, Direction } from "../engine/security-rule.ts"
import type { NetworkInterface, Subnet } from "../topology/topology.ts"
import type { AddressTerm } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { agreedVerdict, type ClaimVerdict } from "./claim.ts"
import { type ClaimPlace, claimProver, type ProveClaim } from "./claim-prover.ts"
import { type AppliedRules, appliedIn, appliedTo } from "./effective-interface.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { noNetwork } from "./network-context.ts"

/** Claims about all levels that traffic of a network interface passes on its side. */
export function interfaceProver(network: JudgedNetwork, networkInterface: NetworkInterface): ProveClaim {
  const applied = appliedTo(network, networkInterface)
  const isChosen = networkInterface.configurations.some(({ address }) => !address)
  return inBothReadings(applied, place => (isChosen ? chosenProver(place) : claimProver(place)))
}

/** Claims about what the subnet's level does with all that is in the subnet. */
export function subnetProver(network: JudgedNetwork, subnet: Subnet): ProveClaim {
  return inBothReadings(appliedIn(network, subnet), claimProver)
}

/** What holds whether or not the subnet's routes make VirtualNetwork everything, where they may. */
function inBothReadings(applied: AppliedRules, prover: (place: ClaimPlace) => ProveClaim): ProveClaim {
  const { context, admin, addresses } = applied
  const place: ClaimPlace = {
    context: context?.context ?? noNetwork,
    admin,
    groups: applied.groups.map(({ ruled }) => ruled),
    ...(addresses.length > 0 && { addresses }),
  }
  const own = prover(place)
  if (!context?.ifRouted) return own
  const routed = prover({ ...place, context: context.ifRouted })
  return (access, traffic) => agreedVerdict(own(access, traffic), routed(access, traffic))
}

/**
 * Of an address that Azure chooses, the claim is about whichever it is: where rules tell addresses of the subnet apart, that
 * one of them is treated otherwise says nothing.
 */
function chosenProver(place: ClaimPlace): ProveClaim {
  const prove = claimProver(place)
  return (access, traffic) => {
    const verdict = prove(access, traffic)
    const { counterexample, status } = verdict
    if (status !== "fails" || !counterexample || !tellsApart(place, traffic.direction)) return verdict
    return doubted(verdict, () => prove(oppositeOf(access), traffic))
  }
}

/** A claim fails for each address where the opposite holds for all of them; else it may hold for the one that is chosen. */
export function doubted(verdict: ClaimVerdict, opposite: () => ClaimVerdict): ClaimVerdict {
  const { counterexample, decidedBy } = verdict
  if (verdict.status !== "fails" || opposite().status === "holds") return verdict
  return { status: "unknown", decidedBy, ...(counterexample && { doubt: { ...counterexample, open: [] } }) }
}

export function oppositeOf(access: Access): Access {
  return access === "Allow" ? "Deny" : "Allow"
}

export function tellsApart({ groups, admin = [], addresses = [] }: ClaimPlace, direction: Direction): boolean {
  const side = direction === "Inbound" ? "destination" : "source"
  const rules = [...groups.flatMap(group => group?.rules ?? []), ...admin]
  return rules.some(
    rule => rule.direction === direction && rule[side].some(term => addresses.some(own => cuts(term, own))),
  )
}

/** Whether the term may hold some addresses of the prefix and not others. */
function cuts(term: AddressTerm, own: AddressTerm): boolean {
  if (term.kind === "any") return false
  if (term.kind !== "prefix" || own.kind !== "prefix") return term.kind !== "tag"
  return term.family === own.family && term.key !== own.key && isPrefixWithin(term, own)
}
