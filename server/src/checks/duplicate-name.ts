import * as l10n from "@vscode/l10n"
import { holdsExpression } from "../readers/expression-text.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import { type Clash, clashes } from "./clashes.ts"
import { freeName } from "./fixes/free-name.ts"
import { relatedRule } from "./related.ts"
import { nameRule } from "./wording.ts"

export const duplicateName: GroupCheck<Clash> = {
  code: "duplicate-name",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "group",
  summary: "Two rules with the same name in one group, which Azure refuses.",
  explanation: `
Rule names must be unique in a group (overview of network security groups, 07/2025), inbound and outbound together. The
usual cause is a copied rule that kept its name. An inline and a standalone rule with the same name are two copies of one
rule and are not reported here; neither are rules with different conditions or with names from expressions.
`,
  *run({ group }) {
    for (const clash of clashes(group.rules, ({ name }) => name.toLowerCase())) {
      const { rule, earlier } = clash
      if (!isKnown(rule)) continue
      yield {
        at: rule.at.name,
        rule,
        related: [relatedRule(earlier, l10n.t`the other "${earlier.name}"`)],
        data: clash,
      }
    }
  },
  message,
  fixes: ({ rule }, { group }) => {
    const name = freeName(group, rule.name)
    return [
      {
        title: l10n.t`Rename to ${name}`,
        changes: [{ kind: "set", rule, property: "name", value: name }],
        isPreferred: true,
      },
    ]
  },
  json: ({ rule: { name } }) => ({ name }),
  examples: [
    {
      title: "A copy that kept its name",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: http, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#         ^^^^ duplicate-name: "http" (110) has the same name as another rule (100). Azure refuses duplicate names in an NSG. Rename one of them.
`,
    },
    {
      title: "Copies of one rule, and rules that exclude each other, are not two rules of one name",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "isOpen": { "type": "bool" } },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
//             ^^^ inline-and-standalone-rules: "http" (200) is a standalone rule, but this NSG also lists rules inline: deploying the NSG removes this rule until it is deployed again. Add it to the list too.
      "properties": {
        "securityRules": [
          { "name": "https", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
        ]
      }
    },
    {
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/https",
      "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" }
    },
    {
      "condition": "[parameters('isOpen')]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/http",
      "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" }
    },
    {
      "condition": "[not(parameters('isOpen'))]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/http",
      "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "80" }
    }
  ]
}
`,
    },
  ],
}

/** Whether the name is a text that is written, and not an expression's or a template's. */
function isKnown({ written, problems, name }: LocatedRule): boolean {
  if (written.unknown.includes("name") || holdsExpression(name)) return false
  return written.values.name !== undefined && !problems.some(({ property }) => property === "name")
}

function message({ rule, earlier: { priority } }: Clash): string {
  return typeof priority === "number"
    ? l10n.t`${nameRule(rule)} has the same name as another rule (${priority}). Azure refuses duplicate names in an NSG. Rename one of them.`
    : l10n.t`${nameRule(rule)} has the same name as another rule. Azure refuses duplicate names in an NSG. Rename one of them.`
}
