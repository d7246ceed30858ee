import * as l10n from "@vscode/l10n"
import type { DocumentCheck } from "./check.ts"

export const unusedSuppression: DocumentCheck<{ readonly code: string; readonly rule?: string | undefined }> = {
  code: "unused-suppression",
  severity: "warning",
  category: "style",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A suppression that no longer suppresses anything.",
  explanation: `
A comment \`nsg-ignore CODE: reason\` suppresses findings of a check: at the end of a line, those of that line; on a line of
its own, those of the rule that begins on the next line. Separate several codes with commas. In JSON without comments,
\`"metadata": { "nsg-ignore": ["CODE RULE: reason"] }\` of a template or resource does the same for one of its rules, or
without RULE for all of it. A suppression that matches no finding is left over or in the wrong place, and would hide the
next problem there. Nothing is reported for a check that is switched off, or in a file with syntax errors.
`,
  *run({ suppressionFaults }) {
    for (const { kind, code, rule, range } of suppressionFaults) {
      if (kind === "unused") yield { at: range, data: { code, ...(rule !== undefined && { rule }) } }
    }
  },
  message: ({ code, rule }) =>
    rule === undefined
      ? l10n.t`nsg-ignore ${code} suppresses nothing: there is no such finding here. Remove it, or move it to the finding.`
      : l10n.t`nsg-ignore ${code} for "${rule}" suppresses nothing: there is no such finding here. Remove it, or move it to the finding.`,
  examples: [
    {
      title: "At the end of the finding's line, and left over",
      language: "yaml",
      source: `
name: web
securityRules:
- name: allow-all
  priority: 110
  direction: Inbound
  access: Allow
  protocol: "*"
  sourceAddressPrefix: "*"
#                       ^ allow-any-to-any: "allow-all" (110) opens everything, all protocols and ports, to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: "*"
- name: no-rdp # nsg-ignore shadowed-rule: removed with ticket 4711
  priority: 200
  direction: Inbound
  access: Deny
  protocol: Tcp # nsg-ignore shadowed-rule: not here
#                            ^^^^^^^^^^^^^ unused-suppression: nsg-ignore shadowed-rule suppresses nothing: there is no such finding here. Remove it, or move it to the finding.
  sourceAddressPrefix: Internet
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: 3389
`,
    },
    {
      title: "Before the rule, several codes",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: allow-all, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                           ^ allow-any-to-any: "allow-all" (110) opens everything, all protocols and ports, to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.
# nsg-ignore shadowed-rule, duplicate-name: removed with ticket 4711
#                           ^^^^^^^^^^^^^^ unused-suppression: nsg-ignore duplicate-name suppresses nothing: there is no such finding here. Remove it, or move it to the finding.
- { name: no-rdp, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
`,
    },
    {
      title: "In the metadata of a template and of a resource",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "metadata": { "nsg-ignore": ["priority-out-of-range ssh: the pipeline renumbers it", "priority-out-of-range http: left over"] },
//                                                                                      ^^^^^^^^^^^^^^^^^^^^^ unused-suppression: nsg-ignore priority-out-of-range for "http" suppresses nothing: there is no such finding here. Remove it, or move it to the finding.
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "metadata": { "nsg-ignore": ["duplicate-name: the old rules go last"] },
//                                  ^^^^^^^^^^^^^^ unused-suppression: nsg-ignore duplicate-name suppresses nothing: there is no such finding here. Remove it, or move it to the finding.
      "properties": {
        "securityRules": [
          { "name": "ssh", "properties": { "priority": 99, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
        ]
      }
    }
  ]
}
`,
    },
  ],
}
