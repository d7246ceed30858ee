import type { AddressPrefix } from "../values/address.ts"
import { appendTo } from "../values/grouped.ts"
import { remember } from "../values/remember.ts"
import type { Subnet } from "./topology.ts"

type ByStart = Map<AddressPrefix["first"], Subnet[]>

/** The subnets that hold a single address: asked once for each length of their prefixes, of which there are few. */
export function subnetsByAddress(subnets: readonly Subnet[]): (address: AddressPrefix) => readonly Subnet[] {
  const byLength = { 4: new Map<number, ByStart>(), 6: new Map<number, ByStart>() }
  for (const subnet of subnets) {
    for (const { family, length, first } of subnet.prefixes.known) {
      appendTo(
        remember(byLength[family], length, (): ByStart => new Map()),
        first,
        subnet,
      )
    }
  }
  return address => {
    const found = [...byLength[address.family]].flatMap(
      ([length, byStart]) => byStart.get(startOfPrefix(address, length)) ?? [],
    )
    return [...new Set(found)]
  }
}

/** The first address of the prefix of this length around an address. */
function startOfPrefix({ family, first }: AddressPrefix, length: number): AddressPrefix["first"] {
  if (family === 6) return first - (first % (1n << BigInt(128 - length)))
  return first - (first % 2 ** (32 - length))
}
