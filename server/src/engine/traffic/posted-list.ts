import type { SecurityRule } from "../security-rule.ts"
import type { AdminRule, RuleList, TrafficPath } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import { fieldedRules } from "./hop.ts"
import { inColumns, type OrderedFields } from "./ordered-fields.ts"
import type { Post } from "./passage.ts"

/** One list of rules at its place on a path, ready to be tried. */
export interface PostedList<D extends AdminRule> extends Post {
  readonly ordered: OrderedFields<D>
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
      return { end, isAdmin, ordered: inColumns(fieldedRules({ ...list, rules }, direction, space), space) }
    }
    return [...(admin ? [post(admin, true)] : []), ...groups.map(group => post(group, false))]
  })
}
