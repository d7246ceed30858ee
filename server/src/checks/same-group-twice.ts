import * as l10n from "@vscode/l10n"
import { isIgnoredAt } from "../judging/path-level.ts"
import type { LinkedTopology } from "../topology/link-topology.ts"
import type { NetworkInterface, PlacedGroup, Subnet } from "../topology/topology.ts"
import type { WorkspaceCheck } from "./check.ts"
import { relatedPlace } from "./related-place.ts"

export const sameGroupTwice: WorkspaceCheck<GroupTwice> = {
  code: "same-group-twice",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "The same network security group on a subnet and on a network interface in it.",
  explanation: `
Traffic of the network interface passes the group twice, with the same result each time. You can remove the group from the
network interface: that changes nothing about what passes. Each subnet is reported once, at the first such interface.
`,
  *run({ topology }) {
    for (const { placed, subnet, interfaces } of groupsTwice(topology)) {
      const [first] = interfaces
      if (!first) continue
      const names = interfaces.map(({ name }) => name)
      yield {
        ...{ document: first.place.document, at: first.place.nameRange },
        data: { group: placed.group.name, subnet: `${subnet.network.name}/${subnet.name}`, interfaces: names },
        related: [relatedPlace(subnet.place, l10n.t`Subnet "${subnet.name}" has it too`)],
      }
    }
  },
  message: ({ group, subnet, interfaces: [first, ...others] }) => {
    const more = others.length > 0 ? l10n.t` (and ${others.length} more)` : ""
    return l10n.t`NSG "${group}" is attached to network interface "${first ?? ""}"${more} and to its subnet "${subnet}": traffic is filtered twice, with the same result. Removing it from the network interface changes nothing.`
  },
  fault: ({ group, subnet }) => ({ group, subnet }),
  examples: [
    {
      title: "On the subnet, and on one of its network interfaces",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [] } },
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "own", "properties": { "securityRules": [] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" } } }
    ] } },
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "web-0", "properties": { "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'web')]" }, "ipConfigurations": [{ "name": "main", "properties": { "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]" } } }] } },
//                                                                                        ^^^^^ same-group-twice: NSG "web" is attached to network interface "web-0" and to its subnet "hub/app": traffic is filtered twice, with the same result. Removing it from the network interface changes nothing.
    { "type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "web-1", "properties": { "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'own')]" }, "ipConfigurations": [{ "name": "main", "properties": { "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]" } } }] } }
  ]
}
`,
    },
  ],
}

interface GroupTwice {
  readonly group: string
  readonly subnet: string
  readonly interfaces: readonly string[]
}

interface Twice {
  readonly placed: PlacedGroup
  readonly subnet: Subnet
  readonly interfaces: NetworkInterface[]
}

function groupsTwice({ networkInterfaces }: LinkedTopology): Iterable<Twice> {
  const bySubnet = new Map<Subnet, Twice>()
  for (const one of networkInterfaces) {
    for (const subnet of new Set(one.configurations.map(configuration => configuration.subnet))) {
      if (subnet.kind !== "resolved" || !isTwice(one, subnet.target)) continue
      const known = bySubnet.get(subnet.target)
      if (known && !known.interfaces.includes(one)) known.interfaces.push(one)
      else if (!known && one.group.kind === "resolved") {
        bySubnet.set(subnet.target, { placed: one.group.target, subnet: subnet.target, interfaces: [one] })
      }
    }
  }
  return bySubnet.values()
}

function isTwice(networkInterface: NetworkInterface, subnet: Subnet): boolean {
  const { group } = networkInterface
  const isSame =
    group.kind === "resolved" && subnet.group.kind === "resolved" && group.target.group === subnet.group.target.group
  return isSame && !isIgnoredAt(networkInterface, subnet)
}
