/** What holds rules of which perhaps not all can be known. */
interface RuleHolder {
  /** Why not all can be known, as the end of "… rules that are not known here (…)"; absent where all of them are. */
  readonly incompleteReason?: string
}

/** Says that part of the rules cannot be known, and why; what was found first stays the reason. */
export function asPartial<H extends RuleHolder>(holder: H, incompleteReason: string): H {
  return isPartlyKnown(holder) ? holder : { ...holder, incompleteReason }
}

export function isPartlyKnown({ incompleteReason }: RuleHolder): boolean {
  return incompleteReason !== undefined
}
