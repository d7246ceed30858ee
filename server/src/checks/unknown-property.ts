import type { UnknownKey } from "../readers/reader.ts"
import type { Check, Severity } from "./check.ts"

export const unknownProperty: Check = {
  code: "unknown-property",
  severity: "warning",
  summary: "A key that is no property of a security rule.",
  explanation: `
What the key was meant to say is not part of the rule: a misspelt \`destinationPortRange\` leaves the rule without a port.
Names are compared without case, as Azure Resource Manager does. Where the rule then lacks a property that Azure requires,
this is an Error. A key that resembles none we know is an Information, for newer API versions may have it. Ansible's module
refuses the whole task for any key it does not have: an Error. In Ansible, Terraform and Kubernetes names are compared letter
by letter. Whatever was meant, the side's value counts as unknown in every proof.
`,
  *run({ groups }) {
    for (const { group } of groups) {
      for (const rule of group.rules) {
        for (const unknown of rule.unknownKeys) {
          yield {
            code: unknownProperty.code,
            severity: severity(unknown),
            range: unknown.range,
            group,
            rule,
            related: [],
            data: { key: unknown.key, instead: unknown.instead ?? null },
            message: message(unknown),
          }
        }
      }
    }
  },
  examples: [
    {
      title: "A slip in a name",
      language: "yaml",
      source: `
- azure.azcollection.azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - { name: https, priority: 100, protocol: Tcp, destination_port_rnage: 443 }
#                                                    ^^^^^^^^^^^^^^^^^^^^^^ unknown-property: "destination_port_rnage" is no property of a security rule: did you mean "destination_port_range"? Ansible fails the task (Unsupported parameters).
`,
    },
    {
      title: "What was meant is unknown, and not the default: the Deny is not taken for one of all ports",
      language: "yaml",
      source: `
- azure.azcollection.azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - { name: no-smb, priority: 100, protocol: Tcp, access: Deny, destination_port_rnage: 445 }
#                                                                   ^^^^^^^^^^^^^^^^^^^^^^ unknown-property: "destination_port_rnage" is no property of a security rule: did you mean "destination_port_range"? Ansible fails the task (Unsupported parameters).
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
//     ^^^^^ unknown-property: "acess" is no property of a security rule: did you mean "access"?
      "protocol": "Tcp",
      "sourceAddressPrefix": "*",
      "sourcePortRange": "*",
      "destinationAdressPrefixes": ["10.0.0.4"],
//     ^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-property: "destinationAdressPrefixes" is no property of a security rule: did you mean "destinationAddressPrefixes"?
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

function message({ key, instead, error }: UnknownKey): string {
  const refused = error === undefined ? "" : ` ${error}.`
  return instead === undefined
    ? `"${key}" is no property of a security rule known here.${refused}`
    : `"${key}" is no property of a security rule: did you mean "${instead}"?${refused}`
}
