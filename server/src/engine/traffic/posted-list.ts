import type { SecurityRule } from "../security-rule.ts"
import type { AdminRule, RuleList, TrafficPath } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { fieldedRules } from "./hop.ts"
import { inColumns, type OrderedFields } from "./ordered-fields.ts"
import { PartTruths, type TruthsOf } from "./part-truths.ts"
import { forParts } from "./parts.ts"
import type { Post } from "./passage.ts"
import type { Region } from "./region.ts"

/** One list of rules at its place on a path, ready to be tried. */
export interface PostedList<D extends AdminRule> extends Post {
  readonly ordered: OrderedFields<D>
  /** Kept as long as the region is. */
  readonly truthsOf: TruthsOf
}

/** The lists of a path in the order in which they are asked: at each end the admin's list before the groups. */
export function postedLists<R extends SecurityRule, A extends AdminRule>(
  path: TrafficPath<R, A>,
  space: AddressSpace,
): PostedList<R | A>[] {
  return path.flatMap(({ direction, admin, groups }, end) => {
    const post = (list: RuleList<R | A>, isAdmin: boolean): PostedList<R | A> => {
      const rules = direction
        ? list.rules.filter(rule => typeof rule.direction !== "string" || rule.direction === direction)
        : list.rules
      const ordered = inColumns(fieldedRules({ ...list, rules }, direction, space))
      return { end, isAdmin, ordered, truthsOf: keptTruths(ordered, space) }
    }
    return [...(admin ? [post(admin, true)] : []), ...groups.map(group => post(group, false))]
  })
}

function keptTruths({ columns }: OrderedFields<AdminRule>, { names }: AddressSpace): TruthsOf {
  const kept = forParts(() => new WeakMap<Region, PartTruths>())
  return (region, part) => {
    const known = kept[part].get(region)
    if (known) return known
    const truths = new PartTruths(region, columns[part], names[part])
    kept[part].set(region, truths)
    return truths
  }
}
