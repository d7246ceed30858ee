import { appendTo } from "../../values/grouped.ts"
import type { AdminConfiguration, LocatedAdminRule, Reference, VirtualNetwork } from "../topology.ts"
import { type Linking, namedThing, resolve } from "./linking.ts"
import { placeOf } from "./placed-part.ts"
import { isFound, type Thing } from "./things.ts"

/** Security admin rules: each collection with the networks that it applies to. */
export function linkAdmin(
  linking: Linking,
  networkOf: (thing: Thing) => VirtualNetwork | undefined,
): readonly AdminConfiguration[] {
  const { things } = linking
  const parentOf = ({ parts: [{ part, document }] }: Thing) => things.find(part.parent, document)
  const members = staticMembers(linking, networkOf)
  /** Collections with rules of which it is not known how often they are there. */
  const loose = new Set<Thing>()
  const rules = new Map<Thing, LocatedAdminRule[]>()
  for (const thing of things.of("adminRule")) {
    const [by] = thing.parts
    const collection = parentOf(thing)
    const rule = { ...by.part.says.rule, place: placeOf(by) }
    if (isFound(collection) && by.part.uncounted) loose.add(collection)
    if (isFound(collection)) appendTo(rules, collection, rule)
  }
  return things.of("adminCollection").map(thing => {
    const [{ part, document }] = thing.parts
    const configuration = parentOf(thing)
    const owner = isFound(configuration) ? configuration : undefined
    const said = owner?.parts[0].part.says
    const manager = owner && parentOf(owner)
    const groups = part.says.networkGroups.items.map(written => things.find(written.reference, document))
    const known = groups.map(group => (isFound(group) ? (members.get(group) ?? []) : []))
    const isOpen = !part.says.networkGroups.areAll || known.some(networks => networks.length === 0)
    const services = said?.kind === "adminConfiguration" ? said.intentPolicyServices : undefined
    return {
      ...namedThing(owner ?? thing),
      rules: rules.get(thing) ?? [],
      networks: known.flat(),
      ...(isOpen && { hasOtherNetworks: true }),
      ...(services !== undefined && { intentPolicyServices: services }),
      scopeDepth: manager && isFound(manager) && isOfManagementGroup(manager) ? 0 : 1,
      complete: !loose.has(thing),
    }
  })
}

function isOfManagementGroup({ parts: [{ part }] }: Thing): boolean {
  return part.says.kind === "networkManager" && part.says.isOfManagementGroup
}

/** The networks that are in each network group by name; a policy may choose others, which nothing here reads. */
function staticMembers(
  linking: Linking,
  networkOf: (thing: Thing) => VirtualNetwork | undefined,
): ReadonlyMap<Thing, readonly Reference<VirtualNetwork>[]> {
  const members = new Map<Thing, Reference<VirtualNetwork>[]>()
  for (const { parts } of linking.things.of("managedNetwork")) {
    const [{ part, document }] = parts
    const group = linking.things.find(part.parent, document)
    if (!isFound(group) || !part.says.network) continue
    const network = resolve(linking, "virtualNetwork", { written: part.says.network, from: document }, networkOf)
    appendTo(members, group, network)
  }
  return members
}
