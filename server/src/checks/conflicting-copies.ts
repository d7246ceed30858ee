import * as l10n from "@vscode/l10n"
import type { RuleCopy } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { conflictingCopiesFixes } from "./fixes/conflicting-copies-fixes.ts"
import { relatedRule } from "./related.ts"
import { listWords, nameRule } from "./wording.ts"

export const conflictingCopies: GroupCheck<RuleCopy> = {
  code: "conflicting-copies",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "A rule that is written twice, inline and as a standalone rule, with different values.",
  explanation: `
Portal exports and modules often write the same rule twice: inline in its group, and as a resource of its own. That is one
rule. If the two copies differ, what Azure keeps depends on the order of deployment. The checks use the values of the
standalone rule.
`,
  *run({ group }) {
    for (const copy of group.copies) {
      const { rule, other, properties } = copy
      if (properties.length === 0) continue
      yield {
        at: (properties[0] && other.at.properties[properties[0]]) ?? other.at.name,
        rule: other,
        related: [relatedRule(rule, l10n.t`the standalone rule, whose values the checks use`)],
        data: copy,
      }
    }
  },
  message,
  fixes: conflictingCopiesFixes,
  json: ({ properties }) => ({ properties }),
  examples: [
    {
      title: "Inline and standalone, with different ports",
      language: "json",
      source: `{
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
              "sourceAddressPrefix": "*",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": "443"
//                                     ^^^ conflicting-copies: "https" (100) is also a standalone rule, with a different destinationPortRange. Which one Azure keeps depends on the order of deployment. Make them equal, or remove one.
            }
          }
        ]
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/https",
      "properties": {
        "priority": 100,
        "direction": "Inbound",
        "access": "Allow",
        "protocol": "Tcp",
        "sourceAddressPrefix": "*",
        "sourcePortRange": "*",
        "destinationAddressPrefix": "*",
        "destinationPortRange": "8443"
      }
    }
  ]
}
`,
    },
  ],
}

function message({ other, properties }: RuleCopy): string {
  const keys = properties.map(property => other.names[property] ?? property)
  return l10n.t`${nameRule(other)} is also a standalone rule, with a different ${listWords(keys)}. Which one Azure keeps depends on the order of deployment. Make them equal, or remove one.`
}
