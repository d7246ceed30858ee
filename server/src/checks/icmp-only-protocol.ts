import * as l10n from "@vscode/l10n"
import { leastApiVersion, type PortlessProtocol, versionSupport } from "../azure/protocol-versions.ts"
import type { Dialect } from "../readers/reader.ts"
import type { Profile, RuleCheck, Severity } from "./check.ts"
import { raiseApiVersion } from "./fixes/raise-api-version.ts"
import { possibly } from "./severity.ts"
import { nameRule } from "./wording.ts"

export const icmpOnlyProtocol: RuleCheck<Facts> = {
  code: "icmp-only-protocol",
  severity: "warning",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "rule",
  summary: "A rule for Icmp, Esp or Ah, which older API versions do not support.",
  explanation: `
According to Microsoft, Icmp and Esp need API version 2019-02-01 or later (azure-cli#9090); Ah is in the template schema
from 2019-08-01 on. A resource with an older version is a Warning (2018-10-01, which listed Icmp and Esp once: Information);
whether Azure refuses it is not documented, and no report of it was found. If no version is stated, a Hint says what the rule
depends on. Nothing is reported if the version is new enough, or a tool chooses it (Ansible, Terraform, Cluster API and
others), nor for effective rules and other output that Azure has accepted: groups with an id.

With \`nsg.profile\` set to \`2017-09\` such a rule is an Error: that documentation supports only Tcp, Udp and \`*\`.
`,
  *run(rule, { group, profile, dialect }) {
    const { protocol } = rule
    if (profile === "classic" || (protocol !== "Icmp" && protocol !== "Esp" && protocol !== "Ah")) return
    const apiVersion = rule.apiVersion ?? group.apiVersion
    const facts = { protocol, apiVersion, profile, support: versionSupport(protocol, apiVersion) }
    if (profile !== "2017-09" && isSettled(facts, dialect, group.id)) return
    yield { at: rule.at.properties.protocol ?? rule.at.name, severity: severity(facts), data: facts }
  },
  message: (facts, rule) => `${nameRule(rule)}: ${faultText(facts)}`,
  fixes: ({ protocol, support, profile }, { rule, group }) =>
    profile === "2017-09" || (support !== "older" && support !== "listed")
      ? []
      : [raiseApiVersion(leastApiVersion[protocol], rule, group)],
  json: ({ protocol, apiVersion = null }) => ({ protocol, apiVersion, leastApiVersion: leastApiVersion[protocol] }),
  examples: [
    {
      title: "Newer or unknown version",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                           ^^^^ icmp-only-protocol: "ping" (100): Icmp needs API version 2019-02-01 or later. Make sure it is deployed with one.
`,
    },
    {
      title: "Where no version can be chosen",
      language: "yaml",
      source: `
- azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
    - { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp }
`,
    },
    {
      title: "A template of an older version",
      language: "json",
      source: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2017-06-01",
      "name": "web",
      "properties": {
        "securityRules": [
          {
            "name": "ping",
            "properties": {
              "priority": 100,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Icmp",
//                         ^^^^ icmp-only-protocol: "ping" (100): Icmp needs API version 2019-02-01 or later; this resource has 2017-06-01, which supports only Tcp, Udp and *. Raise its apiVersion.
              "sourceAddressPrefix": "*",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": "*"
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
      title: "Printed by Azure",
      language: "yaml",
      source: `
id: /subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web
name: web
securityRules:
- { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
    {
      title: "A template of a version that is new enough",
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
          { "name": "ping", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Icmp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }
        ]
      }
    }
  ]
}
`,
    },
    {
      title: "Checked against the documentation of 2017",
      language: "yaml",
      profile: "2017-09",
      source: `
name: web
securityRules:
- { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                           ^^^^ icmp-only-protocol: "ping" (100): Icmp is not a valid protocol: the September 2017 documentation (nsg.profile) supports only Tcp, Udp and *.
`,
    },
  ],
}

interface Facts {
  readonly protocol: PortlessProtocol
  readonly apiVersion: string | undefined
  readonly support: ReturnType<typeof versionSupport>
  readonly profile: Profile
}

/** Whether the version is right as it is, or nobody can choose one here, so that there is nothing to say. */
function isSettled({ support }: Facts, dialect: Dialect | null, id: string | undefined): boolean {
  if (support !== "unknown" || dialect === null) return support === "enough"
  return chosenElsewhere.has(dialect) || (id !== undefined && printed.has(dialect))
}

/** Output of the API and its tools: a group with an id is there, and its rules are accepted. */
const printed: ReadonlySet<Dialect> = new Set([
  ...(["az-cli-json", "az-cli-yaml", "az-rest-json", "powershell-json", "resource-export", "resource-graph"] as const),
])

/** The tool behind the dialect chooses the version, or Azure has accepted the rule already. */
const chosenElsewhere: ReadonlySet<Dialect> = new Set([
  ...(["ansible", "aso", "azbb-parameters", "capz", "crossplane", "pulumi-yaml", "tf-json", "tf-plan"] as const),
  ...(["effective-nsg", "network-watcher", "pulumi-state"] as const),
])

function severity({ profile, support }: Facts): Severity {
  if (profile === "2017-09") return "error"
  if (support === "older") return "warning"
  return support === "listed" ? possibly("warning") : "hint"
}

function faultText({ protocol, apiVersion, support, profile }: Facts): string {
  const least = leastApiVersion[protocol]
  if (profile === "2017-09") {
    return l10n.t`${protocol} is not a valid protocol: the September 2017 documentation (nsg.profile) supports only Tcp, Udp and *.`
  }
  if (support === "older") {
    return apiVersion && apiVersion < "2019"
      ? l10n.t`${protocol} needs API version ${least} or later; this resource has ${apiVersion}, which supports only Tcp, Udp and *. Raise its apiVersion.`
      : l10n.t`${protocol} needs API version ${least} or later; this resource has ${apiVersion ?? ""}, which does not support it. Raise its apiVersion.`
  }
  if (support === "listed") {
    return l10n.t`${protocol} needs API version ${least} or later: ${apiVersion ?? ""} listed it, but the versions after it did not. Raise its apiVersion.`
  }
  return l10n.t`${protocol} needs API version ${least} or later. Make sure it is deployed with one.`
}
