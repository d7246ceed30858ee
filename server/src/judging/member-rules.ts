import type { Member, NetworkInterface, PlacedGroup, Reference, Subnet } from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { anyFlow } from "./any-flow.ts"
import { type RulesAndFacts, rulesOfGroup } from "./flow-classes.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { networkContext } from "./network-context.ts"
import { interfaceOf, possibleStations } from "./path-station.ts"

/** All rules that flows of a network interface meet on its side, in every context that they may be judged in. */
export function rulesAtMember(network: JudgedNetwork, member: Member): readonly RulesAndFacts[] {
  const { networkInterface, configuration } = member
  const subnet = configuration.subnet.kind === "resolved" ? configuration.subnet.target : undefined
  return rulesAround(network, subnet, [networkInterface])
}

/** Those that flows of an address may meet that no network interface here is known to have. */
export function rulesAtAddress(network: JudgedNetwork, subnet: Subnet, own: AddressPrefix): readonly RulesAndFacts[] {
  const possible = possibleStations(network, subnet, own).flatMap(station => interfaceOf(station) ?? [])
  return rulesAround(network, subnet, possible)
}

function rulesAround(
  network: JudgedNetwork,
  subnet: Subnet | undefined,
  interfaces: readonly NetworkInterface[],
): readonly RulesAndFacts[] {
  const around = subnet && network.contextOf(subnet)
  const contexts = around ? [around.context, ...(around.ifRouted ? [around.ifRouted] : [])] : [networkContext({})]
  const at = (reference: Reference<PlacedGroup>) => (reference.kind === "resolved" ? [reference.target] : [])
  const placed = [...(subnet ? at(subnet.group) : []), ...interfaces.flatMap(({ group }) => at(group))]
  const groups = [...new Set(placed.map(network.rulesOf))]
  const own = groups.flatMap(group => contexts.map(context => rulesOfGroup(group, context)))
  const [context] = contexts
  if (!subnet || !context) return own
  return [...own, { rules: network.adminRulesIn(subnet, interfaces[0]), facts: context.factsAbout(anyFlow) }]
}
