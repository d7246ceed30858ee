/** A growing list of classes without repetition, cleared in constant time and reused. */
export class ClassList {
  items: Int32Array
  length = 0
  private seen: Int32Array
  private round = 1

  /** With room for so many distinct classes at first, and for as many in the list. */
  constructor(capacity = 0) {
    this.items = new Int32Array(capacity)
    this.seen = new Int32Array(capacity)
  }

  /** Classes below `count` are about to come. */
  clear(count = 0): void {
    this.length = 0
    this.startRound()
    if (count > this.seen.length) this.seen = new Int32Array(count * 2)
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

function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, array.length * 2, 32))
  larger.set(array)
  return larger
}
