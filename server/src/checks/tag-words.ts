import { classicTagNames } from "../azure/classic-tags.ts"
import { internetKey, loadBalancerKey, virtualNetworkKey } from "../azure/service-tags.ts"
import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"

/** What the load balancer's tag is called in the deployment model of a group. */
export function loadBalancerWord({ model }: Pick<LocatedGroup, "model">): string {
  return wordFor(loadBalancerKey, "AzureLoadBalancer", model === "classic")
}

/** What the virtual network's tag is called in the deployment model of a group. */
export function virtualNetworkWord({ model }: Pick<LocatedGroup, "model">): string {
  return wordFor(virtualNetworkKey, "VirtualNetwork", model === "classic")
}

/** What the Internet's tag is called in the deployment model of a group. */
export function internetWord({ model }: Pick<LocatedGroup, "model">): string {
  return wordFor(internetKey, "Internet", model === "classic")
}

/** What a rule that has the load balancer's tag calls it. */
export function writtenLoadBalancer({ source, destination }: LocatedRule): string {
  const classic = classicTagNames.get(loadBalancerKey)
  const isClassic = [...source, ...destination].some(
    term => term.kind === "tag" && term.key === loadBalancerKey && term.name.toUpperCase() === classic,
  )
  return wordFor(loadBalancerKey, "AzureLoadBalancer", isClassic)
}

function wordFor(key: string, today: string, isClassic: boolean): string {
  return (isClassic ? classicTagNames.get(key) : undefined) ?? today
}
