import { groupedBy } from "../../values/grouped.ts"
import type { Packet } from "../flow.ts"
import type { MatchingRule, SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { coveringParts } from "../traffic/covering-boxes.ts"
import { casesOfTraffic, everyPacket } from "../traffic/flow-case.ts"
import { hopsOf } from "../traffic/hop.ts"
import { type IntervalSet, intersect, size } from "../traffic/interval-set.ts"
import { directionPoints, directions, forParts, parts } from "../traffic/parts.ts"
import { isAllowed, untouched } from "../traffic/passage.ts"
import { type Course, casesOfDifference, type PathDifference, pathDifferences } from "../traffic/path-differences.ts"
import { isPortless, packetOf, pinPacket } from "../traffic/pinned-packet.ts"
import type { Region } from "../traffic/region.ts"
import { namesKey } from "../traffic/traffic-boxes.ts"
import type { Budget, TrafficCase } from "../traffic/traffic-case.ts"
import type { TrafficBox } from "../traffic-box.ts"
import { type AdminRule, rulesOf } from "../traffic-path.ts"
import type { PreparedPath } from "./prepare.ts"

/** The traffic that two versions of a path treat differently, whichever rules do so, in few boxes. */
export interface ChangedTraffic<D extends AdminRule> {
  readonly newlyAllowed: readonly ChangedBox<D>[]
  readonly newlyDenied: readonly ChangedBox<D>[]
  /** What may be treated differently, as something that decides cannot be known. */
  readonly uncertain: readonly ChangedBox<D>[]
  /** False where the work was cut off: there may be more. */
  readonly complete: boolean
}

/** A box, and the rules that decide some of it. */
export interface ChangedBox<D extends AdminRule> {
  readonly box: TrafficBox
  readonly witness: Packet
  readonly before: readonly D[]
  readonly after: readonly D[]
}

/**
 * Answers what changed, where `comparePaths` answers which rules changed it: a rule that was split in two makes one box. The
 * boxes of one kind may share packets.
 */
export function changedTraffic<R extends SecurityRule, A extends AdminRule>(
  before: PreparedPath<R, A>,
  after: PreparedPath<R, A>,
  { budget = 5_000_000, traffic }: ChangeOptions = {},
): ChangedTraffic<R | A> {
  const space = after.spaceWith([...rulesOf(before.path), ...(traffic ? [traffic] : [])])
  const left: Budget = { left: budget }
  const course: Course<R | A> = { passage: untouched, decisions: [] }
  const found: Record<Kind, ChangedCase<R | A>[]> = { newlyAllowed: [], newlyDenied: [], uncertain: [] }
  const within = traffic ? casesOfTraffic(traffic, space, left) : everyPacket(space)
  const start = { within, missing: [], before: course, after: course }
  for (const difference of pathDifferences(start, hopsOf(before.path, after.path, space), space, left)) {
    for (const of of casesOfDifference(difference, space, left)) {
      const kind = isOpen(of, space) ? "uncertain" : kindOf(difference)
      const one = kind === "uncertain" ? withoutDetails(of, space) : of
      found[kind].push({ of, one, before: deciderOf(difference.before), after: deciderOf(difference.after) })
    }
  }
  const [newlyAllowed, newlyDenied] = [changedBoxes(found.newlyAllowed, space), changedBoxes(found.newlyDenied, space)]
  const readings = [...newlyAllowed, ...newlyDenied].filter(isRead).flatMap(({ held }) => held)
  const open = readings.filter(({ of }) => isPortless(of)).map(one => ({ ...one, one: withoutDetails(one.of, space) }))
  return {
    newlyAllowed: newlyAllowed.filter(one => !isRead(one)).map(told),
    newlyDenied: newlyDenied.filter(one => !isRead(one)).map(told),
    uncertain: openBoxes([...found.uncertain, ...open], space).map(told),
    complete: left.left >= 0,
  }
}

/** Where many values are not known, which of them would have to hold what is not told either. */
function openBoxes<D extends AdminRule>(open: readonly ChangedCase<D>[], space: AddressSpace): HoldingBox<D>[] {
  const boxes = changedBoxes(open, space)
  if (boxes.length <= mostNamed) return boxes
  const unnamed = ({ one, ...rest }: ChangedCase<D>) => ({ ...rest, one: forParts(part => bare(one[part].points)) })
  return changedBoxes(open.map(unnamed), space)
}

const mostNamed = 8

function bare(points: IntervalSet): Region {
  return { points, inside: [], outside: [] }
}

/** A box that holds traffic without ports for what a particular port is taken to mean for it. */
function isRead({ box }: ChangedBox<AdminRule>): boolean {
  return box.readsPorts
}

function told<D extends AdminRule>({ box, witness, before, after }: ChangedBox<D>): ChangedBox<D> {
  return { box, witness, before, after }
}

export interface ChangeOptions {
  readonly budget?: number
  /** A rule for the traffic that is meant; absent: all. */
  readonly traffic?: MatchingRule
}

type Kind = "newlyAllowed" | "newlyDenied" | "uncertain"

function kindOf<D extends AdminRule>({ before, after }: PathDifference<D>): Kind {
  const [was, is] = [isAllowed(before.passage), isAllowed(after.passage)]
  if (was === null || is === null) return "uncertain"
  return is ? "newlyAllowed" : "newlyDenied"
}

/** Whether it hangs on a value that is not known: other than which addresses a tag holds, that may be anything, also nothing. */
function isOpen(one: TrafficCase, { setOf }: AddressSpace): boolean {
  return parts.some(part => {
    const names = [...one[part].inside, ...one[part].outside]
    const isAddress = part === "source" || part === "destination"
    return isAddress ? names.some(name => setOf.get(name)?.kind === "unknown") : names.length > 0
  })
}

/**
 * A case of what may change, for people: which of the values that are not known would have to hold it, as far as that can be
 * named. All that would have to be so besides would be told in many boxes, of which each says little.
 */
function withoutDetails(one: TrafficCase, { setOf }: AddressSpace): TrafficCase {
  const isTold = (name: string) => {
    const term = setOf.get(name)
    return term?.kind === "unknown" && term.unknown.text !== undefined
  }
  return forParts(part => ({ points: one[part].points, inside: one[part].inside.filter(isTold), outside: [] }))
}

/** Boxes of one direction each. */
function changedBoxes<D extends AdminRule>(all: readonly ChangedCase<D>[], space: AddressSpace): HoldingBox<D>[] {
  return directions.flatMap(direction => {
    const points = directionPoints(direction)
    const meeting = all.map(({ one, ...rest }) => ({ ...rest, one: withinDirection(one, points) }))
    return boxesOfChanges(
      meeting.filter(({ one }) => one.direction.points.length > 0),
      space,
    )
  })
}

function withinDirection(one: TrafficCase, points: IntervalSet): TrafficCase {
  return { ...one, direction: { ...one.direction, points: intersect(one.direction.points, points) } }
}

/** A box with what of the cases is in it. */
interface HoldingBox<D extends AdminRule> extends ChangedBox<D> {
  readonly held: readonly ChangedCase<D>[]
}

function boxesOfChanges<D extends AdminRule>(changed: readonly ChangedCase<D>[], space: AddressSpace): HoldingBox<D>[] {
  const cases = new Map(changed.map(({ one }) => [JSON.stringify(one), one]))
  const alike = groupedBy(changed, ({ one }) => namesKey(one))
  return coveringParts([...cases.values()], space).flatMap(({ box, names, partOf }) => {
    const held = (alike.get(names) ?? []).flatMap(({ of, one, before, after }) => {
      const part = partOf(one)
      return part ? [{ one: part, of: withPointsOf(part, of), before, after }] : []
    })
    if (held.length === 0) return []
    const { one, of } = held.reduce((best, other) => (addressesIn(other.one) > addressesIn(best.one) ? other : best))
    const witness = packetOf(pinPacket(of, space), one, space)
    const [before, after] = [rulesIn(held.map(part => part.before)), rulesIn(held.map(part => part.after))]
    return { box, witness, before, after, held }
  })
}

function withPointsOf(part: TrafficCase, of: TrafficCase): TrafficCase {
  return forParts(name => ({ ...of[name], points: part[name].points }))
}

/** More of them make a packet that people would think of. */
function addressesIn({ source, destination }: TrafficCase): number {
  return size(source.points) * size(destination.points)
}

/** The rule that decides in the end: the last one that was asked. */
function deciderOf<D extends AdminRule>({ decisions }: Course<D>): D | null {
  return decisions.at(-1)?.rule ?? null
}

function rulesIn<D>(rules: readonly (D | null)[]): readonly D[] {
  return [...new Set(rules)].filter(rule => rule !== null)
}

/** Packets that share the rules which decide them. */
interface ChangedCase<D extends AdminRule> {
  readonly of: TrafficCase
  /** The same as it is told. */
  readonly one: TrafficCase
  readonly before: D | null
  readonly after: D | null
}
