import type { Direction } from "../engine/security-rule.ts"
import { formatWitness } from "../flows/packet-text.ts"
import type { GroupChange, GroupDifference } from "../judging/compare-groups.ts"
import { boxNames } from "./box-names.ts"
import { type BoxNames, type RuleBox, ruleBox } from "./rule-box.ts"

/** A group in two versions, as `nsg diff --format json` has it. */
export interface ComparedGroup {
  readonly name: string
  readonly status: "equal" | "changed" | "added" | "removed" | "unknown"
  readonly newlyAllowed: readonly TrafficChange[]
  readonly newlyDenied: readonly TrafficChange[]
  /** What depends on something unknown. */
  readonly uncertain: readonly TrafficChange[]
}

/** Traffic that is treated differently, and the bare names of the rules that decide it. */
export interface TrafficChange extends RuleBox {
  readonly direction: Direction
  /** One packet of it, as a flow: `inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22`. */
  readonly witness: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** What the engine says of two versions of a group, in the words of rules. */
export function comparedGroup(name: string, difference: GroupDifference): ComparedGroup {
  const names = boxNames(difference.facts, [4, 6])
  const [newlyAllowed = [], newlyDenied = [], uncertain = []] = [
    difference.newlyAllowed,
    difference.newlyDenied,
    difference.uncertain,
  ].map(changes => changes.map(change => trafficChange(change, names)))
  const isChanged = newlyAllowed.length + newlyDenied.length > 0
  const isOpen = uncertain.length > 0 || !difference.complete
  return { name, status: isChanged ? "changed" : isOpen ? "unknown" : "equal", newlyAllowed, newlyDenied, uncertain }
}

function trafficChange({ box, witness, before, after }: GroupChange, names: BoxNames): TrafficChange {
  const [direction = "Inbound"] = box.directions
  return {
    direction,
    ...ruleBox(box, names),
    witness: formatWitness(direction, witness),
    before: before.map(rule => rule.name),
    after: after.map(rule => rule.name),
  }
}

/** A group that only one of the versions has. */
export function loneGroup(name: string, status: "added" | "removed"): ComparedGroup {
  return { name, status, newlyAllowed: [], newlyDenied: [], uncertain: [] }
}
