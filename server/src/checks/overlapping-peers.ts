import * as l10n from "@vscode/l10n"
import type { OverlappingPeers } from "../topology/topology-fault.ts"
import type { WorkspaceCheck } from "./check.ts"
import { relatedPlace } from "./related-place.ts"
import { faultsOf } from "./topology-faults.ts"

export const overlappingPeers: WorkspaceCheck<OverlappingPeers> = {
  code: "overlapping-peers",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "A peering between virtual networks whose address spaces overlap.",
  explanation: `
Azure refuses a peering between virtual networks that share an address. Parameters count with their default values. If the
networks are in different documents, which may be meant for different environments, it is a Warning.
`,
  *run(context) {
    for (const fault of faultsOf(context, "overlapping-peers")) {
      const { document, range: at, other, remote } = fault
      yield {
        ...{ document, at, data: fault },
        severity: other.document === document ? "error" : "warning",
        related: [relatedPlace(other, l10n.t`"${remote}" has ${fault.prefixes[1].key}`)],
      }
    }
  },
  message: ({ network, remote, prefixes: [own, other] }) =>
    l10n.t`"${network}" (${own.key}) and "${remote}" (${other.key}) overlap: Azure refuses a peering between them. Give one of them different prefixes.`,
  json: ({ network, remote, prefixes }) => ({ network, remote, prefixes: prefixes.map(({ key }) => key) }),
  examples: [
    {
      title: "Two networks with one address space",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] } } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "spoke", "properties": { "addressSpace": { "addressPrefixes": ["10.0.128.0/17"] } } },
    { "type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "apiVersion": "2023-09-01", "name": "hub/to-spoke", "properties": { "remoteVirtualNetwork": { "id": "[resourceId('Microsoft.Network/virtualNetworks', 'spoke')]" } } },
//                                                                                                             ^^^^^^^^^^^^ overlapping-peers: "hub" (10.0.0.0/16) and "spoke" (10.0.128.0/17) overlap: Azure refuses a peering between them. Give one of them different prefixes.
    { "type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "apiVersion": "2023-09-01", "name": "spoke/to-hub", "properties": { "remoteVirtualNetwork": { "id": "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]" } } }
  ]
}
`,
    },
  ],
}
