import * as l10n from "@vscode/l10n"
import { type AdminExposure, adminExposures } from "../judging/admin-exposures.ts"
import { defaultExposureWidth } from "../judging/internet-exposures.ts"
import type { Subnet } from "../topology/topology.ts"
import { rangeText } from "../values/parse-ports.ts"
import type { Severity, WorkspaceCheck } from "./check.ts"
import { type ExposedPorts, exposedPorts } from "./exposure/exposed-ports.ts"
import { portsText, servicesText, whoText, witnessOf } from "./exposure/exposure-text.ts"
import { possibly } from "./severity.ts"
import { listSome, listWords, nameAdminRule } from "./wording.ts"

export const exposedByAdminRule: WorkspaceCheck<ExposedByAdmin> = {
  code: "exposed-by-admin-rule",
  severity: "error",
  category: "exposure",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "A security admin rule that lets the Internet in, whatever network security groups say.",
  explanation: `
Security admin rules of Azure Virtual Network Manager come before every network security group. One with AlwaysAllow ends it:
no group is asked, so that none can close what the rule opens. With Allow, the groups decide as they do without the rule.

It is an Error if the rule opens ports for remote management, databases or file shares, as for a rule of a group; a Warning if it
opens every port, or UDP. It is one severity lower, and says "may", if it depends on something unknown: which networks a policy puts
into a network group, or an earlier security admin rule. Other single ports are not reported.

At least 16,777,216 public addresses (a /8) count as the Internet, or an IPv6 prefix shorter than /20. The finding may be wrong if
something else blocks the traffic: a machine without a public address, a firewall on the way.
`,
  *run({ topology }) {
    for (const exposure of adminExposures(topology)) {
      const ports = exposedPorts(exposure)
      const severity = ports && severityOf(ports)
      if (!ports || !severity) continue
      const { written, isSure } = exposure
      yield {
        document: written.place.document,
        at: written.place.nameRange,
        severity: isSure ? severity : possibly(severity),
        data: { exposure, ports },
      }
    }
  },
  message,
  json: ({ exposure: { rule, subnets, isSure }, ports }) => ({
    configuration: rule.configuration,
    rule: rule.name,
    protocols: ports.protocols,
    ports: ports.ports.map(rangeText),
    publicAddresses: ports.share.ipv4,
    witness: witnessOf({ ...ports, width: defaultExposureWidth }),
    openAt: subnets.map(subnetName),
    certain: isSure,
  }),
  fault: ({ exposure: { rule }, ports }) => ({
    configuration: rule.configuration,
    rule: rule.name,
    protocols: ports.protocols,
    ports: ports.ports.map(rangeText),
  }),
  examples: [
    {
      title: "RDP that no group can close, and a rule that leaves it to the groups",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [{ "name": "app", "properties": { "addressPrefix": "10.0.1.0/24" } }] } },
    { "type": "Microsoft.Network/networkManagers", "apiVersion": "2024-05-01", "name": "manager", "properties": { "networkManagerScopeAccesses": ["SecurityAdmin"] } },
    { "type": "Microsoft.Network/networkManagers/networkGroups", "apiVersion": "2024-05-01", "name": "manager/all", "properties": {} },
    { "type": "Microsoft.Network/networkManagers/networkGroups/staticMembers", "apiVersion": "2024-05-01", "name": "manager/all/hub", "properties": { "resourceId": "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]" } },
    { "type": "Microsoft.Network/networkManagers/securityAdminConfigurations", "apiVersion": "2024-05-01", "name": "manager/baseline", "properties": {} },
    { "type": "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections", "apiVersion": "2024-05-01", "name": "manager/baseline/rules", "properties": { "appliesToGroups": [{ "networkGroupId": "[resourceId('Microsoft.Network/networkManagers/networkGroups', 'manager', 'all')]" }] } },
    { "type": "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules", "apiVersion": "2024-05-01", "name": "manager/baseline/rules/rdp", "kind": "Custom", "properties": { "priority": 10, "access": "AlwaysAllow", "direction": "Inbound", "protocol": "Tcp", "sources": [{ "addressPrefixType": "IPPrefix", "addressPrefix": "*" }], "sourcePortRanges": ["0-65535"], "destinations": [{ "addressPrefixType": "IPPrefix", "addressPrefix": "*" }], "destinationPortRanges": ["3389"] } },
//                                                                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ exposed-by-admin-rule: "rdp" (10), a security admin rule of "baseline", opens RDP (TCP 3389) to the Internet in subnet hub/app, whatever NSGs say: any public IPv4 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.1.4:3389. Use Allow, which leaves it to the NSGs, or allow only the addresses that need it.
    { "type": "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules", "apiVersion": "2024-05-01", "name": "manager/baseline/rules/ssh", "kind": "Custom", "properties": { "priority": 20, "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sources": [{ "addressPrefixType": "IPPrefix", "addressPrefix": "*" }], "sourcePortRanges": ["0-65535"], "destinations": [{ "addressPrefixType": "IPPrefix", "addressPrefix": "*" }], "destinationPortRanges": ["22"] } }
  ]
}
`,
    },
  ],
}

interface ExposedByAdmin {
  readonly exposure: AdminExposure
  readonly ports: ExposedPorts
}

function severityOf({ kind }: ExposedPorts): Severity | undefined {
  if (kind === "port") return undefined
  return kind === "management" || kind === "database" || kind === "file share" ? "error" : "warning"
}

function message({ exposure: { rule, subnets, isSure }, ports }: ExposedByAdmin): string {
  const exposing = { ...ports, width: defaultExposureWidth }
  const name = nameAdminRule(rule)
  const [what, who, witness] = [whatText(ports), whoText(exposing), witnessOf(exposing)]
  const where = whereText(subnets)
  const effect = isSure
    ? l10n.t`${name}, a security admin rule of "${rule.configuration}", opens ${what} to the Internet in ${where}, whatever NSGs say: ${who} can connect, such as ${witness}.`
    : l10n.t`${name}, a security admin rule of "${rule.configuration}", may open ${what} to the Internet in ${where}, whatever NSGs say: ${who} could connect, such as ${witness}.`
  return `${effect} ${l10n.t`Use Allow, which leaves it to the NSGs, or allow only the addresses that need it.`}`
}

function whatText({ kind, protocols, ports, services }: ExposedPorts): string {
  if (kind === "any to any") return l10n.t`everything, all protocols and ports,`
  if (kind === "any port") return l10n.t`every ${listWords(protocols.map(protocol => protocol.toUpperCase()))} port`
  return services.length > 0 && (kind !== "udp" || services.length === ports.length)
    ? servicesText({ services })
    : l10n.t`UDP ${portsText(ports)}`
}

/** `subnet hub/app and 3 more`. */
function whereText(subnets: readonly Subnet[]): string {
  const names = subnets.map(subnetName)
  const told = listSome(names, 3)
  return names.length === 1 ? l10n.t`subnet ${told}` : l10n.t`subnets ${told}`
}

function subnetName({ name, network }: Subnet): string {
  return `${network.name}/${name}`
}
