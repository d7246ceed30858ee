import type { SecurityRule } from "../security-rule.ts"
import { hasBit, isEmptyRow, setBit } from "../tables/bit-row.ts"
import type { DirectionAnalysis } from "./direction-analysis.ts"
import { meetsAny } from "./touched-rules.ts"

/**
 * Which rules could go before an edit, as far as that still holds: whether one can depends on the rules that share a packet with
 * it, and on which of them that come after it go. To be asked from the last rule to the first.
 */
export class RemovalBefore {
  readonly #analysis: DirectionAnalysis<SecurityRule>
  /** Rules of which something else was decided before. */
  readonly #others: Int32Array

  constructor(analysis: DirectionAnalysis<SecurityRule>) {
    this.#analysis = analysis
    this.#others = new Int32Array(analysis.sequence.words)
  }

  /** Undefined where it has to be decided again. */
  goes(rule: number): boolean | undefined {
    const { before, bench } = this.#analysis
    const known = before?.told.removal
    if (!known || !hasBit(known.decided, 0, rule) || hasBit(before.touched, 0, rule)) return undefined
    if (!isEmptyRow(this.#others) && meetsAny(bench, rule, this.#others)) return undefined
    return hasBit(known.gone, 0, rule)
  }

  /** What is decided of a rule now. */
  compare(rule: number, goes: boolean): void {
    const known = this.#analysis.before?.told.removal
    if (known && hasBit(known.gone, 0, rule) !== goes) setBit(this.#others, 0, rule)
  }
}
