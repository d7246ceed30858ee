import type { RuleMatch, Truth } from "../flow.ts"
import type { MatchingRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import type { OrderedFields } from "./ordered-fields.ts"
import { PartTruths, type TruthsOf } from "./part-truths.ts"
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

/** A rule that meets the flow. */
export interface TriedRule<R extends MatchingRule> {
  /** Open are the parts that hold some of the flow and not all of it, or may. */
  readonly fielded: FieldedRule<R>
  /** Its place in the list. */
  readonly place: number
}

/** `truthsOf`: where what was found out of regions is kept. */
export function triedRules<R extends MatchingRule>(
  { rules, columns }: OrderedFields<R>,
  starts: readonly TrafficCase[],
  { names }: AddressSpace,
  truthsOf: TruthsOf = (region, part) => new PartTruths(region, columns[part], names[part]),
): TriedRules<R> {
  const tables = parts.map(part => starts.map(start => truthsOf(start[part], part)))
  const meeting: TriedRule<R>[] = []
  const tied: TriedRule<R>[] = []
  let taking: number | undefined
  for (let r = 0; r < rules.length; r++) {
    const fielded = rules[r]!
    if (taking !== undefined && fielded.rule.priority !== rules[taking]!.rule.priority) break
    const open = openParts(tables, r)
    if (!open) continue
    const list = taking === undefined ? meeting : tied
    list.push({ fielded: { rule: fielded.rule, fields: fielded.fields, open }, place: r })
    if (open.length === 0) taking ??= r
  }
  const tried = taking === undefined ? rules : rules.slice(0, taking + 1)
  const rows = () => tried.map(({ rule }, r) => rowOf(rule, r, tables))
  return { rows, meeting, isTaken: taking !== undefined, tied }
}

/** The parts of a rule that hold some of the cases and not all, or may; undefined where one holds nothing of them. */
function openParts(tables: readonly (readonly PartTruths[])[], rule: number): readonly Part[] | undefined {
  let open = 0
  for (let p = 0; p < tables.length; p++) {
    const truth = truthInEach(tables[p]!, rule)
    if (truth === false) return undefined
    if (truth === null) open |= 1 << p
  }
  return subsets[open]
}

/** Every choice of parts, by the bits of its place. */
const subsets = Array.from({ length: 1 << parts.length }, (_, bits) => parts.filter((_, p) => bits & (1 << p)))

function truthInEach(truths: readonly PartTruths[], rule: number): Truth {
  const truth = truths[0]?.at(rule) ?? null
  for (let n = 1; n < truths.length; n++) if (truths[n]!.at(rule) !== truth) return null
  return truth
}

function rowOf<R extends MatchingRule>(
  rule: R,
  place: number,
  tables: readonly (readonly PartTruths[])[],
): RuleMatch<R> {
  const { protocol, source, sourcePort, destination, destinationPort } = forParts(part =>
    truthInEach(tables[parts.indexOf(part)]!, place),
  )
  return { rule, protocol, source, sourcePort, destination, destinationPort }
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
