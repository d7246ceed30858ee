import { isList, itemsOf, member, memberAt } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { ownId, referredId } from "./arm-id.ts"
import { type ArmResource, groupType, scaleSetType } from "./arm-resources.ts"
import { armProperties } from "./arm-rules.ts"
import type { ArmScope } from "./arm-scope.ts"
import type { HealthProbe, LocatedGroup } from "./reader.ts"

/** The groups of a template with the health probes that come to what they guard, as far as the template says so. */
export function withProbes(
  groups: readonly LocatedGroup[],
  resources: readonly ArmResource[],
): readonly LocatedGroup[] {
  // What a condition decides, and what exists already, is not certain to be there as it is written.
  const certain = resources.filter(
    ({ condition, existing, uncounted }) => condition === undefined && !existing && !uncounted,
  )
  const balancers = certain.filter(({ type }) => type === balancerType).map(balancerOf)
  if (balancers.length === 0) return groups
  const members = certain.flatMap(membersOf)
  const guards = subnetGroups(certain)
  const isBare = groups.length === 1 && !resources.some(({ type }) => attachable.has(type))
  return groups.map(group => {
    const id = idOf(group, certain)
    const pools = new Set(
      members.filter(one => id !== undefined && isGuarded(one, id, guards)).flatMap(one => one.pools),
    )
    const probes = isBare
      ? balancers.flatMap(balancer => balancer.probes).map(probe => ({ ...probe, assumed: true as const }))
      : balancers.flatMap(balancer => probesOf(balancer, pools))
    return probes.length === 0 ? group : { ...group, probes }
  })
}

const balancerType = "microsoft.network/loadbalancers"
const networkType = "microsoft.network/virtualnetworks"
const subnetType = "microsoft.network/virtualnetworks/subnets"
const interfaceType = "microsoft.network/networkinterfaces"

/** What shows where groups and back ends are: without any of it, the one group and the load balancers belong together. */
const attachable: ReadonlySet<string> = new Set([networkType, subnetType, interfaceType, scaleSetType])

interface Balancer {
  readonly probes: readonly (HealthProbe & { readonly id: string })[]
  /** The ids of a pool and of a probe that a rule brings together. */
  readonly ties: readonly { readonly pools: readonly (string | undefined)[]; readonly probe: string | undefined }[]
}

function balancerOf(resource: ArmResource): Balancer {
  const properties = armProperties(resource.node, resource.scope, ["probes", "loadBalancingRules"])
  const id = ownId(resource)
  const refer = (node: Node | undefined) => referredId(member(node, "id"), resource.scope)
  const name = resource.name.map(({ text }) => text).join("/")
  const probes = itemsOf(member(properties, "probes")).map(node => {
    const port = memberAt(node, "properties", "port")
    const number = port?.kind === "scalar" ? Number(port.value) : Number.NaN
    return {
      id: `${id}/probes/${String(scalarOf(member(node, "name"))).toLowerCase()}`,
      loadBalancer: name,
      ...(Number.isInteger(number) && { port: number }),
    }
  })
  const ties = itemsOf(member(properties, "loadBalancingRules")).map(node => {
    const rule = member(node, "properties")
    const pools = [member(rule, "backendAddressPool"), ...itemsOf(member(rule, "backendAddressPools"))]
    return { pools: pools.filter(pool => pool !== undefined).map(refer), probe: refer(member(rule, "probe")) }
  })
  return { probes, ties }
}

/** The probes of the rules that send traffic to one of the pools. */
function probesOf({ probes, ties }: Balancer, pools: ReadonlySet<string>): readonly HealthProbe[] {
  const used = new Set(
    ties.filter(tie => tie.pools.some(pool => pool !== undefined && pools.has(pool))).map(tie => tie.probe),
  )
  return probes.filter(({ id }) => used.has(id))
}

/** A network interface, or those of a scale set, by what it refers to. */
interface Member {
  readonly group: string | undefined
  readonly subnets: readonly (string | undefined)[]
  readonly pools: readonly string[]
}

function membersOf({ type, node, scope }: ArmResource): readonly Member[] {
  if (type === interfaceType)
    return [memberOf(armProperties(node, scope, ["ipConfigurations", "networkSecurityGroup"]), scope)]
  if (type !== scaleSetType) return []
  const profile = memberAt(
    armProperties(node, scope, ["virtualMachineProfile"]),
    "virtualMachineProfile",
    "networkProfile",
  )
  return itemsOf(member(profile, "networkInterfaceConfigurations")).map(each =>
    memberOf(member(each, "properties"), scope),
  )
}

function memberOf(properties: Node | undefined, scope: ArmScope): Member {
  const configurations = itemsOf(member(properties, "ipConfigurations")).map(each => member(each, "properties"))
  const pools = configurations.flatMap(each => itemsOf(member(each, "loadBalancerBackendAddressPools")))
  return {
    group: referredId(memberAt(properties, "networkSecurityGroup", "id"), scope),
    subnets: configurations.map(each => referredId(memberAt(each, "subnet", "id"), scope)),
    pools: pools.flatMap(pool => referredId(member(pool, "id"), scope) ?? []),
  }
}

function isGuarded({ group, subnets }: Member, id: string, guards: ReadonlyMap<string, string>): boolean {
  return group === id || subnets.some(subnet => subnet !== undefined && guards.get(subnet) === id)
}

/** By the id of a subnet, that of its group. */
function subnetGroups(resources: readonly ArmResource[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const resource of resources) {
    const { type, node, scope } = resource
    const own = type === networkType || type === subnetType ? ownId(resource) : undefined
    if (own === undefined) continue
    const properties = armProperties(node, scope, ["subnets", "networkSecurityGroup"])
    const subnets = member(properties, "subnets")
    const named = isList(subnets) ? subnets.items : []
    const all: readonly (readonly [string, Node | undefined])[] =
      type === subnetType
        ? [[own, properties]]
        : named.map(each => [
            `${own}/subnets/${String(scalarOf(member(each, "name"))).toLowerCase()}`,
            member(each, "properties"),
          ])
    for (const [id, subnet] of all) {
      const group = referredId(memberAt(subnet, "networkSecurityGroup", "id"), scope)
      if (group !== undefined) found.set(id, group)
    }
  }
  return found
}

/** The id of the one resource that makes the group. */
function idOf(group: LocatedGroup, resources: readonly ArmResource[]): string | undefined {
  const made = resources.filter(({ type }) => type === groupType)
  const own = made.find(
    ({ node, iteration }) => node.range.start === group.range.start && iteration === group.iteration,
  )
  const id = own && ownId(own)
  return id !== undefined && made.filter(each => ownId(each) === id).length === 1 ? id : undefined
}

function scalarOf(node: Node | undefined): unknown {
  return node?.kind === "scalar" ? node.value : undefined
}
