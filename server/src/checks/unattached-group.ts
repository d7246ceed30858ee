import * as l10n from "@vscode/l10n"
import type { LocatedGroup } from "../readers/reader.ts"
import type { WorkspaceCheck } from "./check.ts"
import { isAllSaid, isPlainName, tellsAttachments } from "./whole-networks.ts"

export const unattachedGroup: WorkspaceCheck<Unattached> = {
  code: "unattached-group",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: ["Azure.NSG.Associated"],
  scope: "workspace",
  summary: "A network security group that is not attached to any subnet or network interface.",
  explanation: `
Such a group filters nothing. It is reported only if everything is known: in an export that holds virtual networks and
network interfaces, or if all files of a workspace have been read (on the command line, a folder), those beside the group
describe subnets or network interfaces, and every reference to a group can be understood. A group whose name is an
expression, or that has a condition, is not reported.
`,
  *run(context) {
    for (const placed of context.topology.unattached) {
      const { document, group } = placed
      if (isConditional(group) || !isPlainName(group.name) || isNamedAnywhere(context, group)) continue
      if (!isAllSaid(context, document) || !tellsAttachments(context, placed)) continue
      yield { document, at: group.nameRange, group, data: { name: group.name } }
    }
  },
  message: ({ name }) =>
    l10n.t`NSG "${name}" is not attached to any subnet or network interface here: it filters nothing. Attach it, or remove it.`,
  json: () => ({}),
  examples: [
    {
      title: "An export with a group that nothing has",
      language: "json",
      source: `
[
  { "type": "microsoft.network/networksecuritygroups", "name": "web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web", "properties": { "securityRules": [] } },
  { "type": "microsoft.network/networksecuritygroups", "name": "old", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/old", "properties": { "securityRules": [] } },
//                                                              ^^^ unattached-group: NSG "old" is not attached to any subnet or network interface here: it filters nothing. Attach it, or remove it.
  { "type": "microsoft.network/virtualnetworks", "name": "hub", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
    { "name": "app", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web" } } }
  ] } },
  { "type": "microsoft.network/networkinterfaces", "name": "web-0", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/web-0", "properties": { "ipConfigurations": [
    { "name": "main", "properties": { "subnet": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app" } } }
  ] } }
]
`,
    },
    {
      title: "A template with nothing but a group",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [] } }
  ]
}
`,
    },
    {
      title: "All files of a workspace",
      language: "json",
      isWhole: true,
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [] } },
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "old", "properties": { "securityRules": [] } }
//                                                                                            ^^^ unattached-group: NSG "old" is not attached to any subnet or network interface here: it filters nothing. Attach it, or remove it.
  ]
}
`,
      beside: [
        {
          name: "network.json",
          language: "json",
          source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } }
  ]
}
`,
        },
      ],
    },
  ],
}

interface Unattached {
  readonly name: string
}

function isConditional({ condition, absentByDefault }: LocatedGroup): boolean {
  return condition !== undefined || absentByDefault !== undefined
}

/** Whether a reference that leads to no resource has the group's name: it may mean this one. */
function isNamedAnywhere({ topology }: Parameters<typeof isAllSaid>[0], { name }: LocatedGroup): boolean {
  return topology.unresolved.some(
    ({ kind, target }) =>
      kind === "networkSecurityGroup" && (target?.symbol !== undefined || target?.name.at(-1) === name.toLowerCase()),
  )
}
