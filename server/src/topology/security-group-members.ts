import { appendTo } from "../values/grouped.ts"
import type { Member, Topology } from "./topology.ts"

/** The IP configurations in each application security group, by its key in rules. */
export function securityGroupMembers({ networkInterfaces }: Topology): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>()
  for (const networkInterface of networkInterfaces) {
    for (const configuration of networkInterface.configurations) {
      for (const { key } of configuration.securityGroups) {
        appendTo(members, key, { networkInterface, configuration })
      }
    }
  }
  return members
}
