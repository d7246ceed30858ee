import type { Member, PlacedGroup, Reference } from "../topology/topology.ts"
import { anyFlow } from "./any-flow.ts"
import { type RulesAndFacts, rulesOfGroup } from "./flow-classes.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import { networkContext } from "./network-context.ts"

/** All rules that flows of a network interface meet on its side, in every context that they may be judged in. */
export function rulesAtMember(network: JudgedNetwork, member: Member): readonly RulesAndFacts[] {
  const { networkInterface, configuration } = member
  const subnet = configuration.subnet.kind === "resolved" ? configuration.subnet.target : undefined
  const around = subnet && network.contextOf(subnet)
  const contexts = around ? [around.context, ...(around.ifRouted ? [around.ifRouted] : [])] : [networkContext({})]
  const at = (reference: Reference<PlacedGroup>) => (reference.kind === "resolved" ? [reference.target] : [])
  const groups = [...(subnet ? at(subnet.group) : []), ...at(networkInterface.group)].map(network.rulesOf)
  const own = groups.flatMap(group => contexts.map(context => rulesOfGroup(group, context)))
  const [context] = contexts
  if (!subnet || !context) return own
  return [...own, { rules: network.adminRulesIn(subnet, networkInterface), facts: context.factsAbout(anyFlow) }]
}
