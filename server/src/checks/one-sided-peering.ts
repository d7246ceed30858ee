import * as l10n from "@vscode/l10n"
import type { OneSidedPeering } from "../topology/topology-fault.ts"
import type { WorkspaceCheck } from "./check.ts"
import { relatedPlace } from "./related-place.ts"
import { faultsOf } from "./topology-faults.ts"

export const oneSidedPeering: WorkspaceCheck<OneSidedPeering> = {
  code: "one-sided-peering",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "A virtual network peering without the matching one in the other network.",
  explanation: `
Traffic passes between two virtual networks only if both have a peering with the other one. Until then, the tag
VirtualNetwork of neither network includes the other's addresses. It is a Warning if both networks are in one document, or
if all files of the workspace are known; otherwise the other peering may be in a file that was not read: Information.
`,
  *run(context) {
    for (const fault of faultsOf(context, "one-sided-peering")) {
      const { document, range: at, other, remote } = fault
      const isSure = context.isWhole || other.document === document || context.topology.exports.has(other.document)
      yield {
        ...{ document, at, data: fault },
        severity: isSure ? "warning" : "information",
        related: [relatedPlace(other, l10n.t`"${remote}" has no peering back`)],
      }
    }
  },
  message: ({ network, remote }) =>
    l10n.t`"${network}" has a peering with "${remote}", but "${remote}" has none back: no traffic passes between them. Give "${remote}" a peering with "${network}".`,
  json: ({ network, remote }) => ({ network, remote }),
  examples: [
    {
      title: "A peering without the one back",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] } } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "spoke", "properties": { "addressSpace": { "addressPrefixes": ["10.1.0.0/16"] } } },
    { "type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "apiVersion": "2023-09-01", "name": "hub/to-spoke", "properties": { "remoteVirtualNetwork": { "id": "[resourceId('Microsoft.Network/virtualNetworks', 'spoke')]" } } }
//                                                                                                             ^^^^^^^^^^^^ one-sided-peering: "hub" has a peering with "spoke", but "spoke" has none back: no traffic passes between them. Give "spoke" a peering with "hub".
  ]
}
`,
    },
  ],
}
