import type { Truth } from "../flow.ts"
import type { MatchingRule, SecurityRule } from "../security-rule.ts"
import { type DecidedTraffic, decidedTraffic } from "../traffic/decided-traffic.ts"
import { casesOfTraffic } from "../traffic/flow-case.ts"
import { hopsOf } from "../traffic/hop.ts"
import { isAllowed, unasked, untouched } from "../traffic/passage.ts"
import { pathDifferences } from "../traffic/path-differences.ts"
import type { Budget } from "../traffic/traffic-case.ts"
import type { AdminRule, Decision } from "../traffic-path.ts"
import type { DifferenceOptions } from "./difference.ts"
import type { PreparedPath } from "./prepare.ts"

/** Traffic apart by the rules that decide it. */
export interface Partition<D extends AdminRule> {
  /** They share no packet; together they are the traffic, if the work was not cut off. */
  readonly parts: readonly TrafficPart<D>[]
  /** False where the work was cut off: there may be more. */
  readonly complete: boolean
}

export interface TrafficPart<D extends AdminRule> extends DecidedTraffic<D> {
  /** In order, to the first that denies. */
  readonly decisions: readonly Decision<D>[]
  /** Whether the part passes; null where that cannot be known. */
  readonly allowed: Truth
}

/** Which rules of a path decide which part of the traffic; a rule says which traffic is meant. */
export function partitionTraffic<R extends SecurityRule, A extends AdminRule>(
  path: PreparedPath<R, A>,
  traffic: MatchingRule,
  { budget = 5_000_000, boxes = 12 }: Omit<DifferenceOptions, "traffic"> = {},
): Partition<R | A> {
  const space = path.spaceWith([traffic])
  const left: Budget = { left: budget }
  const parts: TrafficPart<R | A>[] = []
  const start = {
    within: casesOfTraffic(traffic, space, left),
    missing: [],
    before: { passage: unasked, decisions: [] },
    after: { passage: untouched, decisions: [] },
  }
  for (const difference of pathDifferences<R | A>(start, hopsOf<R, A>([], path.path, space), space, left)) {
    const { decisions, passage } = difference.after
    const decided = decidedTraffic(difference, boxes, space, left)
    if (decided) parts.push({ ...decided, decisions, allowed: isAllowed(passage) })
  }
  return { parts, complete: left.left >= 0 }
}
