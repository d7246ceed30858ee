import * as l10n from "@vscode/l10n"
import type { GroupCheck } from "./check.ts"
import { countedAsExposure } from "./exposure/counted-as-exposure.ts"
import { type ExposingRule, exposingRules } from "./exposure/exposing-rules.ts"
import { exposureFault, exposureJson, exposureText, servicesText } from "./exposure/exposure-text.ts"
import { narrowSourceFixes } from "./fixes/narrow-source.ts"

export const exposedDatabasePort: GroupCheck<ExposingRule> = {
  code: "exposed-database-port",
  severity: "error",
  category: "exposure",
  azureErrors: [],
  aliases: ["AZU-0074", "AVD-AZU-0074", "594c198b-4d79-41b8-9b36-fde13348b619", "0ac9abbc-6d7a-41cf-af23-2e57ddb3dbfc"],
  scope: "group",
  summary: "A rule that lets the Internet reach a database's port.",
  explanation: `
A database that answers the whole Internet is one weak password or flaw away from being copied, or encrypted for ransom. Only the
machines of the application need to reach it: allow their subnet or application security group.

${countedAsExposure}`,
  run: (judged, context) => exposingRules("database", "error", judged, context),
  message: exposing =>
    exposureText(exposing, servicesText(exposing), l10n.t`Allow only the machines that use the database.`),
  fixes: ({ rule }, { group }) => narrowSourceFixes(rule, group),
  json: exposureJson,
  fault: exposureFault,
  examples: [
    {
      title: "A database for everyone",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: sql, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 1433 }
#                                                                                                    ^^^^^^^^ exposed-database-port: "sql" (100) opens SQL Server (TCP 1433) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:1433. Allow only the machines that use the database.
`,
    },
    {
      title: "For the application alone",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: sql, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.0.1.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 1433 }
`,
    },
  ],
}
