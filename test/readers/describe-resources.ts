import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { ReadResource } from "../../server/src/readers/located-resource.ts"
import { itemsOf, member } from "../../server/src/syntax/lookup.ts"
import type { Node } from "../../server/src/syntax/node.ts"
import { indexReferences } from "../../server/src/values/reference-index.ts"
import { isUnknown, type Maybe } from "../../server/src/values/unknown.ts"

const groupType = "Microsoft.Network/networkSecurityGroups"
const subnetType = "Microsoft.Network/virtualNetworks/subnets"

/** An id of a resource of one resource group. */
export function id(path: string): string {
  return `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${path}`
}

export function shown(path: string) {
  return { id: id(path), name: path.slice(path.lastIndexOf("/") + 1) }
}

export function listed(type: string, path: string) {
  return { ...shown(path), type, properties: {} }
}

/** A line for each resource: type, name, what it is a part of, and the group and subnet that it refers to in the document. */
export function describeResources(uri: string, text: string): readonly string[] {
  const language = uri.endsWith(".json") ? "json" : "yaml"
  const resources = readText({ uri, language, text }, defaultSettings).resources()
  const index = indexReferences(
    resources.filter(({ association }) => !association),
    ({ reference }) => reference,
  )
  return resources.map(resource => {
    const named = (reference: ReadResource["reference"] | undefined) => {
      const [found] = index.find(reference)
      return found ? nameOf(found.reference) : reference && `?${nameOf(reference)}`
    }
    const { type, reference, parent, condition, uncounted, association, existing } = resource
    const [groupName, subnetName] = [named(groupOf(resource)), named(subnetOf(resource))]
    return [
      `${type.replace(/^Microsoft\.\w+\//, "")} ${nameOf(reference)}`,
      ...(association ? [" (association)"] : []),
      ...(existing ? [" (existing)"] : []),
      ...(parent ? [` in ${nameOf(parent)}`] : []),
      ...(uncounted ? [" (any number)"] : []),
      ...(condition === undefined ? [] : [` if ${condition}`]),
      ...(groupName === undefined ? [] : [`, group ${groupName}`]),
      ...(subnetName === undefined ? [] : [`, subnet ${subnetName}`]),
    ].join("")
  })
}

const groupKeys = [
  ...["networkSecurityGroup", "network_security_group_id", "networkSecurityGroupId", "securityGroup", "security_group"],
]

function groupOf({ property, refer }: ReadResource) {
  const value = groupKeys.map(key => property(key)).find(node => node !== undefined)
  return refer(value, { type: groupType })
}

const subnetKeys = ["subnet", "subnet_id", "subnetId"]

/** Of a network interface's first configuration. */
function subnetOf({ type, property, refer }: ReadResource) {
  if (type !== "Microsoft.Network/networkInterfaces") return undefined
  const lists = ["ipConfigurations", "ip_configuration", "ipConfiguration"].map(key => property(key))
  const first = lists.flatMap(list => (list?.kind === "list" ? itemsOf(list) : list ? [list] : []))[0]
  const held = member(first, "properties") ?? first
  const value = subnetKeys.map(key => member(held, key)).find((node): node is Node => node !== undefined)
  return refer(value, { type: subnetType })
}

function nameOf({ name, symbol, resourceGroup }: ReadResource["reference"]): string {
  const shown = <T>(part: Maybe<T>) => (isUnknown(part) ? `{${part.identity}}` : part)
  const address = symbol && (isUnknown(symbol) ? `{${symbol.identity}}` : symbol.address)
  const place = resourceGroup === undefined ? "" : `${shown(resourceGroup)}: `
  return `${place}${name.length > 0 ? name.map(shown).join("/") : (address ?? "?")}`
}
