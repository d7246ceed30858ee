/** A small seeded generator of random numbers (mulberry32): the same seed, the same groups, on every machine. */
export interface Random {
  /** A whole number from 0 to below `count`. */
  below(count: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return { below, chance: probability => next() < probability, pick: items => items[below(items.length)]! }
}

/** Seeds are printed by the tests that use them; NSG_SEED repeats a run. */
export function seedOfRun(fallback: number): number {
  return Number(process.env.NSG_SEED ?? fallback)
}
