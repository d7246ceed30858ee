import { appendTo } from "../../values/grouped.ts"
import type { BalancerStatement, NamedBalancing } from "../parts/network-part.ts"
import { keyOfReference } from "../parts/part-key.ts"
import type { BalancingRule, FrontEnd, LoadBalancer, PublicAddress, Subnet } from "../topology.ts"
import type { Pools } from "./link-pools.ts"
import { type Linking, namedThing, resolve } from "./linking.ts"
import type { TopologyDocument } from "./placed-part.ts"
import { isFound, type Thing } from "./things.ts"

export interface BalancerSurroundings {
  readonly pools: Pools
  subnetOf(thing: Thing): Subnet | undefined
  publicAddressOf(thing: Thing): PublicAddress | undefined
}

export function linkLoadBalancers(linking: Linking, around: BalancerSurroundings): readonly LoadBalancer[] {
  const own = separateRules(linking)
  return linking.things.of("loadBalancer", "applicationGateway", "bastionHost").map(thing => {
    const [by] = thing.parts
    const { kind, sku, subnet } = by.part.says
    const from = by.document
    const written = withoutCopies([...listedRules(thing), ...(own.get(thing) ?? [])])
    const { frontEnds } = by.part.says
    const rulesThat = (isNat: boolean) =>
      written
        .filter(({ rule }) => rule.isNat === isNat)
        .flatMap(each => balancingRules(thing, each, { frontEnds, pools: around.pools }))
    return {
      ...namedThing(thing),
      kind,
      ...(sku !== undefined && { sku }),
      ...(subnet && { subnet: resolve(linking, "subnet", { written: subnet, from }, around.subnetOf) }),
      frontEnds: frontEnds.map(each => linkFrontEnd(linking, each, from, around)),
      ...(!(by.part.says.rules.areAll && by.part.says.inboundNat.areAll) && { hasOtherRules: true }),
      rules: rulesThat(false),
      inboundNat: rulesThat(true),
    }
  })
}

interface PlacedRule {
  readonly rule: NamedBalancing
  readonly from: TopologyDocument
}

function listedRules({ parts }: Thing<BalancerStatement>): readonly PlacedRule[] {
  const [{ part, document: from }] = parts
  return [...part.says.rules.items, ...part.says.inboundNat.items].map(rule => ({ rule, from }))
}

/** Output prints a rule in its load balancer and as a resource of its own. */
function withoutCopies(rules: readonly PlacedRule[]): readonly PlacedRule[] {
  const keyOf = ({ rule }: PlacedRule) => `${rule.isNat} ${rule.key}`
  return [...new Map(rules.toReversed().map(each => [keyOf(each), each])).values()].toReversed()
}

/** The rules that are resources of their own, by their load balancer. */
function separateRules({ things }: Linking): ReadonlyMap<Thing, readonly PlacedRule[]> {
  const rules = new Map<Thing, PlacedRule[]>()
  for (const { parts } of things.of("balancing")) {
    const [by] = parts
    const balancer = things.find(by.part.parent, by.document)
    if (!isFound(balancer)) continue
    const { name, reference, says: rule } = by.part
    const key = keyOfReference(reference) ?? name.toLowerCase()
    appendTo(rules, balancer, { rule: { name, key, ...rule }, from: by.document })
  }
  return rules
}

function linkFrontEnd(
  linking: Linking,
  { name, address, publicAddress, subnet }: BalancerStatement["frontEnds"][number],
  from: TopologyDocument,
  around: BalancerSurroundings,
): FrontEnd {
  const none = { kind: "none" } as const
  return {
    name,
    address,
    publicAddress: publicAddress
      ? resolve(linking, "publicIPAddress", { written: publicAddress, from }, around.publicAddressOf)
      : none,
    subnet: subnet ? resolve(linking, "subnet", { written: subnet, from }, around.subnetOf) : none,
  }
}

interface RuleSurroundings {
  readonly frontEnds: BalancerStatement["frontEnds"]
  readonly pools: Pools
}

/** A load balancer's only front end is that of all of its rules. */
function frontEndOf({ frontEnd }: NamedBalancing, frontEnds: BalancerStatement["frontEnds"]) {
  const [only, another] = frontEnds
  return frontEnds.find(({ key }) => key === frontEnd) ?? (another ? undefined : only)
}

/** A rule; of inbound NAT for several machines one for each of its ports, whichever machine that leads to. */
function balancingRules(
  balancer: Thing,
  { rule, from }: PlacedRule,
  { frontEnds, pools }: RuleSurroundings,
): readonly BalancingRule[] {
  const { name, key, protocol, frontEndPort, lastPort, backEndPort, floatingIp } = rule
  const frontEnd = frontEndOf(rule, frontEnds)
  const member = rule.member ? pools.memberOf(rule.member, from) : []
  const listed = rule.isNat ? [...member, ...pools.ofNatRule(balancer, key)] : []
  const pooled = pools.of(rule.pools.items, from)
  const backEnds = [...new Map([...listed, ...pooled.members].map(one => [one.configuration, one])).values()]
  const isKnown = rule.isNat && rule.pools.items.length === 0 ? backEnds.length > 0 : pooled.areAll
  const shared = {
    name,
    ...(frontEnd && { frontEnd: frontEnd.name }),
    protocol,
    backEndPort,
    floatingIp,
    backEnds,
    areAll: rule.pools.areAll && isKnown && (!rule.member || member.length > 0),
  }
  return portsOf(frontEndPort, lastPort).map(port => ({ ...shared, frontEndPort: port }))
}

function portsOf(first: number | undefined, last: number | undefined): readonly (number | undefined)[] {
  if (first === undefined || last === undefined || last <= first) return [first]
  return last - first < mostPorts ? Array.from({ length: last - first + 1 }, (_, place) => first + place) : [undefined]
}

/** Of a longer range no port is told apart: where it leads is then not known. */
const mostPorts = 1000
