import type { Attachments } from "./attachments.ts"
import type { Exposure } from "./exposures.ts"
import type { GroupRule } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import { type KnownLevel, otherLevels } from "./other-levels.ts"
import { type CountedShare, measureOf } from "./wide-shares.ts"

/**
 * What a group exposes of which the other level lets enough through, at one machine at least. `find` finds what is exposed if
 * a group stands there, or none. Where it is not known what stands there, all gets through.
 */
export function exposuresThrough(
  attachments: Attachments,
  find: (other: RuledGroup | undefined) => readonly Exposure[],
): readonly Exposure[] {
  const alone = find(undefined)
  const levels = alone.length > 0 ? otherLevels(attachments) : undefined
  if (!levels) return alone
  const groups = new Set(levels.map(({ ruled }) => ruled))
  const found = new Map([...groups].map(ruled => [ruled, byRule(ruled ? find(ruled) : alone)] as const))
  return alone.flatMap(exposure => through(exposure, levels, ({ ruled }) => found.get(ruled)?.get(exposure.rule)) ?? [])
}

function byRule(exposures: readonly Exposure[]): ReadonlyMap<GroupRule, Exposure> {
  return new Map(exposures.map(exposure => [exposure.rule, exposure]))
}

function through(
  alone: Exposure,
  levels: readonly KnownLevel[],
  at: (level: KnownLevel) => Exposure | undefined,
): Exposure | undefined {
  const open = levels.filter(level => at(level))
  const exposed = [...new Set(open.flatMap(level => at(level) ?? []))]
  if (exposed.length === 0) return undefined
  const [most] = exposed.toSorted((a, b) => Number(measureOf(b.left) - measureOf(a.left)))
  const isLess = (level: KnownLevel) => measureOf(at(level)?.left ?? []) < measureOf(alone.left)
  return {
    ...(most ?? alone),
    left: unlessAll(
      exposed.map(({ left }) => left),
      alone.left,
    ),
    open: unlessAll(
      exposed.map(({ open }) => open),
      alone.open,
    ),
    through: { open, closed: levels.filter(level => !at(level)), narrowed: open.filter(isLess) },
  }
}

/** What is open at any of the machines; where that is all at one of them, nothing is told twice. */
function unlessAll(each: readonly (readonly CountedShare[])[], all: readonly CountedShare[]): readonly CountedShare[] {
  const whole = each.find(shares => measureOf(shares) >= measureOf(all))
  return whole ?? each.flat()
}
