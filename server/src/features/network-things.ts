import type { EndType } from "../topology/endpoint.ts"
import type { Machine, NetworkInterface, Place, Subnet, Topology } from "../topology/topology.ts"
import { interfaceName, subnetName } from "./level-name.ts"

/** A subnet, network interface or machine of a topology, as it is asked about. */
export type NetworkThing = (
  | { readonly kind: "subnet"; readonly subnet: Subnet }
  | { readonly kind: "networkInterface"; readonly networkInterface: NetworkInterface }
  /** A virtual machine or scale set, with the first of its network interfaces. */
  | { readonly kind: "machine"; readonly machine: Machine; readonly networkInterface: NetworkInterface }
) & {
  /** As people read it: `hub/web`, `web-0`, `set/nic`. */
  readonly name: string
  /** The end of a flow that it is: `nic:web-0`; its resource id where another thing is called the same. */
  readonly end: string
  readonly place: Place
}

/** The subnets, network interfaces and machines, in this order; `document`: those that stand in it. */
export function networkThings(topology: Topology, document?: string): readonly NetworkThing[] {
  const all = allThings(topology)
  const named = new Map<string, number>()
  for (const { end } of all) named.set(end.toLowerCase(), (named.get(end.toLowerCase()) ?? 0) + 1)
  const own = document === undefined ? all : all.filter(({ place }) => place.document === document)
  return own.map(thing => {
    const isAlone = named.get(thing.end.toLowerCase()) === 1
    const id = idOf(thing)
    return isAlone || id === undefined ? thing : { ...thing, end: id }
  })
}

function allThings({ virtualNetworks, networkInterfaces }: Topology): readonly NetworkThing[] {
  const machines = new Map<Place, NetworkThing>()
  for (const networkInterface of networkInterfaces) {
    const { machine } = networkInterface
    if (!machine || isSamePlace(machine.place, networkInterface.place)) continue
    if (machines.has(machine.place) && !networkInterface.isPrimary) continue
    const { name, place } = machine
    machines.set(place, { kind: "machine", machine, networkInterface, name, end: endOf("vm", name), place })
  }
  return [
    ...virtualNetworks.flatMap(({ subnets }) =>
      subnets.map((subnet): NetworkThing => {
        const name = subnetName(subnet)
        return { kind: "subnet", subnet, name, end: endOf("subnet", name), place: subnet.place }
      }),
    ),
    ...networkInterfaces.map((networkInterface): NetworkThing => {
      const name = interfaceName(networkInterface)
      // The profile of a scale set is called after the set.
      const type = networkInterface.machine?.kind === "scaleSet" ? "vm" : "nic"
      return { kind: "networkInterface", networkInterface, name, end: endOf(type, name), place: networkInterface.place }
    }),
    ...machines.values(),
  ]
}

/** A machine that only its network interface names stands nowhere itself. */
function isSamePlace(one: Place, other: Place): boolean {
  return one.document === other.document && one.range.start === other.range.start
}

function endOf(type: EndType, name: string): string {
  return `${type}:${name}`
}

function idOf(thing: NetworkThing): string | undefined {
  if (thing.kind === "subnet") return thing.subnet.id
  return thing.kind === "networkInterface" ? thing.networkInterface.id : thing.machine.id
}
