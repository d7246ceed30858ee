import type { GroupCheck } from "./check.ts"
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
File sharing protocols are made for networks that trust each other: worms spread through SMB, and NFS believes what a client says
of its user. Reach shares through a VPN, or use Azure Files with a private endpoint.

A rule is judged by the traffic that earlier rules leave to it. It exposes what at least 16,777,216 public addresses (a /8) can
reach, however these are written: \`*\`, Internet, 0.0.0.0/0, two halves, a list. In IPv6 that is a prefix shorter than /20. Other
service tags count by their prefixes in a service tag file, or not at all without one; an unknown source does not count. Where it
depends on something unknown, the finding says "may" and is one severity lower.

Where all subnets and network interfaces that have the group are known, only what the NSG at the other level lets through counts, and
the message says where it is open. It may be wrong where that is not known, and where something else blocks the traffic: a machine
without a public address, a firewall on the way.
`,
  run: (judged, context) => exposingRules("file share", "error", judged, context),
  message: exposing =>
    exposureText(exposing, servicesText(exposing), "Allow only networks that you trust, or use a VPN."),
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
