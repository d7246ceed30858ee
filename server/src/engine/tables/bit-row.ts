/**
 * Sets of rules as rows of 32-bit words: rule `r` is bit `r & 31` of word `r >> 5`. Many rows lie in one Int32Array, so a
 * row is named by the array and the index of its first word.
 */

/** Position of the lowest set bit of a word that is not 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}

export function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export function setBit(rows: Int32Array, at: number, bit: number): void {
  rows[at + (bit >> 5)]! |= 1 << (bit & 31)
}

export function clearBit(rows: Int32Array, at: number, bit: number): void {
  rows[at + (bit >> 5)]! &= ~(1 << (bit & 31))
}

export function flipBit(row: Int32Array, bit: number): void {
  row[bit >> 5]! ^= 1 << (bit & 31)
}

export function hasBit(rows: Int32Array, at: number, bit: number): boolean {
  return ((rows[at + (bit >> 5)]! >>> (bit & 31)) & 1) !== 0
}

/** Words that a row of `bits` bits takes. */
export function wordsFor(bits: number): number {
  return (bits + 31) >>> 5
}

/** The bits of word `word` that stand for rules before `end`, all ones below it and none above. */
export function bitsBefore(end: number, word: number): number {
  const left = end - word * 32
  if (left <= 0) return 0
  return left >= 32 ? -1 : (1 << left) - 1
}

export function isEmptyRow(row: Int32Array): boolean {
  for (let w = 0; w < row.length; w++) if (row[w] !== 0) return false
  return true
}

/** The lowest bit that both rows have, or -1. */
export function lowestOfBoth(row: Int32Array, other: Int32Array): number {
  for (let w = 0; w < row.length; w++) {
    const both = row[w]! & other[w]!
    if (both !== 0) return w * 32 + lowestBit(both)
  }
  return -1
}

/** The highest bit of the row, or -1. */
export function highestBit(row: Int32Array): number {
  let w = row.length - 1
  while (w >= 0 && row[w] === 0) w--
  return w < 0 ? -1 : w * 32 + 31 - Math.clz32(row[w]!)
}
