import type { LocatedRule } from "../readers/reader.ts"
import type { Range } from "../syntax/node.ts"

/** One of the values that add up over the rules of a group. */
export interface Counted {
  readonly rule: LocatedRule
  readonly at: Range
  /** Whether it surely counts: a rule may be absent, and of some values it is not published. */
  readonly isSure: boolean
}

/** The first value that is too many, how many there are, and whether they surely are too many. */
export function beyondLimit<T extends Counted>(
  values: readonly T[],
  limit: number,
): { readonly first: T; readonly count: number; readonly isSure: boolean } | undefined {
  const sure = values.filter(({ isSure }) => isSure)
  const isSure = sure.length > limit
  const counted = isSure ? sure : values
  const first = counted[limit]
  return first && { first, count: counted.length, isSure }
}
