import { itemsOf, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { indexReferences, type ReferenceIndex } from "../values/reference-index.ts"
import { type ResourceRef, sameResource } from "../values/resource-ref.ts"
import type { ReadResource } from "./located-resource.ts"
import type { HealthProbe, LocatedGroup } from "./reader.ts"

/** The groups of a template with the health probes that come to what they guard, as far as the template says so. */
export function withProbes(
  groups: readonly LocatedGroup[],
  resources: readonly ReadResource[],
): readonly LocatedGroup[] {
  // What a condition decides, and what exists already, is not certain to be there as it is written.
  const certain = resources.filter(
    ({ condition, existing, uncounted }) => condition === undefined && !existing && !uncounted,
  )
  const balancers = certain.filter(({ type }) => type === "Microsoft.Network/loadBalancers").map(balancerOf)
  if (balancers.length === 0) return groups
  const members = certain.flatMap(membersOf)
  const subnets = indexReferences(
    certain.filter(({ type }) => type === subnetType).map(guardOf),
    ({ subnet }) => subnet,
  )
  const isBare = groups.length === 1 && !resources.some(({ type }) => attachable.has(type))
  return groups.map(group => {
    const own = referenceOf(group, certain)
    const pools = own ? members.filter(one => isGuarded(one, own, subnets)).flatMap(one => one.pools) : []
    const probes = isBare
      ? balancers.flatMap(balancer => balancer.probes).map(probe => ({ ...probe, assumed: true as const }))
      : balancers.flatMap(balancer =>
          probesOf(
            balancer,
            indexReferences(pools, pool => pool),
          ),
        )
    return probes.length === 0 ? group : { ...group, probes }
  })
}

const groupType = "Microsoft.Network/networkSecurityGroups"
const subnetType = "Microsoft.Network/virtualNetworks/subnets"
const interfaceType = "Microsoft.Network/networkInterfaces"
const scaleSetType = "Microsoft.Compute/virtualMachineScaleSets"

/** What shows where groups and back ends are: without any of it, the one group and the load balancers belong together. */
const attachable: ReadonlySet<string> = new Set([
  "Microsoft.Network/virtualNetworks",
  ...[subnetType, interfaceType, scaleSetType],
])

interface Balancer {
  readonly probes: readonly HealthProbe[]
  /** The pools that a rule sends traffic to, and the probe that it goes by. */
  readonly ties: readonly { readonly pools: readonly ResourceRef[]; readonly probe: HealthProbe | undefined }[]
}

function balancerOf(balancer: ReadResource): Balancer {
  const { reference, name, property } = balancer
  const refer = (node: Node | undefined) => balancer.refer(node, { type: "Microsoft.Network/loadBalancers" })
  const probes = itemsOf(property("probes")).map(node => {
    const port = memberAt(node, "properties", "port")
    const number = port?.kind === "scalar" ? Number(port.value) : Number.NaN
    const own = textOf(member(node, "name"))?.toLowerCase()
    return {
      reference: own === undefined ? undefined : partReference(reference, "probes", own),
      probe: { loadBalancer: name, ...(Number.isInteger(number) && { port: number }) },
    }
  })
  const named = indexReferences(probes, each => each.reference)
  const ties = itemsOf(property("loadBalancingRules")).map(node => {
    const rule = member(node, "properties")
    const pools = [member(rule, "backendAddressPool"), ...itemsOf(member(rule, "backendAddressPools"))]
    return {
      pools: pools.flatMap(pool => refer(pool) ?? []),
      probe: named.find(refer(member(rule, "probe")))[0]?.probe,
    }
  })
  return { probes: probes.map(({ probe }) => probe), ties }
}

function partReference({ type, name, ...place }: ResourceRef, list: string, own: string): ResourceRef {
  return { ...place, type: `${type}/${list}`, name: name.length > 0 ? [...name, own] : [] }
}

/** The probes of the rules that send traffic to one of the pools. */
function probesOf({ probes, ties }: Balancer, pools: ReferenceIndex<ResourceRef>): readonly HealthProbe[] {
  const used = new Set(ties.filter(tie => tie.pools.some(pool => pools.find(pool).length > 0)).map(tie => tie.probe))
  return probes.filter(probe => used.has(probe))
}

/** A network interface, or those of a scale set, by what it refers to. */
interface Member {
  readonly group: ResourceRef | undefined
  readonly subnets: readonly ResourceRef[]
  readonly pools: readonly ResourceRef[]
}

function membersOf(resource: ReadResource): readonly Member[] {
  const { type, property } = resource
  if (type === interfaceType)
    return [memberOf(property("networkSecurityGroup"), property("ipConfigurations"), resource)]
  if (type !== scaleSetType) return []
  const configurations = property("virtualMachineProfile", "networkProfile", "networkInterfaceConfigurations")
  return itemsOf(configurations).map(each => {
    const properties = member(each, "properties")
    return memberOf(member(properties, "networkSecurityGroup"), member(properties, "ipConfigurations"), resource)
  })
}

function memberOf(group: Node | undefined, ipConfigurations: Node | undefined, { refer }: ReadResource): Member {
  const configurations = itemsOf(ipConfigurations).map(each => member(each, "properties"))
  const pools = configurations.flatMap(each => itemsOf(member(each, "loadBalancerBackendAddressPools")))
  return {
    group: refer(group, { type: groupType }),
    subnets: configurations.flatMap(each => refer(member(each, "subnet"), { type: subnetType }) ?? []),
    pools: pools.flatMap(pool => refer(pool, { type: "Microsoft.Network/loadBalancers/backendAddressPools" }) ?? []),
  }
}

/** A subnet and its group. */
interface Guard {
  readonly subnet: ResourceRef
  readonly group: ResourceRef | undefined
}

function guardOf({ reference, property, refer }: ReadResource): Guard {
  return { subnet: reference, group: refer(property("networkSecurityGroup"), { type: groupType }) }
}

function isGuarded({ group, subnets }: Member, own: ResourceRef, guards: ReferenceIndex<Guard>): boolean {
  return isSame(group, own) || subnets.some(subnet => guards.find(subnet).some(guard => isSame(guard.group, own)))
}

function isSame(one: ResourceRef | undefined, other: ResourceRef): boolean {
  return one !== undefined && sameResource(one, other) === true
}

/** What the one resource is called that makes the group. */
function referenceOf(group: LocatedGroup, resources: readonly ReadResource[]): ResourceRef | undefined {
  const made = resources.filter(({ type }) => type === groupType)
  const own = made.find(({ range, iteration }) => range.start === group.range.start && iteration === group.iteration)
  return own && made.filter(({ reference }) => isSame(reference, own.reference)).length === 1
    ? own.reference
    : undefined
}
