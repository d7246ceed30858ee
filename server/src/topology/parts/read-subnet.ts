import { parentOf } from "../../values/resource-ref.ts"
import { type Described, flagAt, itemsAt, scalarText, textAt, valuesOf } from "./described.ts"
import type {
  NetworkStatement,
  PeeringAccess,
  PeeringStatement,
  SubnetStatement,
  WrittenReference,
} from "./network-part.ts"
import type { PropertyName } from "./property-paths.ts"
import { prefixesAt } from "./read-addresses.ts"
import { referenceAt, writtenReference } from "./read-reference.ts"

const network = "Microsoft.Network/virtualNetworks"

export function readNetwork(holder: Described): NetworkStatement {
  return { kind: "virtualNetwork", addressSpace: prefixesAt(holder, "networks") }
}

export function readSubnet(holder: Described): SubnetStatement {
  const group = referenceAt(holder, "group", "Microsoft.Network/networkSecurityGroups")
  const routeTable = referenceAt(holder, "routeTable", "Microsoft.Network/routeTables")
  const policies = policiesIn(holder)
  return {
    kind: "subnet",
    prefixes: prefixesAt(holder, "prefixes"),
    ...(group && { group }),
    ...(routeTable && { routeTable }),
    delegations: itemsAt(holder, "delegations").items.flatMap(item => textAt(item, "serviceName") ?? []),
    serviceEndpoints: serviceEndpointsIn(holder),
    ...(policies !== undefined && { privateEndpointNetworkPolicies: policies }),
    interfaces: claimsIn(holder),
  }
}

/** Names, or objects with one. */
function serviceEndpointsIn(holder: Described): readonly string[] {
  const texts = valuesOf(holder.get("serviceEndpoints")).items.flatMap(node => scalarText(node) ?? [])
  const named = itemsAt(holder, "serviceEndpoints").items.flatMap(item => textAt(item, "service") ?? [])
  return [...texts, ...named]
}

/** Terraform had two truth values for it, one of which says the opposite. */
function policiesIn(holder: Described): string | undefined {
  const text = textAt(holder, "policies")
  if (text !== "true" && text !== "false") return text
  const node = holder.get("policies")
  const isEnforced = holder.resource.property("enforce_private_link_endpoint_network_policies") === node
  return (text === "true") === isEnforced ? "Disabled" : "Enabled"
}

/** The IP configurations that output lists in a subnet, by the network interfaces that have them. */
function claimsIn(holder: Described): readonly WrittenReference[] {
  return valuesOf(holder.get("claims")).items.flatMap(node => {
    const { reference, ...written } = writtenReference(holder, node, "Microsoft.Network/networkInterfaces")
    const isConfiguration = reference?.type?.endsWith("/ipconfigurations")
    const owner = isConfiguration && reference ? parentOf(reference) : undefined
    return owner?.type === "microsoft.network/networkinterfaces" ? [{ ...written, reference: owner }] : []
  })
}

export function readPeering(holder: Described): PeeringStatement {
  const remote = referenceAt(holder, "remote", network)
  const state = textAt(holder, "state")
  return {
    kind: "peering",
    ...(remote && { remote }),
    ...(state !== undefined && { state }),
    ...accessIn(holder, "allowsAccess", "usesRemoteGateway"),
    remotePrefixes: prefixesAt(holder, "remotePrefixes").known,
    ...(isMutual(holder) && { back: accessIn(holder, "backAllowsAccess", "backUsesRemoteGateway") }),
  }
}

function accessIn(holder: Described, allows: PropertyName, usesGateway: PropertyName): PeeringAccess {
  return {
    ...(flagAt(holder, allows) === false && { blocksAccess: true }),
    ...(flagAt(holder, usesGateway) && { usesRemoteGateway: true }),
  }
}

/** Cluster API's provider makes a peering in both networks. */
function isMutual({ resource }: Described): boolean {
  return /^AzureCluster\w*\.peering$/.test(resource.kind)
}
