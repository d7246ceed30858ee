import type { RuleProperty } from "../readers/reader.ts"
import type { GroupIdentity } from "./verification.ts"

/** The answer of `nsg effective --format json` and of the command `nsg.effectiveRules`. */
export interface EffectiveRules {
  readonly version: 1
  readonly value: readonly EffectiveGroup[]
}

export interface EffectiveGroup {
  readonly networkSecurityGroup: GroupIdentity
  /** In evaluation order, inbound before outbound. */
  readonly effectiveSecurityRules: readonly EffectiveRule[]
}

/** A rule's values as written, under Azure's property names; `name` carries Azure's prefix (`securityRules/x`). */
export interface EffectiveRule extends Readonly<Partial<Record<RuleProperty, string | number | readonly string[]>>> {
  readonly name: string
  /** Properties that hold the text of an expression that cannot be known here. */
  readonly unknown?: readonly RuleProperty[]
}
