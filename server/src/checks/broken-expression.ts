import type { ExpressionFault, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { Check, CheckContext } from "./check.ts"

export const brokenExpression: Check = {
  code: "broken-expression",
  severity: "error",
  summary: "A template expression that Azure refuses: broken, or naming what the template does not have.",
  explanation: `
Azure validates the expressions of a template before it deploys anything, and refuses the whole template for one that is
broken, calls a function that does not exist, or asks for a parameter or variable that the template does not declare.
Reported where it stands in a group or a rule, or in a variable, default or function that these use. A nested template sees
its own names with \`"expressionEvaluationOptions": { "scope": "inner" }\`, and those of the template around it without. The
value counts as unknown in every proof.

A text that is not meant as an expression begins with \`[[\`.
`,
  *run(context) {
    for (const fault of context.expressionFaults) {
      yield {
        code: brokenExpression.code,
        severity: brokenExpression.severity,
        range: fault.range,
        ...placeOf(fault.range, context),
        related: [],
        data: { fault: fault.kind, name: isNamed(fault) ? fault.text : null },
        message: message(fault),
      }
    }
  },
  examples: [
    {
      title: "A bracket, a function and a parameter that are missing",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          {
            "name": "https",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "[parameters('office')]",
//                                                 ^^^^^^ broken-expression: There is no parameter "office" here: Azure refuses the template. Declare it or correct the name.
              "sourcePortRange": "[toLowr('*')]",
//                                 ^^^^^^ broken-expression: There is no function "toLowr" here: Azure refuses the template. Did you mean "toLower"?
              "destinationAddressPrefix": "[variables('servers')",
//                                         ^^^^^^^^^^^^^^^^^^^^^ broken-expression: The "]" at the end is missing: Azure takes this for plain text, not for an expression.
              "destinationPortRange": "[concat('4', '43']"
//                                     ^^^^^^^^^^^^^^^^^^ broken-expression: Broken expression: ")" is missing. Azure refuses the template.
            }
          }
        ]
      }
    }
  ]
}
`,
    },
    {
      title: "In what a rule uses, once, however often it does",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "functions": [
    { "namespace": "net", "members": { "block": { "parameters": [{ "name": "n", "type": "int" }], "output": { "type": "string", "value": "[format('10.{0}.0.0/16', parameters('m'))]" } } } }
//                                                                                                                                                                             ^ broken-expression: There is no parameter "m" here: Azure refuses the template. Declare it or correct the name.
  ],
  "parameters": { "unused": { "type": "string", "defaultValue": "[nobody.asks()]" } },
  "variables": {
    "ports": ["[variables('https')]", "80"],
//                         ^^^^^ broken-expression: There is no variable "https" here: Azure refuses the template. Declare it or correct the name.
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
//                                                                                                                                              ^^^^^^^^^ broken-expression: There is no function "net.range" here: Azure refuses the template. Check the spelling.
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
//                                                        ^^^^^ broken-expression: There is no parameter "outre" here: Azure refuses the template. Declare it or correct the name.
        "template": {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": { "inner": { "type": "string" } },
          "resources": [
            { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[parameters('inner')]", "location": "[parameters('outer')]" }
//                                                                                                                                                      ^^^^^ broken-expression: There is no parameter "outer" here: Azure refuses the template. Declare it or correct the name.
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
//                                                                                                                 ^^^^^ broken-expression: "inner" is declared in the nested template, but its expressions see the outer template: Azure refuses it. Set expressionEvaluationOptions.scope to "inner".
          ]
        }
      }
    }
  ]
}
`,
    },
    {
      title: "Texts that are no expressions, and functions by their full names",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "functions": [
    { "namespace": "__bicep", "members": { "port": { "parameters": [{ "name": "n", "type": "int" }], "output": { "type": "string", "value": "[string(parameters('n'))]" } } } }
  ],
  "variables": { "copy": [{ "name": "ports", "count": 2, "input": "[__bicep.port(copyIndex('ports', 80))]" }], "$fxv#0": "10.0.0.0/8" },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "tags": { "a": "[[parameters('x')]", "b": "[draft", "c": "[draft] rules", "d": "[az.resourceGroup().tags.d]", "e": "[parseUri('https://contoso.com').host]" },
      "properties": {
        "securityRules": [
          { "name": "a", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "[variables('$fxv#0')]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRanges": "[map(variables('ports'), lambda('port', sys.string(lambdaVariables('port'))))]" } }
        ]
      }
    }
  ]
}
`,
    },
  ],
}

/** The rule, or else the group, in which the expression stands; one in a variable stands in neither. */
function placeOf(range: Range, { groups }: CheckContext): { group: LocatedGroup | null; rule: LocatedRule | null } {
  for (const { group } of groups) {
    const rule = group.rules.find(({ at }) => holds(at.self, range))
    if (rule) return { group, rule }
  }
  return { group: groups.find(({ group }) => holds(group.range, range))?.group ?? null, rule: null }
}

function holds(outer: Range, { start, end }: Range): boolean {
  return outer.start <= start && end <= outer.end
}

function isNamed({ kind }: ExpressionFault): boolean {
  return kind !== "syntax" && kind !== "unclosed"
}

function message({ kind, text, instead, isUnseen }: ExpressionFault): string {
  if (kind === "unclosed")
    return 'The "]" at the end is missing: Azure takes this for plain text, not for an expression.'
  if (kind === "syntax") return `Broken expression: ${text}. Azure refuses the template.`
  if (isUnseen) {
    return `"${text}" is declared in the nested template, but its expressions see the outer template: Azure refuses it. Set expressionEvaluationOptions.scope to "inner".`
  }
  const advice = kind === "function" ? "Check the spelling." : "Declare it or correct the name."
  return `There is no ${kind} "${text}" here: Azure refuses the template. ${instead === undefined ? advice : `Did you mean "${instead}"?`}`
}
