import type { ExpressionFault, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { DocumentCheck, DocumentContext } from "./check.ts"
import { capitalised } from "./wording.ts"

export const brokenExpression: DocumentCheck<ExpressionFault> = {
  code: "broken-expression",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A template expression that Azure refuses: a syntax error, or a name that is not declared.",
  explanation: `
Azure validates all expressions before it deploys anything. It refuses the whole template for an expression with a syntax
error, a function that does not exist, or a parameter or variable that is not declared. Only expressions of groups and rules
are reported, and those of the variables, defaults and functions that they use. A nested template uses its own parameters
and variables with \`"expressionEvaluationOptions": { "scope": "inner" }\`, otherwise those of the outer template. In every
proof the value counts as unknown.

To write a string that is not an expression but starts with \`[\`, start it with \`[[\`.
`,
  *run(context) {
    for (const data of context.expressionFaults) yield { at: data.range, ...placeOf(data.range, context), data }
  },
  message,
  json: fault => ({ fault: fault.kind, name: isNamed(fault) ? fault.text : null }),
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
//                                                 ^^^^^^ broken-expression: Parameter "office" is not declared: Azure refuses the template. Declare it or correct the name.
              "sourcePortRange": "[toLowr('*')]",
//                                 ^^^^^^ broken-expression: Unknown function "toLowr": Azure refuses the template. Did you mean "toLower"?
              "destinationAddressPrefix": "[variables('servers')",
//                                         ^^^^^^^^^^^^^^^^^^^^^ broken-expression: The closing "]" is missing: Azure reads this as plain text, not as an expression. Add it.
              "destinationPortRange": "[concat('4', '43']"
//                                     ^^^^^^^^^^^^^^^^^^ broken-expression: Invalid expression: ")" is missing. Azure refuses the template.
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
//                                                                                                                                                                             ^ broken-expression: Parameter "m" is not declared: Azure refuses the template. Declare it or correct the name.
  ],
  "parameters": { "unused": { "type": "string", "defaultValue": "[nobody.asks()]" } },
  "variables": {
    "ports": ["[variables('https')]", "80"],
//                         ^^^^^ broken-expression: Variable "https" is not declared: Azure refuses the template. Declare it or correct the name.
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
//                                                        ^^^^^ broken-expression: Parameter "outre" is not declared: Azure refuses the template. Did you mean "outer"?
        "template": {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": { "inner": { "type": "string" } },
          "resources": [
            { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[parameters('inner')]", "location": "[parameters('outer')]" }
//                                                                                                                                                      ^^^^^ broken-expression: Parameter "outer" is not declared: Azure refuses the template. Declare it or correct the name.
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
//                                                                                                                 ^^^^^ broken-expression: "inner" is declared in the nested template, but its expressions use the outer one: Azure refuses the template. Set expressionEvaluationOptions.scope to "inner".
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
function placeOf(range: Range, { groups }: DocumentContext): { group: LocatedGroup | null; rule: LocatedRule | null } {
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
    return 'The closing "]" is missing: Azure reads this as plain text, not as an expression. Add it.'
  if (kind === "syntax") return `Invalid expression: ${text}. Azure refuses the template.`
  if (isUnseen) {
    return `"${text}" is declared in the nested template, but its expressions use the outer one: Azure refuses the template. Set expressionEvaluationOptions.scope to "inner".`
  }
  const fault = kind === "function" ? `Unknown function "${text}"` : `${kind} "${text}" is not declared`
  const advice = kind === "function" ? "Check the spelling." : "Declare it or correct the name."
  return `${capitalised(fault)}: Azure refuses the template. ${instead === undefined ? advice : `Did you mean "${instead}"?`}`
}
