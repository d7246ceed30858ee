import * as l10n from "@vscode/l10n"
import type { GroupCheck } from "./check.ts"
import { countedAsExposure } from "./exposure/counted-as-exposure.ts"
import { type ExposingRule, exposingRules } from "./exposure/exposing-rules.ts"
import { exposureFault, exposureJson, exposureText } from "./exposure/exposure-text.ts"
import { narrowSourceFixes } from "./fixes/narrow-source.ts"

export const allowAnyToAny: GroupCheck<ExposingRule> = {
  code: "allow-any-to-any",
  severity: "warning",
  category: "exposure",
  azureErrors: [],
  aliases: ["AZU-0047", "AVD-AZU-0047", "Azure.NSG.AnyInboundSource", "9daedab3-fb2d-461e-b861-71790eead4f6"],
  scope: "group",
  summary: "A rule that lets in everything from the Internet: all protocols, all ports.",
  explanation: `
Such a rule switches the group off: rules after it decide nothing, and every service of the machines is public. Often it was
added for a test and never removed.

${countedAsExposure}`,
  run: (judged, context) => exposingRules("any to any", "warning", judged, context),
  message: exposing =>
    exposureText(
      exposing,
      l10n.t`everything, all protocols and ports,`,
      l10n.t`Replace it with rules for the ports that should be public.`,
    ),
  fixes: ({ rule }, { group }) => narrowSourceFixes(rule, group),
  json: exposureJson,
  fault: exposureFault,
  examples: [
    {
      title: "Everything",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: anything, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#                                                                                                          ^ allow-any-to-any: "anything" (100) opens everything, all protocols and ports, to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.
`,
    },
    {
      title: "Everything of the network",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: anything, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
`,
    },
  ],
}
