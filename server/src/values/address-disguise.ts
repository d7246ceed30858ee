/** Takes the place of addresses by others that lie in one another's blocks just as they did. */
export class AddressDisguise {
  readonly #random: () => boolean
  /** Of each block whether its two halves change places: drawn when an address of it first comes. */
  readonly #swaps = new Map<string, boolean>()

  constructor(random: () => boolean) {
    this.#random = random
  }

  /**
   * Bit by bit, each one turned or not by what is before it, so that addresses share as many leading bits as before. What says
   * which kind of address it is stays: the first number, and the blocks that mean something to Azure or to everyone. Of a
   * block only the bits of its prefix; where others are set, one of them is in what comes out.
   */
  of(family: 4 | 6, address: number | bigint, length?: number): bigint {
    const width = family === 4 ? 32 : 128
    const bits = BigInt(address)
    const end = Math.min(length ?? width, width)
    let disguised = 0n
    for (let place = 0; place < end; place++) {
      const before = bits >> BigInt(width - place)
      const bit = (bits >> BigInt(width - place - 1)) & 1n
      const isSwapped = !isFixed(family, place, before) && this.#swap(`${family} ${place} ${before}`)
      disguised = (disguised << 1n) | (isSwapped ? 1n - bit : bit)
    }
    const hostBits = BigInt(width - end)
    const hasHost = (bits & ((1n << hostBits) - 1n)) !== 0n
    return (disguised << hostBits) | (hasHost ? 1n : 0n)
  }

  #swap(block: string): boolean {
    const known = this.#swaps.get(block)
    if (known !== undefined) return known
    const drawn = this.#random()
    this.#swaps.set(block, drawn)
    return drawn
  }
}

/** So many leading bits stay: the first number of an address. */
const keptBits = { 4: 8, 6: 16 }

/** Private, shared, link-local, and the platform's address. */
const keptBlocks = (
  [
    [[172, 16, 0, 0], 12],
    [[192, 168, 0, 0], 16],
    [[100, 64, 0, 0], 10],
    [[169, 254, 0, 0], 16],
    [[168, 63, 129, 16], 32],
  ] as const
).map(([bytes, length]) => ({ first: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), length }))

/** The bit behind these is one of a block that is kept. */
function isFixed(family: 4 | 6, place: number, before: bigint): boolean {
  if (place < keptBits[family]) return true
  return (
    family === 4 && keptBlocks.some(({ first, length }) => place < length && first >> BigInt(32 - place) === before)
  )
}
