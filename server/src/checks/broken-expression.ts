import * as l10n from "@vscode/l10n"
import type { ExpressionFault } from "../readers/reader.ts"
import type { DocumentCheck } from "./check.ts"
import { consequence, foundAt } from "./expression-finding.ts"

export const brokenExpression: DocumentCheck<ExpressionFault> = {
  code: "broken-expression",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A template expression that Azure refuses: a bracket is missing, or the function does not exist.",
  explanation: `
Azure evaluates all expressions of a template before it deploys anything, and refuses the whole template if one has a syntax
error or calls a function that does not exist (a Warning in a branch of an \`if\` that may not be taken). Only expressions of
groups, of rules and of what decides where groups apply (subnets, network interfaces, load balancers, routes) are reported,
and those of the variables, defaults and functions that they use. In every proof the value counts as unknown. A name that is
not declared is reported by [undefined-name](#undefined-name).

To write a string that is not an expression but starts with \`[\`, start it with \`[[\`. The finding may be wrong for a function
of the template language that is newer than this extension.
`,
  *run(context) {
    for (const data of context.expressionFaults) {
      if (isBroken(data)) yield foundAt(data, context)
    }
  },
  message,
  json: fault => ({ fault: fault.kind, name: fault.kind === "function" ? fault.text : null }),
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
//                                                 ^^^^^^ undefined-name: Parameter "office" is not declared: Azure refuses the template. Declare it or correct the name.
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

function isBroken({ kind }: ExpressionFault): boolean {
  return kind === "syntax" || kind === "unclosed" || kind === "function"
}

function message({ kind, text, instead, isBranch }: ExpressionFault): string {
  if (kind === "unclosed")
    return l10n.t`The closing "]" is missing: Azure reads this as plain text, not as an expression. Add it.`
  if (kind === "syntax") return l10n.t`Invalid expression: ${text}. Azure refuses the template.`
  const advice = instead === undefined ? l10n.t`Check the spelling.` : l10n.t`Did you mean "${instead}"?`
  return l10n.t`Unknown function "${text}": ${consequence({ isBranch })}. ${advice}`
}
