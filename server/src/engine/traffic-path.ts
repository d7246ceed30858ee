import type { Maybe } from "../values/unknown.ts"
import type { Access, Direction, MatchingRule, SecurityRule } from "./security-rule.ts"

/**
 * What traffic has to pass, one end after the other: a single end for traffic with the Internet, or for what is to be said
 * of one machine; two from machine to machine, outbound at the first and inbound at the second.
 */
export type TrafficPath<R extends SecurityRule, A extends AdminRule> = readonly PathEnd<R, A>[]

/**
 * Security admin rules (of Virtual Network Manager) come first: Deny ends it, AlwaysAllow lets it through whatever the
 * groups say, and Allow, or no rule that matches, leaves it to the groups. Then every group must allow it: the subnet's and
 * the network interface's. Where there is no group, nothing is asked; each group has its default rules among its rules.
 */
export interface PathEnd<R extends SecurityRule, A extends AdminRule> {
  /**
   * Which way this end sees the traffic; absent where each packet has its own direction. Of a rule whose direction
   * cannot be known, each such end has a case in which it applies and one in which it does not.
   */
  readonly direction?: Direction
  readonly admin?: RuleList<A>
  readonly groups: readonly RuleList<R>[]
}

export function rulesOf<R extends SecurityRule, A extends AdminRule>(path: TrafficPath<R, A>): (R | A)[] {
  return path.flatMap(({ admin, groups }) => [...(admin?.rules ?? []), ...groups.flatMap(({ rules }) => rules)])
}

/** Rules of one owner. Rules under a condition are there together if they have one name in lists of one name. */
export interface RuleList<R> {
  readonly name: string
  readonly rules: readonly R[]
}

/** A security admin rule. */
export interface AdminRule extends MatchingRule {
  readonly access: Maybe<Access | "AlwaysAllow">
}

/** A rule that decided, and the list it is of; null where no rule of a group matches, which is to be denied. */
export interface Decision<D> {
  readonly list: string
  readonly rule: D | null
}
