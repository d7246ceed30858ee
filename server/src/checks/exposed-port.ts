import type { GroupCheck } from "./check.ts"
import { type ExposingRule, exposingRules } from "./exposure/exposing-rules.ts"
import { exposureFault, exposureJson, exposureText, portsText } from "./exposure/exposure-text.ts"
import { narrowSourceFixes } from "./fixes/narrow-source.ts"

export const exposedPort: GroupCheck<ExposingRule> = {
  code: "exposed-port",
  severity: "warning",
  isOff: true,
  category: "exposure",
  azureErrors: [],
  aliases: ["CKV_AZURE_160", "AZU-0047", "AVD-AZU-0047", "Azure.NSG.AnyInboundSource"],
  scope: "group",
  summary: "A rule that lets the Internet reach a port that no other check covers.",
  explanation: `
Most machines with a public address are there to be reached, so this check is off by default. Switched on, it lists every port that is
open to the Internet, for networks in which none should be.

A rule is judged by the traffic that earlier rules leave to it. It exposes what at least 16,777,216 public addresses (a /8) can
reach, however these are written: \`*\`, Internet, 0.0.0.0/0, two halves, a list. In IPv6 that is a prefix shorter than /20. Other
service tags count by their prefixes in a service tag file, or not at all without one; an unknown source does not count. Where it
depends on something unknown, the finding says "may" and is one severity lower.

Where all subnets and network interfaces that have the group are known, only what the NSG at the other level lets through counts, and
the message says where it is open. It may be wrong where that is not known, and where something else blocks the traffic: a machine
without a public address, a firewall on the way.
`,
  run: (judged, context) => exposingRules("port", "warning", judged, context),
  message: exposing =>
    exposureText(
      exposing,
      `${exposing.protocols.join().toUpperCase()} ${portsText(exposing.ports)}`,
      "If that is not intended, allow only the addresses that need it.",
    ),
  fixes: ({ rule }, { group }) => narrowSourceFixes(rule, group),
  json: exposureJson,
  fault: exposureFault,
  examples: [
    {
      title: "A web server",
      language: "yaml",
      switchedOn: ["exposed-port"],
      source: `
name: web
securityRules:
- { name: web, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
#                                                                                                    ^^^^^^^^ exposed-port: "web" (100) opens TCP 443 to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. If that is not intended, allow only the addresses that need it.
`,
    },
    {
      title: "The same without the setting",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: web, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
`,
    },
  ],
}
