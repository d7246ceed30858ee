import * as l10n from "@vscode/l10n"
import type { LocatedRule, UnknownKey } from "../readers/reader.ts"
import type { RuleCheck, Severity } from "./check.ts"
import { nameRule } from "./wording.ts"

export const unknownProperty: RuleCheck<UnknownKey> = {
  code: "unknown-property",
  severity: "warning",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "A key that is not a property of a security rule.",
  explanation: `
A value under a misspelt key is not part of the rule: a misspelt \`destinationPortRange\` leaves the rule without a port.
Names are compared without case, as Azure Resource Manager does; in Ansible, Terraform and Kubernetes case matters. If the
rule then lacks a property that Azure requires, this is an Error. A key that resembles no known one is an Information,
because newer API versions may have it. Ansible's module fails the whole task for any unknown key: an Error. In every proof
the intended value counts as unknown.
`,
  *run(rule) {
    for (const data of rule.unknownKeys) yield { at: data.range, severity: severity(data), data }
  },
  message,
  fixes: ({ range, instead }, { rule }) =>
    instead === undefined
      ? []
      : [
          {
            title: l10n.t`Change to ${instead}`,
            changes: [{ kind: "rename-key", rule, range, key: instead }],
            isPreferred: true,
          },
        ],
  json: ({ key, instead = null }) => ({ key, instead }),
  examples: [
    {
      title: "A misspelt name",
      language: "yaml",
      source: `
- azure.azcollection.azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - { name: https, priority: 100, protocol: Tcp, destination_port_rnage: 443 }
#                                                    ^^^^^^^^^^^^^^^^^^^^^^ unknown-property: "https" (100): "destination_port_rnage" is not a property of a rule. Did you mean "destination_port_range"? Ansible fails the task ("Unsupported parameters").
`,
    },
    {
      title: "What was meant is unknown, not the default: the Deny does not count as one of all ports",
      language: "yaml",
      source: `
- azure.azcollection.azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - { name: no-smb, priority: 100, protocol: Tcp, access: Deny, destination_port_rnage: 445 }
#                                                                   ^^^^^^^^^^^^^^^^^^^^^^ unknown-property: "no-smb" (100): "destination_port_rnage" is not a property of a rule. Did you mean "destination_port_range"? Ansible fails the task ("Unsupported parameters").
      - { name: https, priority: 110, protocol: Tcp, destination_port_range: 443 }
`,
    },
    {
      title: "A required property under a misspelt name is one fault",
      language: "json",
      source: `
{
  "name": "web",
  "securityRules": [
    {
      "name": "https",
      "priority": 100,
      "direction": "Inbound",
      "acess": "Allow",
//     ^^^^^ unknown-property: "https" (100): "acess" is not a property of a rule. Did you mean "access"?
      "protocol": "Tcp",
      "sourceAddressPrefix": "*",
      "sourcePortRange": "*",
      "destinationAdressPrefixes": ["10.0.0.4"],
//     ^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-property: "https" (100): "destinationAdressPrefixes" is not a property of a rule. Did you mean "destinationAddressPrefixes"?
      "destinationPortRange": "443"
    }
  ]
}
`,
    },
  ],
}

function severity({ instead, required, error }: UnknownKey): Severity {
  if (error !== undefined || required) return "error"
  return instead === undefined ? "information" : "warning"
}

function message({ key, instead, error }: UnknownKey, rule: LocatedRule): string {
  const refused = error === undefined ? "" : ` ${l10n.t(error)}.`
  if (instead !== undefined)
    return `${l10n.t`${nameRule(rule)}: "${key}" is not a property of a rule. Did you mean "${instead}"?`}${refused}`
  const advice = l10n.t`Check the spelling; ignore this if the property is new.`
  return `${l10n.t`${nameRule(rule)}: "${key}" is not a known property of a rule.`}${refused || ` ${advice}`}`
}
