import { parseResourceId } from "../values/resource-id.ts"
import type { Candidate, Endpoint, EndType, WrittenEnd } from "./endpoint.ts"
import {
  candidateOf,
  type Found,
  frontEndFound,
  groupFound,
  interfaceFound,
  machineFound,
  ofPublicAddress,
  subnetFound,
} from "./found-endpoint.ts"
import type { NetworkInterface } from "./topology.ts"
import { hasId, type LocatedFrontEnd, type TopologyIndex } from "./topology-index.ts"

export function called(index: TopologyIndex, type: EndType, name: string): readonly Found[] {
  if (name.startsWith("/")) return meantById(index, name)
  if (type === "nic") return interfacesCalled(index, name).map(interfaceFound)
  if (type === "vm") return primaryOf(index.interfacesOfMachine(name)).map(machineFound)
  return everything(index, { kind: "named", type, name }).filter(({ candidate, endpoint }) =>
    namesOf(candidate(), endpoint, type).includes(name.toLowerCase()),
  )
}

/** That of a scale set is called `set/nic`, too. */
function interfacesCalled(index: TopologyIndex, name: string): readonly NetworkInterface[] {
  const own = index.interfacesCalled(name)
  return own.length === 0 && name.includes("/") ? index.interfacesOfMachine(name) : own
}

/** A subnet is called with its network; a front end also by its load balancer alone, which is clear where that has one. */
function namesOf({ name }: Candidate, endpoint: Endpoint, type: EndType): readonly string[] {
  const whole = name.toLowerCase()
  return type === "lb" && endpoint.kind === "frontEnd" ? [whole, endpoint.loadBalancer.name.toLowerCase()] : [whole]
}

/** All that an end of the type can be. */
export function everything(index: TopologyIndex, end: WrittenEnd): readonly Found[] {
  const type = end.kind === "named" ? end.type : undefined
  if (type === "nic") return index.topology.networkInterfaces.map(interfaceFound)
  if (type === "vm")
    return primaryOf(index.topology.networkInterfaces.filter(({ machine }) => machine)).map(machineFound)
  if (type === "subnet") return index.subnets.map(subnetFound)
  if (type === "lb") return index.frontEnds.map(frontEndFound)
  if (type === "asg") return [...index.securityGroups.values()].map(group => groupFound(index, group))
  return []
}

/** Each machine's primary network interface; of one without, all. */
function primaryOf(interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] {
  const isFirst = ({ machine }: NetworkInterface) =>
    interfaces.some(other => other.machine?.place === machine?.place && other.isPrimary)
  return interfaces.filter(one => one.isPrimary || !isFirst(one))
}

/** What has the id; else what is called so and has no id in its document, as in a template. */
export function meantById(index: TopologyIndex, id: string): readonly Found[] {
  const found = withId(index, id)
  if (found.length > 0) return found
  const ref = parseResourceId(id)
  const type = ref?.type === undefined ? undefined : idTypes.get(ref.type)
  return ref && type
    ? called(index, type, ref.name.join("/")).filter(({ candidate }) => candidate().id === undefined)
    : []
}

const idTypes: ReadonlyMap<string, EndType> = new Map([
  ["microsoft.network/networkinterfaces", "nic"],
  ["microsoft.compute/virtualmachines", "vm"],
  ["microsoft.compute/virtualmachinescalesets", "vm"],
  ["microsoft.network/virtualnetworks/subnets", "subnet"],
  ["microsoft.network/loadbalancers", "lb"],
  ["microsoft.network/loadbalancers/frontendipconfigurations", "lb"],
  ["microsoft.network/applicationsecuritygroups", "asg"],
])

function withId(index: TopologyIndex, id: string): readonly Found[] {
  const { networkInterfaces, publicAddresses } = index.topology
  const wanted = id.toLowerCase()
  const machines = networkInterfaces.filter(({ machine }) => machine && hasId(machine, id))
  const group = index.securityGroups.get(`group:${wanted}`)
  return [
    ...networkInterfaces.filter(one => hasId(one, id)).map(interfaceFound),
    ...primaryOf(machines).map(machineFound),
    ...index.subnets.filter(one => hasId(one, id)).map(subnetFound),
    ...index.frontEnds.filter(located => isFrontEnd(located, wanted)).map(frontEndFound),
    ...(group ? [groupFound(index, group)] : []),
    ...publicAddresses
      .filter(one => hasId(one, id))
      .map(one => ({ endpoint: ofPublicAddress(index, one), candidate: () => candidateOf(one, one.name) })),
  ]
}

function isFrontEnd({ loadBalancer, frontEnd }: LocatedFrontEnd, wanted: string): boolean {
  const id = loadBalancer.id?.toLowerCase()
  if (id === undefined) return false
  const own = `${id}/frontendipconfigurations/${frontEnd.name.toLowerCase()}`
  return wanted === own || wanted === id
}
