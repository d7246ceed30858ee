import type { Inside } from "../readers/reader.ts"
import type { Check } from "./check.ts"

export const groupInsideSubnet: Check = {
  code: "group-inside-subnet",
  severity: "warning",
  summary: "A network security group that is written out inside of a subnet or network interface.",
  explanation: `
A subnet or network interface refers to a network security group by its id. What Azure does with rules that are written in
the place of that reference is not published: do not rely on them. Put them in a resource of their own, of type
\`Microsoft.Network/networkSecurityGroups\`, and write \`"networkSecurityGroup": { "id": "[resourceId(…)]" }\`. Such rules
are listed and can be verified, but nothing else is reported about them. In Azure's own output the group stands there with
its id: that one exists, and is judged as any other.
`,
  *run({ groupsInside }) {
    for (const { group } of groupsInside) {
      if (!group.inside) continue
      yield {
        code: groupInsideSubnet.code,
        severity: groupInsideSubnet.severity,
        range: group.inside.key,
        group,
        rule: null,
        related: [],
        data: { holder: group.inside.holder },
        message: message(group.inside),
      }
    }
  },
  examples: [
    {
      title: "Rules inside of a subnet",
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
//       ^^^^^^^^^^^^^^^^^^^^ group-inside-subnet: A subnet refers to its NSG by id: rules written here may have no effect (Azure does not document it). Move them to a networkSecurityGroups resource and write its id here.
          "properties": { "securityRules": [{ "name": "any", "properties": { "access": "Allow" } }] }
        }
      }
    }
  ]
}
`,
    },
    {
      title: "Rules inside of a network interface, in a request",
      language: "json",
      source: `
{
  "location": "westeurope",
  "properties": {
    "ipConfigurations": [],
    "networkSecurityGroup": {
//   ^^^^^^^^^^^^^^^^^^^^ group-inside-subnet: A network interface refers to its NSG by id: rules written here may have no effect (Azure does not document it). Move them to a networkSecurityGroups resource and write its id here.
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

function message({ holder }: Inside): string {
  return `A ${holder} refers to its NSG by id: rules written here may have no effect (Azure does not document it). Move them to a networkSecurityGroups resource and write its id here.`
}
