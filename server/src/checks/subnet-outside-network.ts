import * as l10n from "@vscode/l10n"
import type { OutsideAddressSpace } from "../topology/topology-fault.ts"
import type { WorkspaceCheck } from "./check.ts"
import { relatedPlace } from "./related-place.ts"
import { faultsOf } from "./topology-faults.ts"

export const subnetOutsideNetwork: WorkspaceCheck<OutsideAddressSpace> = {
  code: "subnet-outside-network",
  severity: "error",
  category: "refused",
  azureErrors: ["NetcfgInvalidSubnet"],
  aliases: [],
  scope: "workspace",
  summary: "A subnet whose prefix is outside its virtual network's address space.",
  explanation: `
Azure refuses such a subnet. Only networks whose prefixes are all known are checked; parameters count with their default
values. If the network is defined in another document, it is a Warning.
`,
  *run(context) {
    for (const fault of faultsOf(context, "outside-address-space")) {
      const { document, range: at, other, network } = fault
      yield {
        ...{ document, at, data: fault },
        severity: other.document === document ? "error" : "warning",
        related: [relatedPlace(other, l10n.t`"${network}" is defined here`)],
      }
    }
  },
  message: ({ subnet, network, prefix }) =>
    l10n.t`Subnet "${subnet}" has prefix ${prefix.key}, which is outside its virtual network "${network}": Azure refuses it (NetcfgInvalidSubnet). Add the prefix to the network's address space, or use one inside it.`,
  json: ({ subnet, network, prefix }) => ({ subnet, network, prefix: prefix.key }),
  examples: [
    {
      title: "A prefix of another network",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24" } },
      { "name": "db", "properties": { "addressPrefix": "10.1.2.0/24" } }
//               ^^ subnet-outside-network: Subnet "db" has prefix 10.1.2.0/24, which is outside its virtual network "hub": Azure refuses it (NetcfgInvalidSubnet). Add the prefix to the network's address space, or use one inside it.
    ] } }
  ]
}
`,
    },
  ],
}
