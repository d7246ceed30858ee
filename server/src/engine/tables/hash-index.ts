/** Numbered things by a hash of each: what has the same hash is told apart by whoever looks it up. */
export class HashIndex {
  private readonly numbers = new Map<number, number[]>()

  /** The number with this hash of which `isIt` is true, or -1. */
  find(hash: number, isIt: (number: number) => boolean): number {
    return this.numbers.get(hash)?.find(isIt) ?? -1
  }

  add(hash: number, number: number): void {
    const known = this.numbers.get(hash)
    if (known) known.push(number)
    else this.numbers.set(hash, [number])
  }
}
