import * as l10n from "@vscode/l10n"
import type { DifferentProperty, DifferentValues } from "../topology/topology-fault.ts"
import type { WorkspaceCheck } from "./check.ts"
import { relatedPlace } from "./related-place.ts"
import { faultsOf } from "./topology-faults.ts"
import { listWords } from "./wording.ts"

export const conflictingDefinitions: WorkspaceCheck<DifferentValues> = {
  code: "conflicting-definitions",
  severity: "warning",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "A subnet, network interface or virtual network that is defined twice, with different values.",
  explanation: `
Which definition applies depends on the order in which they are deployed, so nothing is assumed where they differ: verdicts
that depend on it are unknown. Two definitions count as one resource only if they are in one document, or if both state the
whole resource id. In two documents, which may have been exported at different times, it is an Information.
`,
  *run(context) {
    for (const fault of faultsOf(context, "different-values")) {
      const { document, range: at, others, resource } = fault
      yield {
        ...{ document, at, data: fault },
        severity: others.some(other => other.document === document) ? "warning" : "information",
        related: others.map(other => relatedPlace(other, l10n.t`"${resource}" is also defined here`)),
      }
    }
  },
  message: ({ resource, properties }) =>
    l10n.t`"${resource}" is defined twice, each time with a different ${listWords(properties.map(one => propertyWords()[one]))}: which one applies is not known. Keep one definition.`,
  json: ({ resource, properties }) => ({
    resource,
    property: properties[0],
    ...(properties.length > 1 && { properties }),
  }),
  fault: ({ resource, properties }) => ({ resource, property: properties[0] }),
  examples: [
    {
      title: "A subnet with two groups",
      language: "json",
      source: `
[
  { "type": "Microsoft.Network/networkSecurityGroups", "name": "web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web", "properties": { "securityRules": [] } },
  { "type": "Microsoft.Network/virtualNetworks", "name": "hub", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
    { "name": "app", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "properties": { "addressPrefix": "10.0.1.0/24" } }
  ] } },
  { "type": "Microsoft.Network/virtualNetworks/subnets", "name": "hub/app", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "properties": { "addressPrefix": "10.0.2.0/24" } }
//                                                                ^^^^^^^ conflicting-definitions: "app" is defined twice, each time with a different address prefix: which one applies is not known. Keep one definition.
]
`,
    },
  ],
}

const propertyWords = (): Readonly<Record<DifferentProperty, string>> => ({
  addressSpace: l10n.t`address space`,
  prefixes: l10n.t`address prefix`,
  group: l10n.t`network security group`,
  routeTable: l10n.t`route table`,
  subnet: l10n.t`subnet`,
  publicAddress: l10n.t`public IP address`,
  address: l10n.t`private IP address`,
})
