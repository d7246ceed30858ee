import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"
import type { Maybe } from "../values/unknown.ts"

export type Direction = "Inbound" | "Outbound"
export type Access = "Allow" | "Deny"
/** What a virtual network carries; a rule for `*` is for all five. */
export type Protocol = "Tcp" | "Udp" | "Icmp" | "Esp" | "Ah"

/**
 * One security rule as the engine sees it. Each of the four lists is a union and is never empty: what is missing or
 * unreadable stands in it as an unknown. Functions of the engine hand back the caller's own rule objects, so these may
 * carry more (source ranges, texts) that the engine never looks at.
 */
export interface SecurityRule {
  readonly name: string
  /** Lower is earlier. Custom rules have 100 to 4096, default rules 65000 to 65500. */
  readonly priority: Maybe<number>
  readonly direction: Maybe<Direction>
  readonly access: Maybe<Access>
  readonly protocol: Maybe<Protocol | "*">
  readonly source: readonly AddressTerm[]
  readonly sourcePorts: readonly PortTerm[]
  readonly destination: readonly AddressTerm[]
  readonly destinationPorts: readonly PortTerm[]
  /** True for a rule under a condition that may turn out false: it covers only rules that are there no more often than it. */
  readonly possiblyAbsent: boolean
  /**
   * All that has to hold for the rule to be there, where that can be told apart; it is then there exactly where all of it
   * holds. A possibly absent rule without any is there or not, whatever else is so. A rule that is not possibly absent may
   * have some that are taken to hold: that says nothing of a possibly absent rule, which may ask for the opposite.
   */
  readonly conditions?: readonly Condition[]
}

/** What a rule takes, whatever it does with it: rules of other levels have other words for access. */
export type MatchingRule = Omit<SecurityRule, "access">

/** Something that is so or not, the same wherever it has this identity, and which of the two is asked for. */
export interface Condition {
  readonly identity: string
  readonly holds: boolean
  /** What it is one branch of, where it is one: of two conditions with the same choice only one can hold. */
  readonly choice?: string
}
