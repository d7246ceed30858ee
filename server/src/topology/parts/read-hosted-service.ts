import type { ServiceId } from "../../azure/service-need.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import { type Described, flagAt, itemsAt, textAt } from "./described.ts"
import type { HostedServiceStatement, WrittenReference } from "./network-part.ts"
import { referenceAt } from "./read-reference.ts"

/** A service of Azure that puts machines of its own into subnets; `service` where that is not always the same one. */
export function readHostedService(
  holder: Described,
  service: ServiceId | ((holder: Described) => ServiceId | undefined),
): HostedServiceStatement {
  const known = typeof service === "string" ? service : service(holder)
  const parts = [holder, ...itemsAt(holder, "serviceParts").items]
  return {
    kind: "hostedService",
    ...(known && { service: known }),
    subnets: known ? parts.flatMap(part => subnetOf(part) ?? []) : [],
  }
}

function subnetOf(part: Described): WrittenReference | undefined {
  const subnet = textAt(part, "serviceSubnetName")
  if (subnet === undefined) return referenceAt(part, "serviceSubnet", "Microsoft.Network/virtualNetworks/subnets")
  const network = referenceAt(part, "serviceNetwork", "Microsoft.Network/virtualNetworks")
  return network?.reference && { ...network, reference: childOf(network.reference, subnet) }
}

function childOf(network: ResourceRef, subnet: string): ResourceRef {
  return {
    ...network,
    type: "microsoft.network/virtualnetworks/subnets",
    name: [...network.name, subnet.toLowerCase()],
  }
}

/** API Management as it is in a network of its classic tiers: the others reach one in other ways. */
export function apiManagement(holder: Described): ServiceId | undefined {
  const isInside = /^(external|internal)$/i.test(textAt(holder, "networkType") ?? "")
  return isInside && /^(developer|premium)(_\d+)?$/i.test(textAt(holder, "sku") ?? "") ? "apiManagement" : undefined
}

/** A cluster that calls its resource provider itself needs nothing inbound. */
export function hdInsight(holder: Described): ServiceId | undefined {
  const direction = holder.get("serviceConnection")
  return direction && !/^inbound$/i.test(textAt(holder, "serviceConnection") ?? "") ? undefined : "hdInsight"
}

export function appServiceEnvironment(holder: Described): ServiceId | undefined {
  if (/_v3$/i.test(holder.resource.kind)) return "appServiceEnvironmentV3"
  if (/^azurerm_/.test(holder.resource.kind)) return "appServiceEnvironmentV2"
  const version = textAt(holder, "serviceVersion")
  if (/^asev3$/i.test(version ?? "")) return "appServiceEnvironmentV3"
  return /^asev2$/i.test(version ?? "") ? "appServiceEnvironmentV2" : undefined
}

/** Compute that stands in the subnet alone is not called from outside. */
export function machineLearning(holder: Described): ServiceId {
  return flagAt(holder, "nodePublicAddress") === false ? "machineLearningInside" : "machineLearning"
}

export function batchPool(holder: Described): ServiceId {
  return /^classic$/i.test(textAt(holder, "nodeCommunication") ?? "") ? "batchClassic" : "batch"
}
