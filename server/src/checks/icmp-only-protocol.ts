import { leastApiVersion, type PortlessProtocol, versionSupport } from "../azure/protocol-versions.ts"
import type { Dialect, LocatedRule } from "../readers/reader.ts"
import type { Check, Profile, Severity } from "./check.ts"

export const icmpOnlyProtocol: Check = {
  code: "icmp-only-protocol",
  severity: "information",
  summary: "A rule for Icmp, Esp or Ah alone, which older API versions do not know.",
  explanation: `
The document of September 2017 says that a rule is for Tcp, Udp or all protocols. Microsoft names 2019-02-01 as the least
API version for Icmp and Esp; Ah is in the template schema from 2019-08-01. A resource that states an older version is
reported as a Warning (2018-10-01, which listed Icmp and Esp once: Information); whether the service refuses it is not
published. A rule that states a newer version is right. Where a tool chooses the version (Ansible, Terraform, Cluster API
and others), and of effective rules, which Azure has accepted, nothing is reported.

With \`nsg.profile\` set to \`2017-09\` such a rule is an Error.
`,
  *run({ groups, profile, dialect }) {
    for (const { group } of groups) {
      for (const rule of group.rules) {
        const { protocol } = rule
        if (protocol !== "Icmp" && protocol !== "Esp" && protocol !== "Ah") continue
        const apiVersion = rule.apiVersion ?? group.apiVersion
        const facts = { protocol, apiVersion, profile, support: versionSupport(protocol, apiVersion) }
        if (profile !== "2017-09" && !isOpen(facts, dialect)) continue
        yield {
          code: icmpOnlyProtocol.code,
          severity: severity(facts),
          range: rangeOf(rule),
          group,
          rule,
          related: [],
          data: { protocol, apiVersion: apiVersion ?? null, leastApiVersion: leastApiVersion[protocol] },
          message: message(facts),
        }
      }
    }
  },
  examples: [
    {
      title: "Newer or unknown version",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                           ^^^^ icmp-only-protocol: Icmp needs API version 2019-02-01 or later.
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
//                         ^^^^ icmp-only-protocol: Icmp needs API version 2019-02-01 or later; this resource states 2017-06-01, which knows Tcp, Udp and * only. Raise its apiVersion.
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
      title: "Against the document of 2017",
      language: "yaml",
      profile: "2017-09",
      source: `
name: web
securityRules:
- { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                           ^^^^ icmp-only-protocol: Icmp cannot be a rule's protocol by itself: the document of September 2017 (nsg.profile) knows Tcp, Udp and * only.
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

/** Whether the version is too old, or may be: where nobody can choose one, there is nothing to say. */
function isOpen({ support }: Facts, dialect: Dialect | null): boolean {
  return support === "unknown" ? dialect === null || !chosenElsewhere.has(dialect) : support !== "enough"
}

/** The tool behind the dialect chooses the version, or Azure has accepted the rule already. */
const chosenElsewhere: ReadonlySet<Dialect> = new Set([
  ...(["ansible", "aso", "azbb-parameters", "capz", "crossplane", "pulumi-yaml", "tf-json", "tf-plan"] as const),
  ...(["effective-nsg", "network-watcher"] as const),
])

function severity({ profile, support }: Facts): Severity {
  if (profile === "2017-09") return "error"
  return support === "older" ? "warning" : "information"
}

function message({ protocol, apiVersion, support, profile }: Facts): string {
  const least = leastApiVersion[protocol]
  if (profile === "2017-09") {
    return `${protocol} cannot be a rule's protocol by itself: the document of September 2017 (nsg.profile) knows Tcp, Udp and * only.`
  }
  if (support === "older") {
    const knows = apiVersion && apiVersion < "2019" ? "Tcp, Udp and * only" : "no rule for it alone"
    return `${protocol} needs API version ${least} or later; this resource states ${apiVersion}, which knows ${knows}. Raise its apiVersion.`
  }
  if (support === "listed") {
    return `${protocol} needs API version ${least} or later: ${apiVersion} listed it, the versions after it did not. Raise the resource's apiVersion.`
  }
  return `${protocol} needs API version ${least} or later.`
}

function rangeOf(rule: LocatedRule) {
  return rule.at.properties.protocol ?? rule.at.name
}
