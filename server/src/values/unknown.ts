/**
 * A value that the text does not settle: a parameter without a default, an expression that only a deployment can evaluate.
 *
 * Two unknowns of the same `identity` are the same value, so a rule can still be proved equal to another one that is
 * written with the same expression. Ignorance is never turned into a guess.
 */
export interface Unknown {
  /** The normalised text of the expression, or a text that no other value has: equal in every reading of equal structure. */
  readonly identity: string
  /** Why it cannot be known, as the end of the sentence "No value: …". */
  readonly reason: string
  /** What is written in its place, for people to read. */
  readonly text?: string
  /** The text says what the value is: nothing is written in its place, or nothing that would be read as a value. */
  readonly isDescribed?: true
  /** All that it can be, where that is bounded. */
  readonly oneOf?: readonly (string | number)[]
}

/**
 * Part of an identity that tells a value from all others of one reading: its place in the text, or a number. What readers
 * hand on has none: see `structural-identities.ts`.
 */
export function localMark(place: string | number): string {
  return `⟦${place}⟧`
}

export const localMarks: RegExp = /⟦[^⟦⟧]*⟧/g

export function isMarked(identity: string): boolean {
  return identity.includes("⟦")
}

/** A value, or the statement that it cannot be known. */
export type Maybe<T> = T | Unknown

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && "identity" in value && "reason" in value
}
