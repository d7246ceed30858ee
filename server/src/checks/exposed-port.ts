import * as l10n from "@vscode/l10n"
import type { GroupCheck } from "./check.ts"
import { countedAsExposure } from "./exposure/counted-as-exposure.ts"
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

${countedAsExposure}`,
  run: (judged, context) => exposingRules("port", "warning", judged, context),
  message: exposing =>
    exposureText(
      exposing,
      `${exposing.protocols.join().toUpperCase()} ${portsText(exposing.ports)}`,
      l10n.t`If that is not intended, allow only the addresses that need it.`,
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
