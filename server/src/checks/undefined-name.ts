import * as l10n from "@vscode/l10n"
import type { ExpressionFault } from "../readers/reader.ts"
import type { DocumentCheck } from "./check.ts"
import { consequence, foundAt } from "./expression-finding.ts"

export const undefinedName: DocumentCheck<ExpressionFault> = {
  code: "undefined-name",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A parameter, variable or resource type of a template that does not exist, which Azure refuses.",
  explanation: `
Azure evaluates all expressions of a template before it deploys anything, and refuses the whole template if one uses a
parameter or variable that is not declared. Only expressions of groups, of rules and of what decides where groups apply
(subnets, network interfaces, load balancers, routes) are reported, and those of the variables, defaults and functions that
they use, each name once. A nested template uses its own parameters and variables with \`"expressionEvaluationOptions": {
"scope": "inner" }\`, otherwise those of the outer template. In every proof the value counts as unknown.

A resource type is reported if it is nearly the type of a group or a rule: such a resource is not read.

A name in a branch of an \`if\` is a Warning: Azure evaluates only the branch that is taken, and samples with such a mistake
in the other branch are in use. Names in a file with a syntax error are not checked, because they may be declared after the
error; nor are those in a document without \`$schema\` and \`contentVersion\`, because it is not a whole template and the rest
may declare them, or in one that statements of a template engine (Helm, Jinja) put together.
`,
  *run(context) {
    for (const data of context.expressionFaults) {
      if (isName(data)) yield foundAt(data, context)
    }
  },
  message,
  json: fault => ({ fault: fault.kind, name: fault.text }),
  examples: [
    {
      title: "In what a rule uses, once, however often it does",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "functions": [
    { "namespace": "net", "members": { "block": { "parameters": [{ "name": "n", "type": "int" }], "output": { "type": "string", "value": "[format('10.{0}.0.0/16', parameters('m'))]" } } } }
//                                                                                                                                                                             ^ undefined-name: Parameter "m" is not declared: Azure refuses the template. Declare it or correct the name.
  ],
  "parameters": { "unused": { "type": "string", "defaultValue": "[nobody.asks()]" } },
  "variables": {
    "ports": ["[variables('https')]", "80"],
//                         ^^^^^ undefined-name: Variable "https" is not declared: Azure refuses the template. Declare it or correct the name.
    "unused": "[variables('nothing')]"
  },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          { "name": "a", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "[net.block(1)]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRanges": "[variables('ports')]" } },
          { "name": "b", "properties": { "priority": 110, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "[net.range(2)]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRanges": "[variables('ports')]" } }
//                                                                                                                                              ^^^^^^^^^ broken-expression: Unknown function "net.range": Azure refuses the template. Check the spelling.
        ]
      }
    }
  ]
}
`,
    },
    {
      title: "A nested template sees the outer names, unless its scope is inner",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "outer": { "type": "string" } },
  "resources": [
    {
      "type": "Microsoft.Resources/deployments",
      "apiVersion": "2022-09-01",
      "name": "one",
      "properties": {
        "mode": "Incremental",
        "expressionEvaluationOptions": { "scope": "inner" },
        "parameters": { "inner": { "value": "[parameters('outre')]" } },
//                                                        ^^^^^ undefined-name: Parameter "outre" is not declared: Azure refuses the template. Did you mean "outer"?
        "template": {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": { "inner": { "type": "string" } },
          "resources": [
            { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[parameters('inner')]", "location": "[parameters('outer')]" }
//                                                                                                                                                      ^^^^^ undefined-name: Parameter "outer" is not declared: Azure refuses the template. Declare it or correct the name.
          ]
        }
      }
    },
    {
      "type": "Microsoft.Resources/deployments",
      "apiVersion": "2022-09-01",
      "name": "two",
      "properties": {
        "mode": "Incremental",
        "template": {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": { "inner": { "type": "string", "defaultValue": "web" } },
          "resources": [
            { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[parameters('inner')]", "location": "[parameters('outer')]" }
//                                                                                                                 ^^^^^ undefined-name: "inner" is declared in the nested template, but its expressions use the outer one: Azure refuses the template. Set expressionEvaluationOptions.scope to "inner".
          ]
        }
      }
    }
  ]
}
`,
    },
    {
      title: "Types that are nearly right",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": {}, "resources": [
      { "type": "securityRule", "apiVersion": "2023-09-01", "name": "ssh", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "203.0.113.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
//               ^^^^^^^^^^^^ undefined-name: Azure has no resource type "securityRule": it refuses the template. Did you mean "securityRules"?
    ] },
    { "type": "Microsoft.Network/networkSecurityGroup", "apiVersion": "2023-09-01", "name": "db", "properties": {} }
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undefined-name: Azure has no resource type "Microsoft.Network/networkSecurityGroup": it refuses the template. Did you mean "Microsoft.Network/networkSecurityGroups"?
  ]
}
`,
    },
    {
      title: "Where a group applies; and a branch that need not be taken",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "isOpen": { "type": "bool" }, "branch": { "type": "string" } },
  "variables": { "everyone": "[variables('world')]" },
//                                        ^^^^^ undefined-name: Variable "world" is not declared: Azure refuses the template if this branch of the "if" is taken. Declare it or correct the name.
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          { "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "[if(parameters('isOpen'), variables('everyone'), parameters('branch'))]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/virtualNetworks/subnets",
      "apiVersion": "2023-09-01",
      "name": "hub/web",
      "properties": {
        "addressPrefix": "10.0.0.0/24",
        "networkSecurityGroup": { "id": "[variables('groupId')]" },
//                                                   ^^^^^^^ undefined-name: Variable "groupId" is not declared: Azure refuses the template. Declare it or correct the name.
        "serviceEndpoints": "[variables('endpoints')]"
      }
    }
  ]
}
`,
    },
  ],
}

function isName({ kind }: ExpressionFault): boolean {
  return kind === "parameter" || kind === "variable" || kind === "type"
}

function message({ kind, text, instead, isUnseen, isBranch }: ExpressionFault): string {
  if (kind === "type") {
    return l10n.t`Azure has no resource type "${text}": it refuses the template. Did you mean "${instead ?? ""}"?`
  }
  if (isUnseen) {
    return l10n.t`"${text}" is declared in the nested template, but its expressions use the outer one: ${consequence({ isBranch })}. Set expressionEvaluationOptions.scope to "inner".`
  }
  const advice = instead === undefined ? l10n.t`Declare it or correct the name.` : l10n.t`Did you mean "${instead}"?`
  const fault =
    kind === "parameter" ? l10n.t`Parameter "${text}" is not declared` : l10n.t`Variable "${text}" is not declared`
  return `${fault}: ${consequence({ isBranch })}. ${advice}`
}
