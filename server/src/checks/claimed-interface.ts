import * as l10n from "@vscode/l10n"
import type { ClaimedInterface, SharedInterface } from "../topology/topology-fault.ts"
import type { PlacedFound, WorkspaceCheck } from "./check.ts"
import { relatedPlace } from "./related-place.ts"
import { faultsOf } from "./topology-faults.ts"

export const claimedInterface: WorkspaceCheck<ClaimedInterface | SharedInterface> = {
  code: "claimed-interface",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "A subnet that lists a network interface of another subnet.",
  explanation: `
An IP configuration is in one subnet, whose network security group applies to it. If a subnet's own list and the network
interface disagree, the network interface's reference counts. Such lists are in Azure's own output: it was exported at
different times, or edited.
`,
  *run(context) {
    for (const fault of faultsOf(context, "claimed-interface", "shared-interface")) yield found(fault)
  },
  message: fault =>
    fault.kind === "claimed-interface"
      ? l10n.t`Subnet "${fault.subnet}" lists network interface "${fault.networkInterface}", whose own IP configuration is in "${fault.own}": the NSG of "${fault.own}" applies to it. Export both again.`
      : l10n.t`Subnet "${fault.subnets.at(-1) ?? ""}" lists network interface "${fault.networkInterface}", and so does "${fault.subnets[0] ?? ""}": it can be in only one of them. Export both again.`,
  json: fault => {
    const { networkInterface } = fault
    return fault.kind === "claimed-interface"
      ? { networkInterface, subnet: fault.subnet, own: fault.own }
      : { networkInterface, subnet: fault.subnets.at(-1), other: fault.subnets[0] }
  },
  examples: [
    {
      title: "A subnet's list, and what the network interface says",
      language: "json",
      source: `
[
  { "type": "Microsoft.Network/virtualNetworks", "name": "hub", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
    { "name": "app", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "properties": { "addressPrefix": "10.0.1.0/24" } },
    { "name": "db", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/db", "properties": { "addressPrefix": "10.0.2.0/24", "ipConfigurations": [
      { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/web-0/ipConfigurations/main" }
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ claimed-interface: Subnet "hub/db" lists network interface "web-0", whose own IP configuration is in "hub/app": the NSG of "hub/app" applies to it. Export both again.
    ] } }
  ] } },
  { "type": "Microsoft.Network/networkInterfaces", "name": "web-0", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/web-0", "properties": { "ipConfigurations": [
    { "name": "main", "properties": { "subnet": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app" } } }
  ] } }
]
`,
    },
    {
      title: "Two subnets that list one network interface",
      language: "json",
      source: `
[
  { "type": "Microsoft.Network/virtualNetworks", "name": "hub", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
    { "name": "app", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "properties": { "addressPrefix": "10.0.1.0/24", "ipConfigurations": [
      { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/web-0/ipConfigurations/main" }
    ] } },
    { "name": "db", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/db", "properties": { "addressPrefix": "10.0.2.0/24", "ipConfigurations": [
      { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/web-0/ipConfigurations/main" }
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ claimed-interface: Subnet "hub/db" lists network interface "web-0", and so does "hub/app": it can be in only one of them. Export both again.
    ] } }
  ] } }
]
`,
    },
  ],
}

function found(fault: ClaimedInterface | SharedInterface): PlacedFound<ClaimedInterface | SharedInterface> {
  const { document, range: at, networkInterface } = fault
  const related =
    fault.kind === "claimed-interface"
      ? relatedPlace(fault.other, l10n.t`"${networkInterface}" is in "${fault.own}"`)
      : relatedPlace(
          { ...fault.other, nameRange: fault.other.range },
          l10n.t`Subnet "${fault.subnets[0] ?? ""}" lists it too`,
        )
  return { document, at, data: fault, related: [related] }
}
