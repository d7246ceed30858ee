import ipaddr from "ipaddr.js"

/** The canonical text of an address: dotted decimal, or RFC 5952 for IPv6. */
export function addressText(family: 4 | 6, value: number | bigint): string {
  if (family === 4) {
    const number = Number(value)
    return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`
  }
  const parts = [96n, 64n, 32n, 0n].flatMap(shift => {
    const word = Number(BigInt.asUintN(32, BigInt(value) >> shift))
    return [word >>> 16, word & 65535]
  })
  return new ipaddr.IPv6(parts).toString()
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
