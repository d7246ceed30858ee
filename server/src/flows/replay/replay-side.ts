import type { JudgedNetwork } from "../../judging/judged-network.ts"
import type { RuledAt } from "../../judging/logged-flow.ts"
import type { NetworkContext } from "../../judging/network-context.ts"
import type { NetworkInterface } from "../../topology/topology.ts"
import { readMac } from "./flow-record.ts"

/** What logged flows are held against: one state of some documents. */
export interface ReplaySide {
  /** How people call it: "OLD", or "" where it is the only one. */
  readonly title: string
  readonly groups: readonly RuledAt[]
  readonly network: JudgedNetwork
  /** What is known of the network of a group by itself. */
  readonly context: NetworkContext
}

/** Equal for a group wherever it was found. */
export function keyOfGroup({ document, ruled: { group } }: RuledAt): string {
  return JSON.stringify([document, group.range.start, group.iteration])
}

/** By a resource id, or by its name where no group here has the id. */
export function groupsCalled({ groups }: ReplaySide, text: string): readonly RuledAt[] {
  const wanted = text.toLowerCase()
  const byId = groups.filter(({ ruled }) => ruled.group.id?.toLowerCase() === wanted)
  if (byId.length > 0) return byId
  const name = wanted.slice(wanted.lastIndexOf("/") + 1)
  return groups.filter(({ ruled }) => ruled.group.name.toLowerCase() === name)
}

export function interfaceWithMac({ network }: ReplaySide, mac: string): NetworkInterface | undefined {
  return network.index.topology.networkInterfaces.find(one => readMac(one.mac) === mac)
}

/** The network interface of another state in this one: by its id, else by its name where only one is called so. */
export function sameInterface({ network }: ReplaySide, { id, name }: NetworkInterface): NetworkInterface | undefined {
  const all = network.index.topology.networkInterfaces
  const byId = id === undefined ? undefined : all.find(one => one.id?.toLowerCase() === id.toLowerCase())
  if (byId) return byId
  const [first, second] = network.index.interfacesCalled(name)
  return second ? undefined : first
}

/**
 * The context of a group by itself: that of the network where the documents have it in use, if nobody said what is inside and all
 * of its subnets say the same.
 */
export function contextOfGroup({ context, network }: ReplaySide, group: RuledAt): NetworkContext {
  if (context.isOfAllFlows) return context
  const { subnets, topology } = network.index
  const isMeant = (reference: (typeof subnets)[number]["group"]) =>
    reference.kind === "resolved" &&
    keyOfGroup({ document: reference.target.document, ruled: network.rulesOf(reference.target) }) === keyOfGroup(group)
  const own = topology.networkInterfaces.filter(one => isMeant(one.group)).flatMap(one => one.configurations)
  const around = own.map(({ subnet }) => (subnet.kind === "resolved" ? subnet.target : undefined))
  const all = [...subnets.filter(subnet => isMeant(subnet.group)), ...around]
  const contexts = new Set(all.map(subnet => subnet && network.contextOf(subnet)))
  const [only] = contexts
  return contexts.size === 1 && only && !only.ifRouted ? only.context : context
}
