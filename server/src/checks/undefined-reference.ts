import * as l10n from "@vscode/l10n"
import type { LinkedTopology } from "../topology/link-topology.ts"
import type { NamedResource, UnresolvedReference } from "../topology/topology.ts"
import { parseResourceId } from "../values/resource-id.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { similarName } from "../values/similar-name.ts"
import { isUnknown } from "../values/unknown.ts"
import type { WorkspaceCheck, WorkspaceContext } from "./check.ts"

export const undefinedReference: WorkspaceCheck<Undefined> = {
  code: "undefined-reference",
  severity: "information",
  category: "ineffective",
  azureErrors: [],
  aliases: [],
  scope: "workspace",
  summary: "A reference to a network security group, virtual network or subnet that is not defined where it should be.",
  explanation: `
What such a reference points to is not known, and every verdict that depends on it is unknown. References to resources
defined elsewhere are common and are not reported. It is a Warning if the same document defines a resource with nearly the
same name, which was probably meant; and an Information if an export holds other resources of the same resource group, but
not this one.
`,
  *run(context) {
    for (const reference of context.topology.unresolved) {
      const kind = kinds[reference.kind]
      if (!kind || !reference.target) continue
      const { document, range: at, target } = reference
      const name = plainNameOf(target)
      if (name === undefined) continue
      const instead = meantInstead(context, reference, target, name)
      if (instead !== undefined) yield { document, at, severity: "warning", data: { kind, name, instead } }
      else if (isMissing(context, reference, target)) yield { document, at, data: { kind, name } }
    }
  },
  message: ({ kind, name, instead }) => {
    const what = {
      NSG: l10n.t`NSG "${name}"`,
      Subnet: l10n.t`Subnet "${name}"`,
      "Virtual network": l10n.t`Virtual network "${name}"`,
    }[kind]
    if (instead !== undefined) return l10n.t`${what} is not defined here. Did you mean "${instead}"?`
    return kind === "NSG"
      ? l10n.t`${what} is not in this export, although others of its resource group are: what it does is not known. Export it too, or check the id.`
      : l10n.t`${what} is not in this export, although others of its resource group are: what is in it is not known. Export it too, or check the id.`
  },
  examples: [
    {
      title: "A slip in a name",
      language: "json",
      source: `
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web-nsg", "properties": { "securityRules": [] } },
    { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
      { "name": "app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'wbe-nsg')]" } } },
//                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undefined-reference: NSG "wbe-nsg" is not defined here. Did you mean "web-nsg"?
      { "name": "db", "properties": { "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": { "id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'shared')]" } } }
    ] } }
  ]
}
`,
    },
    {
      title: "A group and a network that an export lacks",
      language: "json",
      source: `
[
  { "type": "microsoft.network/networksecuritygroups", "name": "web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web", "properties": { "securityRules": [] } },
  { "type": "microsoft.network/virtualnetworks", "name": "hub", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
    { "name": "app", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app", "properties": { "addressPrefix": "10.0.1.0/24", "networkSecurityGroup": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web" } } },
    { "name": "db", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/db", "properties": { "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/db" } } },
//                                                                                                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undefined-reference: NSG "db" is not in this export, although others of its resource group are: what it does is not known. Export it too, or check the id.
    { "name": "far", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/far", "properties": { "addressPrefix": "10.0.3.0/24", "networkSecurityGroup": { "id": "/subscriptions/s/resourceGroups/other/providers/Microsoft.Network/networkSecurityGroups/far" } } }
  ], "virtualNetworkPeerings": [
    { "name": "to-gone", "properties": { "remoteVirtualNetwork": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/gone" } } }
//                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undefined-reference: Virtual network "gone" is not in this export, although others of its resource group are: what is in it is not known. Export it too, or check the id.
  ] } },
  { "type": "microsoft.network/networkinterfaces", "name": "web-0", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/web-0", "properties": { "ipConfigurations": [
    { "name": "main", "properties": { "subnet": { "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/app" } } }
  ] } }
]
`,
    },
  ],
}

interface Undefined {
  readonly kind: "NSG" | "Virtual network" | "Subnet"
  readonly name: string
  readonly instead?: string
}

const kinds: Readonly<Record<string, Undefined["kind"]>> = {
  networkSecurityGroup: "NSG",
  virtualNetwork: "Virtual network",
  subnet: "Subnet",
}

/** Where every part of the name is known. */
function plainNameOf({ name }: ResourceRef): string | undefined {
  const parts = name.flatMap(part => (isUnknown(part) ? [] : [part]))
  return parts.length > 0 && parts.length === name.length ? parts.join("/") : undefined
}

interface Named extends Pick<NamedResource, "id"> {
  readonly name: string
  readonly document: string
}

/** What the documents have of a kind; subnets with the name of their network. */
function definedOf({ groups, virtualNetworks }: LinkedTopology, kind: string): readonly Named[] {
  const own = ({ id, name, place: { document } }: NamedResource, full = name): Named => {
    return { name: full, document, ...(id !== undefined && { id }) }
  }
  if (kind === "virtualNetwork") return virtualNetworks.map(network => own(network))
  if (kind === "subnet") {
    return virtualNetworks.flatMap(network =>
      network.subnets.map(subnet => own(subnet, `${network.name}/${subnet.name}`)),
    )
  }
  return groups.map(({ document, group: { name, id } }) => ({ name, document, ...(id !== undefined && { id }) }))
}

/** One of the same document, of a name that differs by a slip: not by a number, which tells siblings apart. */
function meantInstead(
  { topology }: WorkspaceContext,
  { kind, document }: UnresolvedReference,
  { subscription, resourceGroup }: ResourceRef,
  name: string,
): string | undefined {
  if (subscription !== undefined || resourceGroup !== undefined) return undefined
  const near = definedOf(topology, kind).filter(one => one.document === document)
  const instead = similarName(
    name,
    near.map(one => one.name.toLowerCase()),
  )
  if (instead === undefined || name.length < shortest || isSibling(name, instead)) return undefined
  return near.find(one => one.name.toLowerCase() === instead)?.name
}

/** Of shorter names one letter makes another word. */
const shortest = 6

function isSibling(one: string, other: string): boolean {
  const withoutNumbers = (text: string) => text.replace(/\d+/g, "0").replace(/(?<=[-_.])\w$/, "")
  return withoutNumbers(one) === withoutNumbers(other)
}

function isMissing(
  { topology }: WorkspaceContext,
  { kind, document }: UnresolvedReference,
  target: ResourceRef,
): boolean {
  const { subscription, resourceGroup } = target
  if (!topology.exports.has(document) || subscription === undefined || resourceGroup === undefined) return false
  return definedOf(topology, kind).some(one => {
    const own = one.document === document && one.id !== undefined ? parseResourceId(one.id) : undefined
    return own?.subscription === subscription && own.resourceGroup === resourceGroup
  })
}
