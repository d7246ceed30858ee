import type { SetFacts } from "../engine/address-facts.ts"
import { membersOf } from "../topology/members-of.ts"
import type { Member, Topology, VirtualNetwork } from "../topology/topology.ts"
import { freePrefixes } from "./free-prefixes.ts"

/** What an application security group surely holds, and all that it possibly holds. */
export type MemberFacts = Required<Pick<SetFacts, "sure" | "possible">>

/**
 * What the application security groups with members hold in these networks: the members' addresses, and those of their
 * subnets where Azure chooses an address. Members elsewhere do not count, for other networks may have the same addresses.
 */
export function securityGroupFacts(
  topology: Topology,
  members: ReadonlyMap<string, readonly Member[]>,
  networks: readonly VirtualNetwork[],
): ReadonlyMap<string, MemberFacts> {
  const isNear = ({ configuration: { subnet } }: Member) =>
    subnet.kind !== "resolved" || networks.includes(subnet.target.network)
  const open = topology.networkInterfaces
    .flatMap(membersOf)
    .filter(member => member.configuration.hasOtherSecurityGroups && isNear(member))
  const freeIn = freePrefixes(topology)
  const addressesOf = ({ configuration: { address, subnet, family } }: Member) =>
    address ? [address] : subnet.kind === "resolved" ? freeIn(subnet.target).filter(one => one.family === family) : []
  const facts = new Map<string, MemberFacts>()
  for (const [key, all] of members) {
    const near = all.filter(isNear)
    // A member of which nothing is known leaves the group as open as one without members.
    if ([...near, ...open].some(isNowhere)) continue
    const sure = near.flatMap(({ configuration: { address } }) => address ?? [])
    const others = [...near, ...open].flatMap(addressesOf)
    facts.set(key, { sure, possible: [...new Map([...sure, ...others].map(one => [one.key, one])).values()] })
  }
  return facts
}

function isNowhere({ configuration: { address, subnet } }: Member): boolean {
  return !address && subnet.kind !== "resolved"
}
