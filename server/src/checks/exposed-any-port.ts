import * as l10n from "@vscode/l10n"
import type { GroupCheck } from "./check.ts"
import { countedAsExposure } from "./exposure/counted-as-exposure.ts"
import { type ExposingRule, exposingRules } from "./exposure/exposing-rules.ts"
import { exposureFault, exposureJson, exposureText } from "./exposure/exposure-text.ts"
import { narrowSourceFixes } from "./fixes/narrow-source.ts"
import { listWords } from "./wording.ts"

export const exposedAnyPort: GroupCheck<ExposingRule> = {
  code: "exposed-any-port",
  severity: "warning",
  category: "exposure",
  azureErrors: [],
  aliases: ["9daedab3-fb2d-461e-b861-71790eead4f6"],
  scope: "group",
  summary: "A rule that lets the Internet reach every port of a protocol.",
  explanation: `
With all ports open, every service of the machine is on the Internet, including those nobody thinks of: remote management,
databases, agents. List only the ports that should be public.

All ports means all that no earlier Deny blocks. If an earlier Deny blocks some, the rest is checked port by port.

${countedAsExposure}`,
  run: (judged, context) => exposingRules("any port", "warning", judged, context),
  message: exposing =>
    exposureText(
      exposing,
      l10n.t`every ${listWords(exposing.protocols.map(protocol => protocol.toUpperCase()))} port`,
      l10n.t`List only the ports that should be public.`,
    ),
  fixes: ({ rule }, { group }) => narrowSourceFixes(rule, group),
  json: exposureJson,
  fault: exposureFault,
  examples: [
    {
      title: "All ports of a protocol",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: everything, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                           ^^^^^^^^ exposed-any-port: "everything" (100) opens every TCP port to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. List only the ports that should be public.
`,
    },
    {
      title: "All ports for one network",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: everything, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.0.0/8, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
  ],
}
