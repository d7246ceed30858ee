import { leastApiVersion, type PortlessProtocol, versionSupport } from "../azure/protocol-versions.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"
import type { PortTerm } from "../values/port.ts"
import type { Check, Profile, Severity } from "./check.ts"

export const icmpOnlyProtocol: Check = {
  code: "icmp-only-protocol",
  severity: "information",
  summary:
    "A rule for Icmp, Esp or Ah alone: older API versions do not know it, and what a port means in it is not published.",
  explanation: `
The document of September 2017 says that a rule is for Tcp, Udp or all protocols. Microsoft names 2019-02-01 as the least
API version for Icmp and Esp; Ah is in the template schema from 2019-08-01. A resource that states an older version is
reported as a Warning (2018-10-01, which listed Icmp and Esp once: Information); whether the service refuses it is not
published. A rule that states a newer version is right.

What a port means for these protocols is not published either, so the port fields are best left at \`*\`.

With \`nsg.profile\` set to \`2017-09\` such a rule is an Error.
`,
  *run({ groups, profile }) {
    for (const { group } of groups) {
      for (const rule of group.rules) {
        const { protocol } = rule
        if (protocol !== "Icmp" && protocol !== "Esp" && protocol !== "Ah") continue
        const apiVersion = rule.apiVersion ?? group.apiVersion
        const facts = { protocol, apiVersion, profile, support: versionSupport(protocol, apiVersion) }
        const [version, port] = [versionText(facts), profile === "2017-09" ? undefined : portRange(rule)]
        if (version === undefined && !port) continue
        const texts = [version, port && portText(facts, rule)].filter(text => text !== undefined)
        yield {
          code: icmpOnlyProtocol.code,
          severity: severity(facts),
          range: version === undefined && port ? port : (rule.at.properties.protocol ?? rule.at.name),
          group,
          rule,
          related: [],
          data: { protocol, apiVersion: apiVersion ?? null, leastApiVersion: leastApiVersion[protocol] },
          message: texts.join(" "),
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
#                                                                           ^^^^ icmp-only-protocol: A rule for Icmp alone needs API version 2019-02-01 or later.
`,
    },
    {
      title: "A port",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: ping, priority: 100, direction: Inbound, access: Allow, protocol: Icmp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "8" }
#                                                                           ^^^^ icmp-only-protocol: A rule for Icmp alone needs API version 2019-02-01 or later. What a port means for Icmp is not published: best leave sourcePortRange and destinationPortRange at *.
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
//                         ^^^^ icmp-only-protocol: Microsoft names API version 2019-02-01 as the least for Icmp; this resource states 2017-06-01, which knows Tcp, Udp and * only. Raise its apiVersion.
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
      title: "A template that states a newer version: what is left is the port",
      language: "json",
      source: `{
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          { "name": "ping", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Icmp", "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "0-65535" } },
          { "name": "echo", "properties": { "priority": 110, "direction": "Inbound", "access": "Allow", "protocol": "Icmp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "8" } }
//                                                                                                                                                                                                                                        ^ icmp-only-protocol: What a port means for Icmp is not published: best leave sourcePortRange and destinationPortRange at *.
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

function severity({ profile, support }: Facts): Severity {
  if (profile === "2017-09") return "error"
  return support === "older" ? "warning" : "information"
}

/** What there is to say of the API version; undefined where the resource states one that is known to do. */
function versionText({ protocol, apiVersion, support, profile }: Facts): string | undefined {
  const least = leastApiVersion[protocol]
  if (profile === "2017-09") {
    return `${protocol} cannot be a rule's protocol by itself: the document of September 2017 (nsg.profile) knows Tcp, Udp and * only.`
  }
  if (support === "enough") return undefined
  if (support === "older") {
    const knows = apiVersion && apiVersion < "2019" ? "Tcp, Udp and * only" : "no rule for it alone"
    return `Microsoft names API version ${least} as the least for ${protocol}; this resource states ${apiVersion}, which knows ${knows}. Raise its apiVersion.`
  }
  if (support === "listed") {
    return `API version ${apiVersion} listed ${protocol} once, the versions after it did not: Microsoft names ${least} as the least. Raise the resource's apiVersion.`
  }
  return `A rule for ${protocol} alone needs API version ${least} or later.`
}

function portText({ protocol }: Facts, { names }: LocatedRule): string {
  const keys = [names.sourcePortRange ?? "sourcePortRange", names.destinationPortRange ?? "destinationPortRange"]
  return `What a port means for ${protocol} is not published: best leave ${keys.join(" and ")} at *.`
}

/** Where a port stands that is not all ports. */
function portRange({ sourcePorts, destinationPorts, at }: LocatedRule): Range | undefined {
  for (const [ports, ranges] of [
    [sourcePorts, at.terms.sourcePorts],
    [destinationPorts, at.terms.destinationPorts],
  ] as const) {
    const isParticular = (port: PortTerm) => !("unknown" in port) && (port.first > 0 || port.last < 65535)
    if (ports.every(isParticular)) return ranges[0]
  }
  return undefined
}
