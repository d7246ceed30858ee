import * as l10n from "@vscode/l10n"
import { takesSecurityGroup } from "../azure/group-free-subnets.ts"
import { isIgnoredAt } from "../judging/path-level.ts"
import type { Subnet } from "../topology/topology.ts"
import type { WorkspaceCheck, WorkspaceContext } from "./check.ts"
import { hasGroupElsewhere, isAllSaid, isPlainName } from "./whole-networks.ts"

export const subnetWithoutGroup: WorkspaceCheck<Unfiltered> = {
  code: "subnet-without-group",
  severity: "information",
  category: "exposure",
  azureErrors: [],
  aliases: ["Azure.VNET.UseNSGs"],
  scope: "workspace",
  summary: "A subnet without a network security group, where some traffic may not be filtered at all.",
  explanation: `
Nothing filters the traffic of a network interface without a group in a subnet without a group. A subnet is reported only if
everything is known: in an export that holds virtual networks and network interfaces, or if all files of a workspace that
has groups have been read (on the command line, a folder), and references can be understood. Not reported are subnets that
support no group, subnets delegated to a service, subnets with an application gateway or Bastion host, and subnets whose
network interfaces all have a group of their own, or belong to private endpoints that groups do not apply to.
`,
  *run(context) {
    const { topology } = context
    if (topology.groups.length === 0) return
    for (const network of topology.virtualNetworks) {
      for (const subnet of network.subnets) {
        if (!isUnfiltered(context, subnet)) continue
        const { document, nameRange: at } = subnet.place
        yield { document, at, data: { subnet: subnet.name, network: network.name, open: openIn(context, subnet) } }
      }
    }
  },
  message: ({ subnet, open: [first, ...others] }) => {
    const more = others.length > 0 ? l10n.t` (and ${others.length} more)` : ""
    const who =
      first === undefined
        ? l10n.t`anything in it that has no NSG of its own`
        : l10n.t`network interface "${first}"${more}, which has none of its own`
    return l10n.t`Subnet "${subnet}" has no NSG: nothing filters the traffic of ${who}. Attach an NSG to the subnet.`
  },
  json: ({ subnet, network }) => ({ subnet, network }),
  examples: [
    {
      title: "An export with a network interface that nothing filters",
      language: "json",
      source: `
[
  { "type": "microsoft.network/networksecuritygroups", "name": "web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web", "properties": { "securityRules": [] } },
  { "type": "microsoft.network/virtualnetworks", "name": "hub", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
    { "name": "app", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web" } } },
    { "name": "db", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/db", "properties": { "addressPrefix": "10.0.2.0/24" } },
//             ^^ subnet-without-group: Subnet "db" has no NSG: nothing filters the traffic of network interface "db-0", which has none of its own. Attach an NSG to the subnet.
    { "name": "GatewaySubnet", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet", "properties": { "addressPrefix": "10.0.3.0/24" } }
  ] } },
  { "type": "microsoft.network/networkinterfaces", "name": "db-0", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/db-0", "properties": { "ipConfigurations": [
    { "name": "main", "properties": { "subnet": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/db" } } }
  ] } }
]
`,
    },
  ],
}

interface Unfiltered {
  readonly subnet: string
  readonly network: string
  /** The network interfaces without a group. */
  readonly open: readonly string[]
}

function isUnfiltered(context: WorkspaceContext, subnet: Subnet): boolean {
  const { group, name, delegations, prefixes, place } = subnet
  return (
    group.kind === "none" &&
    prefixes.known.length > 0 &&
    isPlainName(name) &&
    takesSecurityGroup(name) &&
    delegations.length === 0 &&
    isAllSaid(context, place.document) &&
    !isHost(context, subnet) &&
    !areAllFiltered(context, subnet) &&
    !hasGroupElsewhere(context, subnet)
  )
}

/** Whether an application gateway or a Bastion host is in it, whose own rules say what may come. */
function isHost({ topology: { loadBalancers } }: WorkspaceContext, subnet: Subnet): boolean {
  return loadBalancers.some(one => one.subnet?.kind === "resolved" && one.subnet.target === subnet)
}

/** In an export a subnet without network interfaces is empty. */
function areAllFiltered(context: WorkspaceContext, subnet: Subnet): boolean {
  const isKnown = interfacesIn(context, subnet).length > 0 || context.topology.exports.has(subnet.place.document)
  return isKnown && openIn(context, subnet).length === 0
}

function openIn(context: WorkspaceContext, subnet: Subnet): readonly string[] {
  return interfacesIn(context, subnet)
    .filter(one => one.group.kind === "none" && !isIgnoredAt(one, subnet))
    .map(({ name }) => name)
}

function interfacesIn({ topology: { networkInterfaces } }: WorkspaceContext, subnet: Subnet) {
  return networkInterfaces.filter(({ configurations }) =>
    configurations.some(one => one.subnet.kind === "resolved" && one.subnet.target === subnet),
  )
}
