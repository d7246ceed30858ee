/** Tells how each set of an axis relates to all rules, in two rows a set. Rows are made when they are first asked for, as many never are. */
export class SetRelations {
  /**
   * Rules that may share a point with the set. Some that share none may be among them, which costs time only; none that
   * shares one is missing.
   */
  readonly overlap: Int32Array
  /** Rules that hold all of the set, in every model. */
  readonly within: Int32Array
  private readonly words: number
  private readonly write: WriteRelations
  private readonly written: Uint8Array

  constructor(sets: number, words: number, write: WriteRelations) {
    this.overlap = new Int32Array(sets * words)
    this.within = new Int32Array(sets * words)
    this.words = words
    this.write = write
    this.written = new Uint8Array(sets)
  }

  /** Says where both rows of the set begin. It has to be asked before they are read, as it makes them. */
  at(set: number): number {
    const at = set * this.words
    if (this.written[set] === 0) {
      this.written[set] = 1
      this.write(set, this, at)
    }
    return at
  }
}

/** Writes the rows of a set, which are empty, at word `at`. */
export type WriteRelations = (set: number, into: Pick<SetRelations, "overlap" | "within">, at: number) => void
