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
  return family === 4 ? prefixTexts4(Number(first), Number(last)) : prefixTexts6(BigInt(first), BigInt(last))
}

function prefixTexts4(first: number, last: number): string[] {
  const texts: string[] = []
  for (let at = first; at <= last; ) {
    let size = 1
    while (size < 2 ** 32 && at % (size * 2) === 0 && at + size * 2 - 1 <= last) size *= 2
    const address = addressText(4, at)
    texts.push(size === 1 ? address : `${address}/${32 - Math.log2(size)}`)
    at += size
  }
  return texts
}

function prefixTexts6(first: bigint, last: bigint): string[] {
  const texts: string[] = []
  for (let at = first; at <= last; ) {
    let free = 0n
    while (free < 128n && at % (2n << free) === 0n && at + (2n << free) - 1n <= last) free++
    const address = addressText(6, at)
    texts.push(free === 0n ? address : `${address}/${128n - free}`)
    at += 1n << free
  }
  return texts
}
