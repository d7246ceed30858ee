import type { Member, Topology } from "./topology.ts"

/** The IP configurations in each application security group, by its key in rules. */
export function securityGroupMembers({ networkInterfaces }: Topology): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>()
  for (const networkInterface of networkInterfaces) {
    for (const configuration of networkInterface.configurations) {
      for (const { key } of configuration.securityGroups) {
        const known = members.get(key)
        if (known) known.push({ networkInterface, configuration })
        else members.set(key, [{ networkInterface, configuration }])
      }
    }
  }
  return members
}
