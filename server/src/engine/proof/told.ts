/** Answers about several rules at once, in terms of places in the sequence. */
export interface Told {
  removal?: Removal
  deciders?: NextDeciders
}

/** The rules that can go at once. */
export interface Removal {
  /** The rules of which it was decided whether they can. */
  readonly decided: Int32Array
  readonly gone: Int32Array
}

/** By a rule, the ones that decide its packets once it and others are gone. */
export interface NextDeciders {
  readonly gone: Int32Array
  readonly of: ReadonlyMap<number, readonly number[]>
}

/** What the analysis before an edit was asked, of rules in the same places. */
export interface ToldBefore {
  /** The rules that share a packet with an edited one: of these nothing is known. */
  readonly touched: Int32Array
  readonly told: Told
}
