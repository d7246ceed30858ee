import * as l10n from "@vscode/l10n"
import type { Inside } from "../readers/reader.ts"
import type { DocumentCheck } from "./check.ts"

export const groupInsideSubnet: DocumentCheck<Pick<Inside, "holder">> = {
  code: "group-inside-subnet",
  severity: "warning",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A network security group whose rules are written inside a subnet or network interface.",
  explanation: `
A subnet or network interface references a network security group by its id. What Azure does with rules written in place of
that reference is not documented, so do not rely on them. Move them to a resource of type
\`Microsoft.Network/networkSecurityGroups\`, and reference it: \`"networkSecurityGroup": { "id": "[resourceId(…)]" }\`. Such
rules are listed and can be verified, but nothing else is reported about them. Azure's own output shows the group in this
place together with its id: that group exists and is checked like any other.
`,
  *run({ groupsInside }) {
    for (const { group } of groupsInside) {
      if (group.inside) yield { at: group.inside.key, group, data: { holder: group.inside.holder } }
    }
  },
  message: ({ holder }) =>
    l10n.t`A ${holder} references its NSG by id: rules written here may have no effect (not documented by Azure). Move them to a networkSecurityGroups resource and put its id here.`,
  examples: [
    {
      title: "Rules inside a subnet",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworks/subnets",
      "apiVersion": "2023-09-01",
      "name": "vnet/web",
      "properties": {
        "addressPrefix": "10.0.1.0/24",
        "networkSecurityGroup": {
//       ^^^^^^^^^^^^^^^^^^^^ group-inside-subnet: A subnet references its NSG by id: rules written here may have no effect (not documented by Azure). Move them to a networkSecurityGroups resource and put its id here.
          "properties": { "securityRules": [{ "name": "any", "properties": { "access": "Allow" } }] }
        }
      }
    }
  ]
}
`,
    },
    {
      title: "Rules inside a network interface, in a request",
      language: "json",
      source: `
{
  "location": "westeurope",
  "properties": {
    "ipConfigurations": [],
    "networkSecurityGroup": {
//   ^^^^^^^^^^^^^^^^^^^^ group-inside-subnet: A network interface references its NSG by id: rules written here may have no effect (not documented by Azure). Move them to a networkSecurityGroups resource and put its id here.
      "properties": {
        "securityRules": [
          { "name": "any", "properties": { "priority": 99, "direction": "Inbound", "access": "Allow", "protocol": "*" } }
        ]
      }
    }
  }
}
`,
    },
  ],
}
