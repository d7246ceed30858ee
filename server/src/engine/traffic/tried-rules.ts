import type { RuleMatch, Truth } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import type { FieldColumn } from "./field-column.ts"
import type { OrderedFields } from "./ordered-fields.ts"
import { forParts, type Part, parts } from "./parts.ts"
import { type Field, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"

/** The rules of a list as a flow meets them, to the first that surely takes all of it. */
export interface TriedRules<R extends MatchingRule> {
  /** What the parts of every rule say of the flow by themselves, whether or not the others match. */
  rows(): RuleMatch<R>[]
  /** Those that take some of the flow, or may. */
  readonly meeting: readonly TriedRule<R>[]
  /** Whether the last one surely takes all of the flow. */
  readonly isTaken: boolean
  /** Behind it, those of its priority that meet the flow. */
  readonly tied: readonly TriedRule<R>[]
}

/** A rule that meets the flow; open are the parts that hold some of it and not all, or may. */
export interface TriedRule<R extends MatchingRule> {
  readonly fielded: FieldedRule<R>
  /** Its place in the list. */
  readonly place: number
}

export function triedRules<R extends MatchingRule>(
  { rules, columns }: OrderedFields<R>,
  starts: readonly TrafficCase[],
  space: AddressSpace,
): TriedRules<R> {
  const truthOf = forParts(part => truthsIn(columns[part], starts, part, space))
  const inTurn = parts.map(part => truthOf[part])
  const meeting: TriedRule<R>[] = []
  const tied: TriedRule<R>[] = []
  let taking: number | undefined
  for (let r = 0; r < rules.length; r++) {
    const fielded = rules[r]!
    if (taking !== undefined && fielded.rule.priority !== rules[taking]!.rule.priority) break
    if (inTurn.some(truthAt => truthAt(r) === false)) continue
    const open = parts.filter(part => truthOf[part](r) !== true)
    const list = taking === undefined ? meeting : tied
    list.push({ fielded: { ...fielded, open }, place: r })
    if (open.length === 0) taking ??= r
  }
  const tried = taking === undefined ? rules : rules.slice(0, taking + 1)
  const rows = () =>
    tried.map(({ rule }, r) =>
      rowOf(
        rule,
        forParts(part => truthOf[part](r)),
      ),
    )
  return { rows, meeting, isTaken: taking !== undefined, tied }
}

function rowOf<R extends MatchingRule>(rule: R, truths: Readonly<Record<Part, Truth>>): RuleMatch<R> {
  const { protocol, source, sourcePort, destination, destinationPort } = truths
  return { rule, protocol, source, sourcePort, destination, destinationPort }
}

/** Rule → what its field says of the flow, found out when it is asked. */
function truthsIn(
  { distinct, ofRule }: FieldColumn,
  starts: readonly TrafficCase[],
  part: Part,
  space: AddressSpace,
): (rule: number) => Truth {
  const known = new Array<Truth | undefined>(distinct.length)
  return rule => {
    const place = ofRule[rule]!
    let truth = known[place]
    if (truth === undefined) {
      truth = truthInAll(starts, distinct[place]!, part, space)
      known[place] = truth
    }
    return truth
  }
}

/** What a field says of all packets: true or false where it is the same for all of them. */
export function truthInAll(starts: readonly TrafficCase[], field: Field, part: Part, { names }: AddressSpace): Truth {
  let all: Truth | undefined
  for (const start of starts) {
    const truth = truthOn(start[part], field, names[part])
    if (all !== undefined && truth !== all) return null
    all = truth
  }
  return all ?? null
}
