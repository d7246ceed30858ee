import { type Described, describedItem, flagAt, itemsAt, nameAt } from "./described.ts"
import type { MachineInterface, MachineStatement, Profile } from "./network-part.ts"
import { readInterface } from "./read-interface.ts"
import { referenceNodes, writtenReference } from "./read-reference.ts"

const interfaceType = "Microsoft.Network/networkInterfaces"

export function readMachine(holder: Described): MachineStatement {
  return { kind: "virtualMachine", interfaces: interfacesOf(holder), profiles: profilesIn(holder, "ownProfiles") }
}

export function readScaleSet(holder: Described): MachineStatement {
  const profiles = profilesIn(holder, "profiles")
  return { kind: "scaleSet", interfaces: [], profiles }
}

/** An object with an id and whether it is the primary one, or the id alone; Terraform's first is the primary one. */
function interfacesOf(holder: Described): readonly MachineInterface[] {
  const primary = holder.get("primaryInterface")
  const primaryText = primary && writtenReference(holder, primary, interfaceType).text
  return referenceNodes(holder, "interfaces", interfaceType).items.map((node, place) => {
    const written = writtenReference(holder, node, interfaceType)
    const stated = node.kind === "map" ? flagAt(describedItem(holder, node), "isPrimary") : undefined
    const isFirst = node.kind === "map" ? undefined : place === 0
    const isPrimary = stated ?? (primaryText === undefined ? isFirst : written.text === primaryText)
    return { ...written, ...(isPrimary !== undefined && { isPrimary }) }
  })
}

function profilesIn(holder: Described, name: "profiles" | "ownProfiles"): readonly Profile[] {
  return itemsAt(holder, name).items.map((item, place) => ({
    name: nameAt(item, `network interface ${place + 1}`),
    range: item.node.range,
    nameRange: (item.get("name") ?? item.node).range,
    says: readInterface(item),
  }))
}
