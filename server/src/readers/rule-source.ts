import type { Condition } from "../engine/security-rule.ts"
import type { Entry, Range } from "../syntax/node.ts"
import type { Unknown } from "../values/unknown.ts"
import type { AbsentByDefault } from "./absent-by-default.ts"
import type { RuleProblem } from "./rule-problem.ts"

/** A rule as a dialect found it. */
export interface RuleSource {
  /** The whole rule. */
  readonly self: Range
  /** Its properties, those of an inner `properties` object included. */
  readonly entries: readonly Entry[]
  /** What stands on the wrong side of `properties`, of a rule that has its values there. */
  readonly misplaced?: Misplaced
  /** Its values stand, or belong, under `properties`: it is what a template or a request hands to Azure. */
  readonly nested?: true
  /** The name, where it is not an entry, or is only a part of one ("nsg/rule"). */
  readonly name?: { readonly text: string; readonly range: Range }
  /** The name says the group where it may not, or does not where it must. */
  readonly nameFault?: "name-without-group" | "name-with-group" | "name-with-slashes"
  /** One of the default rules, as Azure's output states them: 65000 to 65500 are its priorities. */
  readonly isDefault?: boolean
  /** Set when properties that are not written may still be there: they come from an expression. */
  readonly rest?: Unknown
  /** Set when the rule may turn out to be absent: the condition's text, or why. */
  readonly condition?: string
  /** See `SecurityRule.conditions`. */
  readonly conditions?: readonly Condition[]
  readonly absentByDefault?: AbsentByDefault
  readonly presentByDefault?: readonly string[]
  readonly apiVersion?: string
  /** The iteration of the loop that makes the rule. */
  readonly iteration?: number
  readonly implied?: true
  /** Set when its properties cannot be read at all, for what stands in their place is no object. */
  readonly problems?: readonly RuleProblem[]
}

/** What of a rule stands on the wrong side of `properties`. */
export interface Misplaced {
  /** Beside it, where it is there at all. */
  readonly outside: readonly Entry[]
  readonly isThere: boolean
  /** Names under it. */
  readonly names: readonly Entry[]
}

/** What is known of whether an item of a list is there. */
export type ItemPresence = Pick<
  RuleSource,
  "condition" | "conditions" | "absentByDefault" | "presentByDefault" | "iteration"
>
