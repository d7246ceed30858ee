import type { TagData } from "../azure/tag-data.ts"
import type { LinkedTopology } from "../topology/link-topology.ts"
import type {
  NetworkInterface,
  PlacedGroup,
  RouteTable,
  Subnet,
  Topology,
  VirtualNetwork,
} from "../topology/topology.ts"
import type { TopologyFault } from "../topology/topology-fault.ts"
import { indexTopology, type TopologyIndex } from "../topology/topology-index.ts"
import type { AddressPrefix } from "../values/address.ts"
import { remember } from "../values/remember.ts"
import { adminDecider, type DecideByAdmin } from "./admin-decision.ts"
import { adminRulesFor, type RankedAdminRule } from "./admin-rules.ts"
import { anyFlow } from "./any-flow.ts"
import { asFarAsRead, brokenLine } from "./broken-text.ts"
import { type GroupInContext, groupInContext } from "./group-decision.ts"
import { type RuledGroup, ruledGroup } from "./judged-group.ts"
import { type NetworkContext, networkContext } from "./network-context.ts"
import { securityGroupFacts } from "./security-group-facts.ts"
import { type SubnetContext, subnetContext } from "./subnet-context.ts"
import { subnetNetwork } from "./subnet-network.ts"
import type { GroupOrigin } from "./verify-flow.ts"

/** A topology made ready for any number of questions: what they need is made when it is first needed, and kept. */
export interface JudgedNetwork {
  readonly index: TopologyIndex
  /** What contradicts itself in the documents. */
  readonly faults: readonly TopologyFault[]
  contextOf(subnet: Subnet): SubnetContext
  /** The group with its default rules, each time the same. */
  rulesOf(group: PlacedGroup): RuledGroup
  /** How the group judges in a subnet; where that is not known, without a network in sight. */
  groupIn(group: PlacedGroup, subnet: Subnet | undefined): GroupInSubnet
  adminRulesIn(subnet: Subnet, networkInterface: NetworkInterface | undefined): readonly RankedAdminRule[]
  adminIn(subnet: Subnet, networkInterface: NetworkInterface | undefined): DecideByAdmin
}

export interface GroupInSubnet extends GroupInContext {
  /** The same if the subnet's routes make VirtualNetwork everything, where they may. */
  readonly ifRouted?: GroupInContext
  readonly group: RuledGroup
}

export interface NetworkOptions {
  /** The prefixes behind gateways. */
  readonly onPremises?: readonly AddressPrefix[]
  readonly tagData?: TagData | undefined
  /** Where a group is written, for what an answer says of it. */
  originOf?(group: PlacedGroup): GroupOrigin | undefined
}

export function judgedNetwork(
  topology: Topology & Partial<Pick<LinkedTopology, "faults">>,
  options: NetworkOptions = {},
): JudgedNetwork {
  const index = indexTopology(topology)
  const contexts = contextsOf(index, options)
  const groups = groupsOf(contexts, options)
  const deciders = new Map<Subnet, DecideByAdmin>()
  const adminRulesIn = (subnet: Subnet, networkInterface: NetworkInterface | undefined) =>
    adminRulesFor(topology, subnet, networkInterface)
  return {
    index,
    faults: topology.faults ?? [],
    contextOf: contexts,
    ...groups,
    adminRulesIn,
    adminIn: (subnet, networkInterface) => {
      if (topology.adminConfigurations.length === 0 || networkInterface?.isPrivateEndpoint) return () => undefined
      return remember(deciders, subnet, () =>
        adminDecider(adminRulesIn(subnet, undefined), contexts(subnet).context.factsAbout(anyFlow)),
      )
    },
  }
}

/** Subnets of one network with the same routes share a context. */
function contextsOf(
  { topology, members }: TopologyIndex,
  { onPremises = [], tagData }: NetworkOptions,
): (subnet: Subnet) => SubnetContext {
  const known = new Map<VirtualNetwork, Map<RouteTable | string | undefined, SubnetContext>>()
  const groupFacts = new Map<VirtualNetwork, ReturnType<typeof securityGroupFacts>>()
  return subnet => {
    const { network, routeTable } = subnet
    const routes =
      routeTable.kind === "resolved" ? routeTable.target : routeTable.kind === "none" ? undefined : routeTable.text
    const own = remember(known, network, () => new Map())
    return remember(own, routes, () => {
      const found = subnetNetwork(subnet, onPremises)
      const securityGroups = remember(groupFacts, network, () => securityGroupFacts(topology, members, found.networks))
      return subnetContext(found, securityGroups, tagData)
    })
  }
}

function groupsOf(
  contextOf: (subnet: Subnet) => SubnetContext,
  { originOf, tagData }: NetworkOptions,
): Pick<JudgedNetwork, "groupIn" | "rulesOf"> {
  const elsewhere = networkContext({ tagData })
  const ruled = new Map<PlacedGroup["group"], RuledGroup>()
  const judged = new Map<RuledGroup, Map<NetworkContext, GroupInSubnet>>()
  const rulesOf = (placed: PlacedGroup) => {
    const { group } = placed
    return remember(ruled, group, () => {
      const { syntax, broken } = originOf?.(placed) ?? {}
      return ruledGroup(asFarAsRead(group, broken ?? brokenLine(syntax)))
    })
  }
  const inSubnets = new Map<Subnet | undefined, Map<PlacedGroup, GroupInSubnet>>()
  const groupIn = (placed: PlacedGroup, subnet: Subnet | undefined) =>
    remember(
      remember(inSubnets, subnet, () => new Map()),
      placed,
      () => findGroup(placed, subnet),
    )
  const findGroup = (placed: PlacedGroup, subnet: Subnet | undefined) => {
    const group = rulesOf(placed)
    const own = subnet && contextOf(subnet)
    const context = own?.context ?? elsewhere
    const byContext = remember(judged, group, () => new Map())
    return remember(byContext, context, () => {
      const judging = (one: NetworkContext) => groupInContext(group, one, () => originOf?.(placed))
      return {
        ...judging(context),
        ...(own?.ifRouted && { ifRouted: judging(own.ifRouted) }),
        group,
      }
    })
  }
  return { rulesOf, groupIn }
}

export function namesSecurityGroups({ rules }: RuledGroup): boolean {
  return rules.some(({ source, destination }) => [...source, ...destination].some(({ kind }) => kind === "group"))
}
