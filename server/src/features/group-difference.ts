import type { Direction } from "../engine/security-rule.ts"
import { formatWitness } from "../flows/packet-text.ts"
import type { TrafficDifference } from "../judging/compare-groups.ts"
import { boxNames } from "./box-names.ts"
import { type BoxNames, type RuleBox, ruleBox } from "./rule-box.ts"

/** A group, or a network interface, in two versions, as `nsg diff --format json` has it. */
export interface ComparedGroup {
  readonly name: string
  readonly status: "equal" | "changed" | "added" | "removed" | "unknown"
  readonly newlyAllowed: readonly TrafficChange[]
  readonly newlyDenied: readonly TrafficChange[]
  /** What depends on something unknown. */
  readonly uncertain: readonly TrafficChange[]
  /** Set where the work was cut off, or part of what applies cannot be known: there may be more changes. */
  readonly complete?: false
  /** Set where the condition under which it is deployed is another one: only where it is deployed traffic is compared. */
  readonly condition?: { readonly before: string | null; readonly after: string | null }
}

/** Traffic that is treated differently, and the bare names of the rules that decide it. */
export interface TrafficChange extends RuleBox {
  readonly direction: Direction
  /** One packet of it, as a flow: `inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22`. */
  readonly witness: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export interface ComparisonDetails extends Pick<ComparedGroup, "condition"> {
  /** Where only one of the versions has it. */
  readonly lone?: "added" | "removed"
  readonly families?: readonly (4 | 6)[]
}

/** What the engine says of two versions, in the words of rules. */
export function comparedGroup(
  name: string,
  difference: TrafficDifference,
  { lone, condition, families = [4, 6] }: ComparisonDetails = {},
): ComparedGroup {
  const names = boxNames(difference.facts, families)
  const [newlyAllowed = [], newlyDenied = [], uncertain = []] = [
    difference.newlyAllowed,
    difference.newlyDenied,
    difference.uncertain,
  ].map(changes => changes.map(change => trafficChange(change, names)))
  const isChanged = newlyAllowed.length + newlyDenied.length > 0
  const isOpen = uncertain.length > 0 || !difference.complete || condition !== undefined
  return {
    ...{ name, status: lone ?? (isChanged ? "changed" : isOpen ? "unknown" : "equal") },
    ...{ newlyAllowed, newlyDenied, uncertain },
    ...(!difference.complete && { complete: false }),
    ...(condition && { condition }),
  }
}

function trafficChange(
  { box, witness, before, after }: TrafficDifference["uncertain"][number],
  names: BoxNames,
): TrafficChange {
  const [direction = "Inbound"] = box.directions
  return {
    direction,
    ...ruleBox(box, names),
    witness: formatWitness(direction, witness),
    before: namesOf(before),
    after: namesOf(after),
  }
}

/** Two groups have default rules of one name. */
function namesOf(rules: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(rules.map(({ name }) => name))]
}

/** A group that only one of the versions has, and that nothing is known to be attached to. */
export function loneGroup(name: string, status: "added" | "removed"): ComparedGroup {
  return { name, status, newlyAllowed: [], newlyDenied: [], uncertain: [] }
}
