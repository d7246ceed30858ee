/** How much there was of something. */
export interface Amount {
  flows: number
  bytes: number
}

/**
 * Amounts by what they are of, in bounded memory: once there is too much to tell apart, neighbours are counted together. How
 * coarse that gets hangs on what was counted alone, not on its order, so that parts that were counted apart add up to the same.
 */
export interface CoarseCounts<K> {
  /** How coarse it is: 0 tells everything apart. */
  level: number
  readonly amounts: Map<K, Amount>
}

/** How things are counted together. */
export interface Coarseness<K> {
  /** A thing, or the block of a finer level, as the block of a level that it is in. */
  blockOf(key: K, level: number): K
  /** The last level: it has few blocks. */
  readonly coarsest: number
}

export function emptyCounts<K>(): CoarseCounts<K> {
  return { level: 0, amounts: new Map() }
}

export function count<K>(
  counts: CoarseCounts<K>,
  { blockOf, coarsest }: Coarseness<K>,
  key: K,
  flows: number,
  bytes: number,
): void {
  const block = counts.level === 0 ? key : blockOf(key, counts.level)
  const known = counts.amounts.get(block)
  if (known) {
    known.flows += flows
    known.bytes += bytes
    return
  }
  counts.amounts.set(block, { flows, bytes })
  while (counts.amounts.size > mostBlocks && counts.level < coarsest) coarsen(counts, blockOf, counts.level + 1)
}

/** Adds what was counted elsewhere. */
export function addCounts<K>(into: CoarseCounts<K>, other: CoarseCounts<K>, coarseness: Coarseness<K>): void {
  if (into.level < other.level) coarsen(into, coarseness.blockOf, other.level)
  for (const [key, { flows, bytes }] of other.amounts) count(into, coarseness, key, flows, bytes)
}

function coarsen<K>(counts: CoarseCounts<K>, blockOf: Coarseness<K>["blockOf"], level: number): void {
  const finer = [...counts.amounts]
  counts.level = level
  counts.amounts.clear()
  for (const [key, { flows, bytes }] of finer) {
    const block = blockOf(key, level)
    const known = counts.amounts.get(block)
    if (known) {
      known.flows += flows
      known.bytes += bytes
    } else counts.amounts.set(block, { flows, bytes })
  }
}

const mostBlocks = 1000
