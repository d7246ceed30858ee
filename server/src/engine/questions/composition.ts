import type { MatchingRule, SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { coveringBoxes } from "../traffic/covering-boxes.ts"
import { casesOfTraffic } from "../traffic/flow-case.ts"
import { hopsOf } from "../traffic/hop.ts"
import { isAllowed, refused, untouched } from "../traffic/passage.ts"
import { type Course, casesOfDifference, pathDifferences } from "../traffic/path-differences.ts"
import type { Budget, TrafficCase } from "../traffic/traffic-case.ts"
import type { TrafficBox } from "../traffic-box.ts"
import type { AdminRule } from "../traffic-path.ts"
import type { DifferenceOptions } from "./difference.ts"
import type { PreparedPath } from "./prepare.ts"

export interface AllowedTraffic {
  /** What passes, as few boxes, which may share packets; each under the conditions that it states. */
  readonly boxes: readonly TrafficBox[]
  /** What may pass besides, by rules whose access cannot be known. */
  readonly uncertain: readonly TrafficBox[]
  /** False where the work was cut off: there may be more. */
  readonly complete: boolean
}

export type PathOptions = Pick<DifferenceOptions, "budget">

/**
 * Finds the part of the traffic that passes in the end; a rule says which traffic is meant. It is found as the difference to a
 * path that lets nothing through (path-differences.ts).
 */
export function allowedTraffic<R extends SecurityRule, A extends AdminRule>(
  path: PreparedPath<R, A>,
  traffic: MatchingRule,
  options: PathOptions = {},
): AllowedTraffic {
  const { sure, uncertain, space, complete } = passingCases(path, traffic, options)
  return { boxes: coveringBoxes(sure, space), uncertain: coveringBoxes(uncertain, space), complete }
}

/** Cases that share no packet: those that pass, and those that may. */
export interface PassingCases {
  readonly sure: readonly TrafficCase[]
  readonly uncertain: readonly TrafficCase[]
  readonly space: AddressSpace
  readonly complete: boolean
}

export function passingCases<R extends SecurityRule, A extends AdminRule>(
  path: PreparedPath<R, A>,
  traffic: MatchingRule,
  { budget = 5_000_000 }: PathOptions,
): PassingCases {
  const space = path.spaceWith([traffic])
  const left: Budget = { left: budget }
  const sure: TrafficCase[] = []
  const uncertain: TrafficCase[] = []
  const none: Course<R | A> = { passage: refused, decisions: [] }
  const start = {
    within: casesOfTraffic(traffic, space, left),
    missing: [],
    before: none,
    after: { ...none, passage: untouched },
  }
  for (const difference of pathDifferences(start, hopsOf([], path.path, space), space, left)) {
    const cases = isAllowed(difference.after.passage) ? sure : uncertain
    for (const one of casesOfDifference(difference, space, left)) cases.push(one)
  }
  return { sure, uncertain, space, complete: left.left >= 0 }
}
