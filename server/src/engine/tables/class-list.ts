/** A growing list of classes without repetition, cleared in constant time and reused. */
export class ClassList {
  items = nothing
  length = 0
  /** Class → the round in which it was last added. */
  private seen: Int32Array
  private round = 1

  /** `classes` is how many there are expected to be. */
  constructor(classes: number) {
    this.seen = new Int32Array(classes)
  }

  clear(): void {
    this.length = 0
    this.startRound()
  }

  /** From here on, what was added before counts as new again. */
  startRound(): void {
    this.round++
  }

  add(cls: number): void {
    if (cls >= this.seen.length) this.seen = grown(this.seen, cls + 1)
    if (this.seen[cls] === this.round) return
    this.seen[cls] = this.round
    if (this.length === this.items.length) this.items = grown(this.items, this.length + 1)
    this.items[this.length++] = cls
  }

  addAll(others: Int32Array): void {
    for (let k = 0; k < others.length; k++) this.add(others[k]!)
  }
}

const nothing = new Int32Array(0)

function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, array.length * 2, 32))
  larger.set(array)
  return larger
}
