import ipaddr from "ipaddr.js"

/** The canonical text of an address: dotted decimal, or RFC 5952 for IPv6. */
export function addressText(family: 4 | 6, value: number | bigint): string {
  const number = BigInt(value)
  if (family === 4) return [24n, 16n, 8n, 0n].map(shift => (number >> shift) & 255n).join(".")
  const bytes = Array.from({ length: 16 }, (_, index) => Number((number >> BigInt(8 * (15 - index))) & 255n))
  return ipaddr.fromByteArray(bytes).toString()
}

/**
 * The fewest CIDR blocks that make up the addresses from `first` to `last`, in ascending order.
 * A single address is written without a prefix length.
 */
export function prefixTexts(family: 4 | 6, first: number | bigint, last: number | bigint): string[] {
  const bits = family === 4 ? 32n : 128n
  const end = BigInt(last)
  const texts: string[] = []
  for (let at = BigInt(first); at <= end; ) {
    let free = 0n
    while (free < bits && at % (2n << free) === 0n && at + (2n << free) - 1n <= end) free++
    const address = addressText(family, at)
    texts.push(free === 0n ? address : `${address}/${bits - free}`)
    at += 1n << free
  }
  return texts
}
