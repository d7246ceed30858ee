import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../readers/reader.ts"
import type { GroupCheck } from "./check.ts"
import type { Clash } from "./clashes.ts"
import { duplicatePriorityFixes } from "./fixes/duplicate-priority-fixes.ts"
import { freePriorities } from "./free-priority.ts"
import { describeClash, priorityClashes } from "./priority-clashes.ts"
import { relatedRule } from "./related.ts"
import { possibly } from "./severity.ts"
import { quoteName } from "./wording.ts"

export const duplicatePriority: GroupCheck<TakenPriority> = {
  code: "duplicate-priority",
  severity: "error",
  category: "refused",
  azureErrors: ["SecurityRuleConflict"],
  aliases: [],
  scope: "group",
  summary: "Two rules with the same priority in one group and direction, which Azure refuses.",
  explanation: `
Each direction of a group has its own priorities: 100 can be used once inbound and once outbound. A second rule with the same
priority and direction fails the deployment (SecurityRuleConflict), wherever it is written: inline and standalone rules
count together. Two rules with different conditions are not reported, because they may never be deployed together. Where the
default values of a template's parameters leave one of them out, it is a Warning.
`,
  *run({ group }) {
    const free = freePriorities(group)
    for (const clash of priorityClashes(group.rules)) {
      const { rule, earlier } = clash
      yield {
        ...(absentOf(clash) && { severity: possibly("error") }),
        at: rule.at.properties.priority ?? rule.at.name,
        rule,
        related: [
          relatedRule(
            earlier,
            l10n.t`${quoteName(earlier)} also has priority ${String(earlier.priority)}`,
            earlier.at.properties.priority,
          ),
        ],
        data: { ...clash, free: free(rule) },
      }
    }
  },
  message,
  fixes: ({ rule, earlier }, { group }) => duplicatePriorityFixes(group, rule, earlier),
  json: ({ rule: { priority, direction }, earlier }) => ({ priority, direction, takenBy: earlier.name }),
  examples: [
    {
      title: "The same number twice inbound",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                          ^^^ duplicate-priority: "https" (100) has the same inbound priority as "http": Azure refuses the second rule (SecurityRuleConflict). Change one of them; 101 is free.
- { name: out, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
`,
    },
    {
      title: "A rule that is not deployed by default",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "port": { "type": "string", "defaultValue": "443" } },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
//             ^^^ inline-and-standalone-rules: "other" (100) is a standalone rule, but this NSG also lists rules inline: deploying the NSG removes this rule until it is deployed again. Add it to the list too.
      "properties": {
        "securityRules": [
          { "name": "https", "properties": { "priority": 100, "direction": "Outbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "10.1.0.0/16", "destinationPortRange": "443" } }
        ]
      }
    },
    {
      "condition": "[not(equals(parameters('port'), '443'))]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules",
      "apiVersion": "2023-09-01",
      "name": "web/other",
      "properties": { "priority": 100, "direction": "Outbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "10.1.0.0/16", "destinationPortRange": "[parameters('port')]" }
//                                ^^^ duplicate-priority: "other" (100) has the same outbound priority as "https": Azure refuses the second rule (SecurityRuleConflict). By default "other" is not deployed. Change one of them; 101 is free.
    }
  ]
}
`,
    },
  ],
}

interface TakenPriority extends Clash {
  /** A priority that the rule could have; undefined where none is known to be free. */
  readonly free: number | undefined
}

/** The one of both that is not there by default. */
function absentOf({ rule, earlier }: Clash): LocatedRule | undefined {
  return [rule, earlier].find(({ absentByDefault }) => absentByDefault)
}

function message({ free, ...clash }: TakenPriority): string {
  const absent = absentOf(clash)
  return [
    describeClash(clash),
    ...(absent ? [l10n.t`By default ${quoteName(absent)} is not deployed.`] : []),
    free === undefined ? l10n.t`Change one of them.` : l10n.t`Change one of them; ${free} is free.`,
  ].join(" ")
}
