import { isUnknown } from "../../values/unknown.ts"
import type { RuleMatch, Truth } from "../flow.ts"
import type { SecurityRule } from "../security-rule.ts"
import { type Field, truthOn } from "./region.ts"
import { type FieldedRule, fieldsOf, forParts, type Part, parts } from "./rule-fields.ts"
import type { TrafficCase, World } from "./traffic-case.ts"

/** A rule on its way to be judged: what its parts say by themselves. */
export interface TriedRule<R extends SecurityRule> {
  readonly fielded: FieldedRule<R>
  readonly row: RuleMatch<R>
  readonly truths: Readonly<Record<Part, Truth>>
  readonly meets: boolean
  readonly takesAll: boolean
}

/** The rules up to the first that surely takes all of the flow, and those of its priority. */
export function triedRules<R extends SecurityRule>(
  rules: readonly R[],
  starts: readonly TrafficCase[],
  world: World,
): TriedRule<R>[] {
  const tried: TriedRule<R>[] = []
  let last = Number.POSITIVE_INFINITY
  for (const [index, rule] of rules.entries()) {
    if (!isUnknown(rule.priority) && rule.priority > last) break
    const fielded = fieldsOf(rule, `rule ${index}`, world.line)
    const truths = forParts(part => truthInAll(starts, fielded.fields[part], part, world))
    const takesAll = parts.every(part => truths[part] === true)
    const meets = parts.every(part => truths[part] !== false)
    const { direction: _, presence: __, ...row } = truths
    const open = parts.filter(part => truths[part] !== true)
    tried.push({ fielded: { ...fielded, open }, row: { rule, ...row }, truths, meets, takesAll })
    if (takesAll && !isUnknown(rule.priority)) last = rule.priority
  }
  return tried
}

/** What a field says of all packets: true or false where it is the same for all of them. */
export function truthInAll(starts: readonly TrafficCase[], field: Field, part: Part, { names }: World): Truth {
  let all: Truth | undefined
  for (const start of starts) {
    const truth = truthOn(start[part], field, names[part])
    if (all !== undefined && truth !== all) return null
    all = truth
  }
  return all ?? null
}
