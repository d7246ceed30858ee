import type { MatchingRule, SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { type DecidedTraffic, decidedTraffic } from "../traffic/decided-traffic.ts"
import { casesOfTraffic, everyPacket } from "../traffic/flow-case.ts"
import { hopsOf } from "../traffic/hop.ts"
import { isAllowed, untouched } from "../traffic/passage.ts"
import { type Course, casesOfDifference, type PathDifference, pathDifferences } from "../traffic/path-differences.ts"
import type { Budget } from "../traffic/traffic-case.ts"
import { type AdminRule, type Decision, rulesOf } from "../traffic-path.ts"
import type { PreparedPath, PreparedRules } from "./prepare.ts"

/** The traffic that two versions of a path, or of a list of rules with the default rules among them, treat differently. */
export interface Difference<D extends AdminRule> {
  /** Allowed now, and not before. */
  readonly allowed: readonly TrafficChange<D>[]
  /** Allowed before, and not any more. */
  readonly denied: readonly TrafficChange<D>[]
  /** What may be treated differently, as the access of a rule that decides cannot be known. */
  readonly uncertain: readonly TrafficChange<D>[]
  /** False where the work was cut off: there may be more. */
  readonly complete: boolean
}

/** The traffic that certain rules decided before and others do now. */
export interface TrafficChange<D extends AdminRule> extends DecidedTraffic<D> {
  /** In order, to the first that denies; of a single group one. */
  readonly before: readonly Decision<D>[]
  readonly after: readonly Decision<D>[]
}

export interface DifferenceOptions {
  /** The traffic in question; all where absent. */
  readonly traffic?: MatchingRule
  /** How many times a rule may be looked at. */
  readonly budget?: number
  /** How many boxes still read better than "all of this, less these rules". */
  readonly boxes?: number
}

/** The difference of two versions of a group. */
export function compareRules<R extends SecurityRule>(
  before: PreparedRules<R>,
  after: PreparedRules<R>,
  options: DifferenceOptions = {},
): Difference<R> {
  return comparePaths<R, never>(before, after, options)
}

/** For the rules that may decide on each path, and treat traffic differently: the packets that exactly these decide (path-differences.ts). */
export function comparePaths<R extends SecurityRule, A extends AdminRule>(
  before: PreparedPath<R, A>,
  after: PreparedPath<R, A>,
  { traffic, budget = 5_000_000, boxes = 12 }: DifferenceOptions = {},
): Difference<R | A> {
  const left: Budget = { left: budget }
  const { differences, space } = differencesOf(before, after, traffic, left)
  const found: Record<Outcome, TrafficChange<R | A>[]> = { allowed: [], denied: [], uncertain: [] }
  for (const difference of differences) {
    const decided = decidedTraffic(difference, boxes, space, left)
    const [was, is] = [difference.before.decisions, difference.after.decisions]
    if (decided) found[outcomeOf(difference)].push({ before: was, after: is, ...decided })
  }
  return { ...found, complete: left.left >= 0 }
}

/** What differs of the traffic in question, which is all where it is undefined, and the space that it is told in. */
function differencesOf<R extends SecurityRule, A extends AdminRule>(
  before: PreparedPath<R, A>,
  after: PreparedPath<R, A>,
  traffic: MatchingRule | undefined,
  left: Budget,
): { readonly differences: Iterable<PathDifference<R | A>>; readonly space: AddressSpace } {
  const space = after.spaceWith([...rulesOf(before.path), ...(traffic ? [traffic] : [])])
  const course: Course<R | A> = { passage: untouched, decisions: [] }
  const within = traffic ? casesOfTraffic(traffic, space, left) : everyPacket(space)
  const start = { within, missing: [], before: course, after: course }
  return { differences: pathDifferences(start, hopsOf(before.path, after.path, space), space, left), space }
}

/** Whether any packet is, or may be, treated differently: known as soon as one is found. Undefined where the work was cut off. */
export function doPathsDiffer<R extends SecurityRule, A extends AdminRule>(
  before: PreparedPath<R, A>,
  after: PreparedPath<R, A>,
  { traffic, budget = 5_000_000 }: Omit<DifferenceOptions, "boxes"> = {},
): boolean | undefined {
  const left: Budget = { left: budget }
  const { differences, space } = differencesOf(before, after, traffic, left)
  for (const difference of differences) {
    for (const _ of casesOfDifference(difference, space, left)) return true
  }
  return left.left >= 0 ? false : undefined
}

type Outcome = "allowed" | "denied" | "uncertain"

function outcomeOf<D extends AdminRule>({ before, after }: PathDifference<D>): Outcome {
  const [was, is] = [isAllowed(before.passage), isAllowed(after.passage)]
  if (was === null || is === null) return "uncertain"
  return is ? "allowed" : "denied"
}
