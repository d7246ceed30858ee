/** A growing list of classes without repetition, cleared in constant time and reused. */
export class ClassList {
  items = nothing
  length = 0
  private readonly marks: ClassMarks

  /** Lists that are filled one after the other may share their marks. */
  constructor(marks: ClassMarks) {
    this.marks = marks
  }

  clear(): void {
    this.length = 0
    this.startRound()
  }

  /** From here on, what was added before counts as new again. */
  startRound(): void {
    this.marks.clear()
  }

  add(cls: number): void {
    if (!this.marks.mark(cls)) return
    if (this.length === this.items.length) this.items = grown(this.items, this.length + 1)
    this.items[this.length++] = cls
  }

  addAll(others: Int32Array): void {
    for (let k = 0; k < others.length; k++) this.add(others[k]!)
  }
}

const nothing = new Int32Array(0)

/** Which classes have been met since the marks were last cleared, which takes constant time. */
export class ClassMarks {
  private seen: Int32Array
  private round = 1

  constructor(classes: number) {
    this.seen = new Int32Array(classes)
  }

  clear(): void {
    this.round++
  }

  /** False for a class that is marked already. */
  mark(cls: number): boolean {
    if (cls >= this.seen.length) this.seen = grown(this.seen, cls + 1)
    if (this.seen[cls] === this.round) return false
    this.seen[cls] = this.round
    return true
  }
}

function grown(array: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, array.length * 2, 32))
  larger.set(array)
  return larger
}
