import * as l10n from "@vscode/l10n"
import type { GroupCheck } from "./check.ts"
import { countedAsExposure } from "./exposure/counted-as-exposure.ts"
import { type ExposingRule, exposingRules } from "./exposure/exposing-rules.ts"
import { exposureFault, exposureJson, exposureText, servicesText } from "./exposure/exposure-text.ts"
import { narrowSourceFixes } from "./fixes/narrow-source.ts"

export const exposedFileShare: GroupCheck<ExposingRule> = {
  code: "exposed-file-share",
  severity: "error",
  category: "exposure",
  azureErrors: [],
  aliases: ["AZU-0074", "AVD-AZU-0074", "594c198b-4d79-41b8-9b36-fde13348b619", "0ac9abbc-6d7a-41cf-af23-2e57ddb3dbfc"],
  scope: "group",
  summary: "A rule that lets the Internet reach a file share (SMB, NFS, rsync).",
  explanation: `
File sharing protocols are made for networks that trust each other: worms spread through SMB, and NFS trusts the user
that a client claims to be. Reach shares through a VPN, or use Azure Files with a private endpoint.

${countedAsExposure}`,
  run: (judged, context) => exposingRules("file share", "error", judged, context),
  message: exposing =>
    exposureText(exposing, servicesText(exposing), l10n.t`Allow only networks that you trust, or use a VPN.`),
  fixes: ({ rule }, { group }) => narrowSourceFixes(rule, group),
  json: exposureJson,
  fault: exposureFault,
  examples: [
    {
      title: "SMB for everyone",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: share, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 0.0.0.0/0, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 445 }
#                                                                                                      ^^^^^^^^^ exposed-file-share: "share" (100) opens SMB (TCP 445) to the Internet: any public IPv4 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:445. Allow only networks that you trust, or use a VPN.
`,
    },
    {
      title: "For one network",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: share, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 445 }
`,
    },
  ],
}
