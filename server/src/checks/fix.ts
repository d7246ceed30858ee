import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import type { RuleChange } from "../readers/rule-change.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Edit } from "../syntax/edit.ts"

/**
 * What may be done about a finding, in terms of rules. How that is written, and what it does to the traffic, is worked out
 * when someone asks for it.
 */
export interface Fix {
  /** What it does, as a command: `Remove rule`. What it does to the traffic is added. */
  readonly title: string
  /** All of them are made, or none. */
  readonly changes: readonly Change[]
  /** The one that is most likely meant. */
  readonly isPreferred?: true
  /**
   * Only a person can say whether it is meant, even where it changes no traffic: a Deny that never matches may go, and the
   * hole that it should have closed stays.
   */
  readonly needsDecision?: true
  /**
   * What of the text that it writes someone is to replace by something of their own: only an editor that leads them there offers
   * it, and what it does to the traffic is not said.
   */
  readonly placeholder?: string
  /** What its effect depends on besides the rules, as a part of its title: `depends on …`. */
  readonly dependsOn?: string
}

export type Change = RuleChange | DocumentChange

/** A change of what is no rule. */
export interface DocumentChange {
  readonly kind: "document"
  edit(document: SyntaxDocument): Edit
}

/** What a fix may look at besides the finding's own data. */
export interface GroupFixContext {
  readonly group: LocatedGroup
}

export interface RuleFixContext extends GroupFixContext {
  readonly rule: LocatedRule
}
