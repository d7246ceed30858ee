import type { RuleMatch, Truth } from "../flow.ts"
import type { SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import type { FieldColumn, OrderedFields } from "./ordered-fields.ts"
import { forParts, type Part, parts } from "./parts.ts"
import { type Field, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"

/** The rules of a list as a flow meets them, to the first that surely takes all of it. */
export interface TriedRules<R extends SecurityRule> {
  readonly rows: readonly RuleMatch<R>[]
  /** Those that take some of the flow, or may. */
  readonly meeting: readonly TriedRule<R>[]
  /** Whether the last one surely takes all of the flow. */
  readonly isTaken: boolean
  /** Behind it, those of its priority that meet the flow. */
  readonly tied: readonly TriedRule<R>[]
}

/** A rule that meets the flow, and what its parts say of it by themselves. */
export interface TriedRule<R extends SecurityRule> {
  readonly fielded: FieldedRule<R>
  readonly truths: Readonly<Record<Part, Truth>>
}

export function triedRules<R extends SecurityRule>(
  { rules, columns }: OrderedFields<R>,
  starts: readonly TrafficCase[],
  space: AddressSpace,
): TriedRules<R> {
  const columnTruths = forParts(part => truthsOf(columns[part], starts, part, space))
  const rows: RuleMatch<R>[] = []
  const meeting: TriedRule<R>[] = []
  const tied: TriedRule<R>[] = []
  let last: R["priority"] | undefined
  for (const [index, fielded] of rules.entries()) {
    const { rule } = fielded
    if (last !== undefined && rule.priority !== last) break
    const truths = forParts(part => columnTruths[part](index))
    if (last === undefined) rows.push(rowOf(rule, truths))
    if (parts.some(part => truths[part] === false)) continue
    const open = parts.filter(part => truths[part] !== true)
    const tried = { fielded: { ...fielded, open }, truths }
    if (last === undefined) meeting.push(tried)
    else tied.push(tried)
    if (open.length === 0) last ??= rule.priority
  }
  return { rows, meeting, isTaken: last !== undefined, tied }
}

function rowOf<R extends SecurityRule>(rule: R, truths: Readonly<Record<Part, Truth>>): RuleMatch<R> {
  const { protocol, source, sourcePort, destination, destinationPort } = truths
  return { rule, protocol, source, sourcePort, destination, destinationPort }
}

/** Rule → what its field says of the flow. */
function truthsOf(
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
