import type { ResourceType } from "../../azure/resource-types.ts"
import { type ReadResource, withoutNode } from "../../readers/located-resource.ts"
import { textOf } from "../../syntax/lookup.ts"
import { type Described, described } from "./described.ts"
import type { NetworkPart, Statement } from "./network-part.ts"
import {
  readAdminCollection,
  readAdminConfiguration,
  readAdminRule,
  readManagedNetwork,
  readManager,
} from "./read-admin.ts"
import { readDeployment } from "./read-deployment.ts"
import { readConnection, readGateway, readHubConnection, readLocalGateway } from "./read-gateway.ts"
import {
  apiManagement,
  appServiceEnvironment,
  batchPool,
  hdInsight,
  machineLearning,
  readHostedService,
} from "./read-hosted-service.ts"
import { isAttachedGroup, readAssociation, readInterface, readPrivateEndpoint } from "./read-interface.ts"
import { readBalancing, readGatewayHost, readLoadBalancer, readPool, readPublicAddress } from "./read-load-balancer.ts"
import { readMachine, readScaleSet } from "./read-machine.ts"
import { readRoute, readRouteTable } from "./read-routes.ts"
import { readNetwork, readPeering, readSubnet } from "./read-subnet.ts"

/** The resource as what can be kept of it when its document leaves memory. */
export function readPart(resource: ReadResource): NetworkPart {
  const holder = described(resource)
  const says = resource.association ? readAssociation(holder) : readers[resource.type](holder)
  const id = textOf(resource.property("id"))
  return { ...withoutNode(resource), ...(id?.startsWith("/") && { id }), says }
}

const other = (): Statement => ({ kind: "other" })

/** How each type of resource is read. */
const readers: Readonly<Record<ResourceType, (holder: Described) => Statement>> = {
  "Microsoft.Network/networkSecurityGroups": holder => ({
    kind: "networkSecurityGroup",
    isAttached: isAttachedGroup(holder),
  }),
  "Microsoft.Network/applicationSecurityGroups": other,
  "Microsoft.Network/virtualNetworks": readNetwork,
  "Microsoft.Network/virtualNetworks/subnets": readSubnet,
  "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": readPeering,
  "Microsoft.Network/networkInterfaces": readInterface,
  "Microsoft.Network/publicIPAddresses": readPublicAddress,
  "Microsoft.Network/publicIPPrefixes": other,
  "Microsoft.Network/loadBalancers": readLoadBalancer,
  "Microsoft.Network/loadBalancers/backendAddressPools": readPool,
  "Microsoft.Network/loadBalancers/inboundNatRules": holder => readBalancing(holder, true),
  "Microsoft.Network/loadBalancers/loadBalancingRules": holder => readBalancing(holder, false),
  "Microsoft.Network/loadBalancers/probes": other,
  "Microsoft.Network/routeTables": readRouteTable,
  "Microsoft.Network/routeTables/routes": readRoute,
  "Microsoft.Network/applicationGateways": holder => readGatewayHost(holder, "applicationGateway"),
  "Microsoft.Network/bastionHosts": holder => readGatewayHost(holder, "bastionHost"),
  "Microsoft.Network/natGateways": other,
  "Microsoft.Network/azureFirewalls": other,
  "Microsoft.Network/virtualNetworkGateways": readGateway,
  "Microsoft.Network/localNetworkGateways": readLocalGateway,
  "Microsoft.Network/connections": readConnection,
  "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections": readHubConnection,
  "Microsoft.Network/privateEndpoints": readPrivateEndpoint,
  "Microsoft.Network/networkManagers": readManager,
  "Microsoft.Network/networkManagers/networkGroups": other,
  "Microsoft.Network/networkManagers/networkGroups/staticMembers": readManagedNetwork,
  "Microsoft.Network/networkManagers/securityAdminConfigurations": readAdminConfiguration,
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections": readAdminCollection,
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules": readAdminRule,
  "Microsoft.Compute/virtualMachines": readMachine,
  "Microsoft.Compute/virtualMachineScaleSets": readScaleSet,
  "Microsoft.ApiManagement/service": holder => readHostedService(holder, apiManagement),
  "Microsoft.HDInsight/clusters": holder => readHostedService(holder, hdInsight),
  "Microsoft.Web/hostingEnvironments": holder => readHostedService(holder, appServiceEnvironment),
  "Microsoft.ContainerService/managedClusters": holder => readHostedService(holder, "kubernetes"),
  "Microsoft.ContainerService/managedClusters/agentPools": holder => readHostedService(holder, "kubernetes"),
  "Microsoft.Cache/redis": holder => readHostedService(holder, "redis"),
  "Microsoft.Batch/batchAccounts/pools": holder => readHostedService(holder, batchPool),
  "Microsoft.ServiceFabric/managedClusters": holder => readHostedService(holder, "serviceFabric"),
  "Microsoft.AAD/domainServices": holder => readHostedService(holder, "domainServices"),
  "Microsoft.MachineLearningServices/workspaces/computes": holder => readHostedService(holder, machineLearning),
  "Microsoft.Resources/deployments": readDeployment,
}
