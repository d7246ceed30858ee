import * as l10n from "@vscode/l10n"
import { isGatewaySubnet } from "../azure/group-free-subnets.ts"
import type { RefusedGroup } from "../topology/topology-fault.ts"
import type { WorkspaceCheck } from "./check.ts"
import { faultsOf } from "./topology-faults.ts"

export const groupOnExcludedSubnet: WorkspaceCheck<RefusedGroup> = {
  code: "group-on-excluded-subnet",
  severity: "error",
  category: "refused",
  azureErrors: ["NetworkSecurityGroupCannotBeAttachedToGatewaySubnet"],
  aliases: [],
  scope: "workspace",
  summary: "A network security group on a subnet that does not support one, such as GatewaySubnet.",
  explanation: `
Azure refuses a group on GatewaySubnet (Error). AzureFirewallSubnet, AzureFirewallManagementSubnet and RouteServerSubnet do
not support one either; whether Azure refuses the deployment there is not known, so that is a Warning. A group that is
attached to the subnet only under a condition is not reported.
`,
  *run(context) {
    for (const fault of faultsOf(context, "refused-group")) {
      const { document, range: at, subnet } = fault
      yield { document, at, data: fault, severity: isGatewaySubnet(subnet) ? "error" : "warning" }
    }
  },
  message: ({ subnet }) =>
    isGatewaySubnet(subnet)
      ? l10n.t`Azure refuses an NSG on GatewaySubnet (NetworkSecurityGroupCannotBeAttachedToGatewaySubnet). Remove it, and filter in the other subnets.`
      : l10n.t`${subnet} does not support an NSG, and Azure may refuse it. Remove it, and filter in the other subnets.`,
  json: ({ subnet, network }) => ({ subnet, network }),
  examples: [
    {
      title: "A group on the gateway's subnet",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [] } },
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2023-09-01",
      "name": "hub",
      "properties": {
        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "subnets": [
          { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } },
          { "name": "GatewaySubnet", "properties": { "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } },
//                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ group-on-excluded-subnet: Azure refuses an NSG on GatewaySubnet (NetworkSecurityGroupCannotBeAttachedToGatewaySubnet). Remove it, and filter in the other subnets.
          { "name": "AzureFirewallSubnet", "properties": { "addressPrefix": "10.0.3.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
//                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ group-on-excluded-subnet: AzureFirewallSubnet does not support an NSG, and Azure may refuse it. Remove it, and filter in the other subnets.
        ]
      }
    }
  ]
}
`,
    },
  ],
}
