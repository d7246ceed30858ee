import type { Packet } from "./flow.ts"
import type { SecurityRule } from "./security-rule.ts"

/** What is true of a whole group: one judgement for each rule that was handed in, in the same order. */
export interface GroupAnalysis<R extends SecurityRule> {
  readonly judgements: readonly Judgement<R>[]
}

/** The exact truth about one rule among the earlier rules of its group and direction. */
export interface Judgement<R extends SecurityRule> {
  readonly rule: R
  /**
   * - `dead`: in every case, whatever the unknown values are, no packet reaches it.
   * - `live`: a packet reaches it in at least one case: `witness`. The two ends are judged independently: where
   *   both can only be one and the same address, what is assumed of a set may differ between them.
   * - `unplaced`: its own priority or direction cannot be known, so nothing is surely before it.
   * - `undetermined`: the work budget ran out for this rule alone.
   */
  readonly reach: "dead" | "live" | "unplaced" | "undetermined"
  /** For a live rule, a packet that it decides; absent also where it had to be found anew after an edit, at too much work. */
  readonly witness?: Packet | undefined
  /**
   * For a dead rule: the earlier rules that together take all of its packets, minimal (leave any one out and something
   * gets through), made so by leaving out the latest first, in evaluation order.
   */
  readonly cover: readonly R[]
  /**
   * Earlier rules outside `cover` that decide some of a dead rule's packets with another access; not those that do so only
   * if a particular port means all traffic of a protocol without ports.
   */
  readonly oppositeBesides: readonly R[]
  /**
   * For a live rule with IPv4 packets, of which only IPv6 ones reach it, and that would be dead if `0.0.0.0/0` meant `*`: the rules whose
   * `0.0.0.0/0` leaves the IPv6 half open. Else empty.
   */
  readonly ipv6Openers: readonly R[]
  /**
   * Whether the group decides every packet the same way without this rule. `undetermined` also where the access of this or
   * a later rule cannot be known.
   */
  readonly redundant: "yes" | "no" | "undetermined"
}
