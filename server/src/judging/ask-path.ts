import type { EndProblem, Endpoint, WrittenEnd } from "../topology/endpoint.ts"
import { networksOf } from "../topology/endpoint-networks.ts"
import { findEndpoint, findEndpoints } from "../topology/find-endpoint.ts"
import type { NetworkInterface } from "../topology/topology.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import type { PathQuestion, WrittenFlow } from "./path-question.ts"

/** Finds what the ends of a flow stand for in a topology. */
export function askPath({ index }: JudgedNetwork, written: WrittenFlow): PathQuestion | EndProblem {
  const ends = findEndpoints(index, written.source, written.destination)
  return "candidates" in ends ? ends : { written, ...ends }
}

/**
 * The same about one network interface, which the end on its side stands for: that which the direction says, else the one that
 * has an address of it. Undefined where neither does.
 */
export function askPathOf(
  network: JudgedNetwork,
  written: WrittenFlow,
  networkInterface: NetworkInterface,
): PathQuestion | EndProblem | undefined {
  const { source, destination, direction } = written
  const own = networkInterface.configurations.map(configuration => ({ networkInterface, configuration }))
  const membersAt = (end: WrittenEnd) =>
    own.filter(({ configuration: { address } }) => end.kind === "address" && address?.key === end.term.key)
  const isSource = direction ? direction === "Outbound" : membersAt(source).length > 0
  if (!direction && !isSource && membersAt(destination).length === 0) return undefined
  const side = isSource ? source : destination
  const members = membersAt(side)
  const end: Endpoint = {
    kind: "networkInterface",
    members: members.length > 0 ? members : own.slice(0, 1),
    ...(side.kind === "address" && { address: side.term }),
  }
  const networks = networksOf(end)
  const other = findEndpoint(network.index, isSource ? destination : source, networks)
  if ("candidates" in other) return other
  return { written, source: isSource ? end : other, destination: isSource ? other : end }
}
