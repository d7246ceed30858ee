import type { AddressTerm } from "../../values/address.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { contains } from "../traffic/interval-set.ts"
import { type Part, parts } from "../traffic/parts.ts"
import type { PathCourse } from "../traffic/path-courses.ts"
import type { TrafficCase } from "../traffic/traffic-case.ts"
import type { AdminRule } from "../traffic-path.ts"

/** Something that decides and cannot be known. */
export type OpenPart =
  | { readonly part: "source" | "destination"; readonly set: AddressTerm; readonly holds: boolean }
  | { readonly part: Exclude<Part, "source" | "destination">; readonly rule: string; readonly holds: boolean }

/** What the packet at the point needs that is not certain, each thing once. */
export function openParts<D extends AdminRule>(
  found: TrafficCase,
  at: TrafficCase,
  { missing, decisions }: PathCourse<D>,
  { names, setOf }: AddressSpace,
): OpenPart[] {
  const rules = [...decisions.flatMap(({ decider }) => decider ?? []), ...missing()]
  return parts.flatMap(part => {
    const { points } = at[part]
    const [inside, outside] = [found[part].inside, found[part].outside]
    const taken = [...inside.map(name => ({ name, holds: true })), ...outside.map(name => ({ name, holds: false }))]
    return taken.flatMap(({ name, holds }): OpenPart[] => {
      const set = setOf.get(name)
      if (part === "source" || part === "destination") {
        const bound = holds ? names[part].sure(name) : (names[part].possible(name) ?? points)
        const isCertain = contains(bound, points[0]!) === holds
        return set && !isCertain ? [{ part, set, holds }] : []
      }
      const rule = rules.find(one => one.fields[part].names.includes(name))
      return rule ? [{ part, rule: rule.rule.name, holds }] : []
    })
  })
}
