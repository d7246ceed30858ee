import { withoutPrefixes } from "../azure/prefix-difference.ts"
import type { Subnet, Topology } from "../topology/topology.ts"
import type { AddressPrefix } from "../values/address.ts"
import { appendTo } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import { lazily } from "../values/lazily.ts"
import { remember } from "../values/remember.ts"

/** The addresses of a subnet that no configuration has for its own: what Azure may choose. */
export const freePrefixes = keptFor((topology: Pick<Topology, "networkInterfaces">) => {
  const taken = lazily(() => takenAddresses(topology))
  const known = new Map<Subnet, FreePrefixes>()
  return (subnet: Subnet): FreePrefixes =>
    remember(known, subnet, () => withoutPrefixes(subnet.prefixes.known, taken().get(subnet) ?? []))
})

type FreePrefixes = readonly AddressPrefix[]

function takenAddresses({ networkInterfaces }: Pick<Topology, "networkInterfaces">) {
  const taken = new Map<Subnet, AddressPrefix[]>()
  for (const { address, subnet } of networkInterfaces.flatMap(({ configurations }) => configurations)) {
    if (address && subnet.kind === "resolved") appendTo(taken, subnet.target, address)
  }
  return taken
}
