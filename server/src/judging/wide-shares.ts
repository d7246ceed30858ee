import type { AddressShare } from "../engine/questions/addresses-left.ts"
import type { PortRange } from "../values/port.ts"
import { joinedPorts } from "../values/port-ranges.ts"

/** Addresses of one protocol and some ports, counted. */
export interface CountedShare extends AddressShare {
  readonly ipv4: number
  readonly ipv6: bigint
}

export function countedShare(share: AddressShare): CountedShare {
  return { ...share, ...countAddresses(share.addresses) }
}

/** How many addresses of each family are in ranges that do not overlap. */
export function countAddresses(ranges: AddressShare["addresses"]): Pick<CountedShare, "ipv4" | "ipv6"> {
  let ipv4 = 0
  let ipv6 = 0n
  for (const range of ranges) {
    if (range.family === 4) ipv4 += range.last - range.first + 1
    else ipv6 += range.last - range.first + 1n
  }
  return { ipv4, ipv6 }
}

type AddressRange = AddressShare["addresses"][number]

/** The addresses of all shares, each once. */
export function unitedAddresses(shares: readonly AddressShare[]): readonly AddressRange[] {
  const every = shares.flatMap(({ addresses }) => addresses)
  const [ipv4, ipv6] = [every.filter(range => range.family === 4), every.filter(range => range.family === 6)]
  return [...united(ipv4, (a, b) => b.first <= a.last + 1), ...united(ipv6, (a, b) => b.first <= a.last + 1n)]
}

function united<R extends AddressRange>(ranges: readonly R[], touches: (one: R, next: R) => boolean): readonly R[] {
  const joined: R[] = []
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = joined.at(-1)
    if (before && touches(before, range)) {
      if (range.last > before.last) joined[joined.length - 1] = { ...before, last: range.last }
    } else joined.push(range)
  }
  return joined
}

/** In IPv6 a source is wide when its prefix is shorter than /20. */
const ipv6Width = 1n << 109n

/** Whether so many addresses are anyone rather than someone. */
export function isWide({ ipv4, ipv6 }: Pick<CountedShare, "ipv4" | "ipv6">, width: number): boolean {
  return ipv4 >= width || ipv6 >= ipv6Width
}

/** Of which family so many are wide; IPv4 where both are. */
export function wideFamily({ ipv4 }: Pick<CountedShare, "ipv4">, width: number): 4 | 6 {
  return ipv4 >= width ? 4 : 6
}

/** The ports of a protocol in the shares, ascending, joined where they touch. */
export function portsOf(shares: readonly AddressShare[], protocol: AddressShare["protocol"]): PortRange[] {
  return joinedPorts(shares.flatMap(share => (share.protocol === protocol ? share.ports : [])))
}

/** Port 0 is of no use to anyone. */
export function areAllPorts([first, another]: readonly PortRange[]): boolean {
  return first !== undefined && another === undefined && first.first <= 1 && first.last === 65535
}

/** How much traffic it is: less of the same is a smaller number. */
export function measureOf(shares: readonly CountedShare[]): bigint {
  return shares.reduce((sum, { ports, ipv4, ipv6 }) => {
    const count = ports.reduce((all, { first, last }) => all + last - first + 1, 0)
    return sum + BigInt(Math.max(count, 1)) * (BigInt(ipv4) * ipv4Weight + ipv6)
  }, 0n)
}

/** An address of IPv4 is worth as many as there are of IPv6 for each, so that neither family hides a change of the other. */
const ipv4Weight = 1n << 96n
