import type { EndProblem, Endpoint, WrittenEnd } from "../topology/endpoint.ts"
import { findEndpoint, findEndpoints } from "../topology/find-endpoint.ts"
import { membersOf } from "../topology/members-of.ts"
import type { IpConfiguration, NetworkInterface } from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import type { JudgedNetwork } from "./judged-network.ts"
import type { PathQuestion, WrittenFlow } from "./path-question.ts"

/** Finds what the ends of a flow stand for in a topology. */
export function askPath({ index }: JudgedNetwork, written: WrittenFlow): PathQuestion | EndProblem {
  const ends = findEndpoints(index, written.source, written.destination)
  return "candidates" in ends ? ends : { written, ...ends }
}

/**
 * The same about one network interface, which the end on its side stands for: that which the direction says, else the one that
 * has an address of it. Undefined where that end is no address of it.
 */
export function askPathOf(
  network: JudgedNetwork,
  written: WrittenFlow,
  networkInterface: NetworkInterface,
): PathQuestion | EndProblem | undefined {
  const { source, destination, direction } = written
  const isSource = direction ? direction === "Outbound" : ownEnd(networkInterface, source, "an address") !== undefined
  const [side, far] = isSource ? [source, destination] : [destination, source]
  const end = ownEnd(networkInterface, side, direction ? "any" : "an address")
  if (!end) return undefined
  const other = findEndpoint(network.index, far, end)
  if ("candidates" in other) return other
  return { written, source: isSource ? end : other, destination: isSource ? other : end }
}

/** What an end of a flow means of the network interface: "an address" alone, or also `*`, which is all of them. */
function ownEnd(networkInterface: NetworkInterface, end: WrittenEnd, what: "an address" | "any"): Endpoint | undefined {
  const own = membersOf(networkInterface)
  if (end.kind !== "address") return undefined
  const { term } = end
  if (term.kind === "any") return what === "any" ? { kind: "networkInterface", members: own } : undefined
  if (term.kind !== "prefix") return undefined
  const members = own.filter(({ configuration }) => mayBeIn(configuration, term))
  if (members.length === 0) return undefined
  return { kind: "networkInterface", members, ...(term.first === term.last && { address: term }) }
}

/** A fixed address in the prefix; one that Azure chooses is in it where that is in the subnet. */
function mayBeIn({ address, subnet, family }: IpConfiguration, prefix: AddressPrefix): boolean {
  if (address) return isPrefixWithin(address, prefix)
  if (family !== prefix.family) return false
  if (subnet.kind !== "resolved" || !subnet.target.prefixes.areAll) return true
  return subnet.target.prefixes.known.some(own => isPrefixWithin(prefix, own) || isPrefixWithin(own, prefix))
}
