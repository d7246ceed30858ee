/** Numbers that look random and are the same each time. */
export interface Dice {
  /** From 0 to `sides - 1`. */
  roll(sides: number): number
  /** One of them. */
  pick<T>(from: readonly T[]): T
}

export function diceOf(seed: number): Dice {
  let state = seed + 1
  const roll = (sides: number) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % sides
  }
  return { roll, pick: from => from[roll(from.length)]! }
}
