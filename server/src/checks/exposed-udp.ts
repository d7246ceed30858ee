import * as l10n from "@vscode/l10n"
import type { GroupCheck } from "./check.ts"
import { countedAsExposure } from "./exposure/counted-as-exposure.ts"
import { type ExposingRule, exposingRules } from "./exposure/exposing-rules.ts"
import { exposureFault, exposureJson, exposureText, portsText, servicesText } from "./exposure/exposure-text.ts"
import { narrowSourceFixes } from "./fixes/narrow-source.ts"

export const exposedUdp: GroupCheck<ExposingRule> = {
  code: "exposed-udp",
  severity: "warning",
  category: "exposure",
  azureErrors: [],
  aliases: ["CKV_AZURE_77"],
  scope: "group",
  summary: "A rule that lets the Internet reach UDP ports.",
  explanation: `
A UDP service answers whatever address a packet claims to come from, so attackers use it to flood others with its answers (DNS, NTP,
SNMP, Memcached, and more), at your cost.

A rule with protocol \`*\` opens UDP along with TCP. For such a rule, only ports of services that attackers use in this way are reported,
and those for which an earlier rule already decides the TCP part: if you need only TCP, set the protocol to Tcp.

${countedAsExposure}`,
  run: (judged, context) => exposingRules("udp", "warning", judged, context),
  message: exposing => exposureText(exposing, what(exposing), adviceFor(exposing)),
  fixes: ({ rule }, { group }) => narrowSourceFixes(rule, group),
  json: exposureJson,
  fault: exposureFault,
  examples: [
    {
      title: "A UDP service",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: dns, priority: 100, direction: Inbound, access: Allow, protocol: Udp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 53 }
#                                                                                                    ^^^^^^^^ exposed-udp: "dns" (100) opens DNS (UDP 53) to the Internet: any public IPv4 or IPv6 address can connect, such as udp 203.0.113.7:50000 -> 10.0.0.4:53. Allow only the addresses that need it.
`,
    },
    {
      title: "UDP that was not meant",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: web, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
`,
    },
    {
      title: "What TCP leaves of a rule for all protocols",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: ssh-office, priority: 100, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
- { name: ssh, priority: 110, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
#                                                                                                    ^^^^^^^^ exposed-udp: "ssh" (110) opens UDP 22 to the Internet: any public IPv4 or IPv6 address can connect, such as udp 203.0.113.7:50000 -> 10.0.0.4:22. "ssh-office" (100) blocks only part of it. If you need only TCP, set the protocol to Tcp.
`,
    },
  ],
}

function adviceFor({ rule }: ExposingRule): string {
  return rule.protocol === "*"
    ? l10n.t`If you need only TCP, set the protocol to Tcp.`
    : l10n.t`Allow only the addresses that need it.`
}

function what(exposing: ExposingRule): string {
  const { services, ports } = exposing
  return services.length === ports.length ? servicesText(exposing) : l10n.t`UDP ${portsText(ports)}`
}
