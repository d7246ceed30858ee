import * as l10n from "@vscode/l10n"
import type { GroupCheck } from "./check.ts"
import { countedAsExposure } from "./exposure/counted-as-exposure.ts"
import { type ExposingRule, exposingRules } from "./exposure/exposing-rules.ts"
import { exposureFault, exposureJson, exposureText, servicesText } from "./exposure/exposure-text.ts"
import { bastionFixes, narrowSourceFixes } from "./fixes/narrow-source.ts"

const advice = () => l10n.t`Allow only the addresses that need it, or use Azure Bastion.`
/** Bastion needs a virtual network of Resource Manager. */
const classicAdvice = () => l10n.t`Allow only the addresses that need it.`

export const exposedManagementPort: GroupCheck<ExposingRule> = {
  code: "exposed-management-port",
  severity: "error",
  category: "exposure",
  azureErrors: [],
  aliases: [
    "CKV_AZURE_10",
    "CKV_AZURE_9",
    "AZU-0050",
    "AVD-AZU-0050",
    "AZU-0048",
    "AVD-AZU-0048",
    "AZU-0074",
    "AVD-AZU-0074",
    "3e3c175e-aadf-4e2b-a464-3fdac5748d24",
    "efbf6449-5ec5-4cfe-8f15-acc51e0d787c",
    "2ade1579-4b2c-4590-bebb-f99bf597f612",
    "59cb3da7-f206-4ae6-b827-7abf0a9cab9d",
    "22730e10-96f6-4aac-ad84-9383d35b5917",
    "2c89a2e5-7285-40fe-afe0-ae8654b92fab",
    "e372f825-a257-4fb8-9175-797a8a8627d6",
    "S6321",
  ],
  scope: "group",
  summary: "A rule that lets the Internet reach a port for remote management, such as SSH or RDP.",
  explanation: `
Whoever reaches SSH, RDP, WinRM, VNC, Telnet, RPC or Docker's API needs one password, key or flaw to own the machine, and scanners
try every public address within minutes. Allow the few addresses that need it, or none: Azure Bastion and just-in-time access
open the port for one person at a time.

${countedAsExposure}`,
  run: (judged, context) => exposingRules("management", "error", judged, context),
  message: exposing =>
    exposureText(exposing, servicesText(exposing), exposing.model === "classic" ? classicAdvice() : advice()),
  fixes: ({ rule, bastion }, { group }) => [...bastionFixes(rule, bastion), ...narrowSourceFixes(rule, group)],
  json: exposureJson,
  fault: exposureFault,
  examples: [
    {
      title: "SSH for everyone",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: ssh, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
#                                                                                                     ^ exposed-management-port: "ssh" (100) opens SSH (TCP 22) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:22. Allow only the addresses that need it, or use Azure Bastion.
`,
    },
    {
      title: "Two halves of the Internet, and a range of ports",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: low, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 0.0.0.0/1, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 20-25 }
#                                                                                                    ^^^^^^^^^ exposed-management-port: "low" (100) opens SSH (TCP 22) and Telnet (TCP 23) to the Internet: about 2.1 billion public IPv4 addresses can connect, such as tcp 1.0.0.4:50000 -> 10.0.0.4:22. Allow only the addresses that need it, or use Azure Bastion.
- { name: high, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 128.0.0.0/1, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 20-25 }
#                                                                                                     ^^^^^^^^^^^ exposed-management-port: "high" (110) opens SSH (TCP 22) and Telnet (TCP 23) to the Internet: about 1.6 billion public IPv4 addresses can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:22. Allow only the addresses that need it, or use Azure Bastion.
`,
    },
    {
      title: "A Deny before that takes part of it",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: blocked, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: 128.0.0.0/2, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
#         ^^^^^^^ blocked-platform-address: "blocked" (100) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any, will be marked unhealthy. Give this rule a higher priority number, and allow AzureLoadBalancer before it.
- { name: rdp, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
#                                                                                                    ^^^^^^^^ exposed-management-port: "rdp" (110) opens RDP (TCP 3389) to the Internet: about 2.6 billion public IPv4 addresses and any public IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:3389. "blocked" (100) blocks only part of it. Allow only the addresses that need it, or use Azure Bastion.
`,
    },
    {
      title: "A network that has Azure Bastion",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2023-09-01",
      "name": "web",
      "properties": {
        "securityRules": [
          { "name": "ssh", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
//                                                                                                                                                ^ exposed-management-port: "ssh" (100) opens SSH (TCP 22) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.1.4:22. Allow only the addresses that need it, or use Azure Bastion.
        ]
      }
    },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } },
      { "name": "AzureBastionSubnet", "properties": { "addressPrefix": "10.0.255.0/26" } }
    ] } }
  ]
}
`,
    },
    {
      title: "What is not exposed",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: closed, priority: 100, direction: Inbound, access: Deny, protocol: "*", sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
- { name: ssh, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
- { name: office, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 3389 }
- { name: out, priority: 130, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 22 }
- { name: network, priority: 140, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 5985 }
`,
    },
  ],
}
