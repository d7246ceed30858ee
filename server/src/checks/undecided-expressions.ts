import * as l10n from "@vscode/l10n"
import type { DocumentCheck } from "./check.ts"

export const undecidedExpressions: DocumentCheck<{ readonly givenUp: "values" | "choices" }> = {
  code: "undecided-expressions",
  severity: "information",
  category: "style",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A template with expressions that take too much work to evaluate.",
  explanation: `
Nested loops, and values that double with each step, can make even a small template impossible to evaluate. The work is
limited by a number of steps, far more than real templates need. What was not evaluated counts as unknown, and groups that
may depend on it count as partly known. Rules that only other parameter values would deploy are looked for separately, in lists
with up to 16 conditions; beyond that, what the given values deploy is still known.
`,
  *run({ givenUp, groups: [first] }) {
    if (givenUp && first) yield { at: first.group.nameRange, group: first.group, data: { givenUp } }
  },
  message: ({ givenUp }) =>
    givenUp === "choices"
      ? l10n.t`This template has too many conditions in one list: rules that only other parameter values deploy are not all checked. Use fewer conditions.`
      : l10n.t`This template's expressions reach the work limit, so some values and rules count as unknown. Use fewer or smaller loops.`,
  examples: [
    {
      title: "A loop in a loop, of a hundred million rounds",
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
//             ^^^ undecided-expressions: This template's expressions reach the work limit, so some values and rules count as unknown. Use fewer or smaller loops.
      "properties": {
        "securityRules": [
          {
            "name": "ports",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "*",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRanges": "[flatten(map(range(0, 9999), lambda('n', range(0, 9999))))]"
            }
          }
        ]
      }
    }
  ]
}
`,
    },
  ],
}
