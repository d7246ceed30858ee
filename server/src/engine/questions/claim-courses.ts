import { lazily } from "../../values/lazily.ts"
import type { Packet, Truth } from "../flow.ts"
import type { SecurityRule } from "../security-rule.ts"
import { emptySet, type IntervalSet, union } from "../traffic/interval-set.ts"
import { isAllowed } from "../traffic/passage.ts"
import { firstOfCourse, type PathCourse, pathCourses } from "../traffic/path-courses.ts"
import { type PinnedPacket, packetOf, pinPacket } from "../traffic/pinned-packet.ts"
import { fieldsOf } from "../traffic/rule-fields.ts"
import { type SureSearch, sureIn } from "../traffic/sure-ending.ts"
import type { Budget, TrafficCase } from "../traffic/traffic-case.ts"
import type { AdminRule } from "../traffic-path.ts"
import { type ClaimedTraffic, startsOf, termsOf } from "./claimed-traffic.ts"
import { type OpenPart, openParts } from "./open-parts.ts"
import type { PreparedPath } from "./prepare.ts"

/** What happens to traffic of a claim, course by course. */
export interface ClaimCourses<D extends AdminRule> {
  /** None where there is no packet that the claim is about. */
  readonly courses: readonly ClaimCourse<D>[]
  /** False where the work was cut off: there may be more courses. */
  readonly complete: boolean
}

/** Packets of a claim that the same rules decide, or may. */
export interface ClaimCourse<D extends AdminRule> {
  /** Null where the access of a rule cannot be known. */
  readonly allowed: Truth
  /** The rules that decide, list by list; null where no rule of a list does. */
  readonly decisions: readonly (D | null)[]
  /** One of the packets, under what has to be assumed for it; undefined where it was too much work to find one. */
  readonly packet: Packet | undefined
  /** What is assumed for it. */
  readonly open: readonly OpenPart[]
  /** A packet of which all is certain: that it is one of the claim, and that it is allowed or denied as these are. */
  readonly sure: Packet | undefined
}

/** Follows all packets of a claim through a path, however many there are: no packet is left out, and no sample is taken. */
export function claimCourses<R extends SecurityRule, A extends AdminRule>(
  path: PreparedPath<R, A>,
  claim: ClaimedTraffic,
  { budget = 2_000_000 }: { readonly budget?: number } = {},
): ClaimCourses<R | A> {
  const { space, lists } = path.lists(termsOf(claim))
  const left: Budget = { left: budget }
  const except = claim.except.map(rule => fieldsOf(rule, "except", space))
  const starts = startsOf(claim, space, left)
  const ends = lazily(() => ({ source: pointsOf("source", starts), destination: pointsOf("destination", starts) }))
  const all: PathCourse<R | A>[] = []
  const search = { all, ends, except, space, left }
  const courses: ClaimCourse<R | A>[] = []
  for (const start of starts) {
    for (const course of pathCourses(start, except, lists, space, left)) {
      all.push(course)
      courses.push(new FollowedCourse(course, search))
    }
  }
  return { courses, complete: left.left >= 0 }
}

/** What is looked at to find a packet of one course. */
const packetBudget = 100_000

/** Of most courses nobody asks for a packet, as that they end as they do is enough: it is looked for when someone does. */
class FollowedCourse<D extends AdminRule> implements ClaimCourse<D> {
  readonly allowed: Truth
  readonly #course: PathCourse<D>
  readonly #search: SureSearch<D>
  #pinned: FoundPacket | undefined

  constructor(course: PathCourse<D>, search: SureSearch<D>) {
    this.allowed = isAllowed(course.passage)
    this.#course = course
    this.#search = search
  }

  get decisions(): readonly (D | null)[] {
    return this.#course.decisions
      .filter(({ list, decider }) => decider || !list.isAdmin)
      .map(({ decider }) => decider?.rule ?? null)
  }

  get packet(): Packet | undefined {
    const pinned = this.#pin()
    return pinned && packetOf(pinned, pinned.found, this.#search.space)
  }

  get open(): readonly OpenPart[] {
    const pinned = this.#pin()
    return pinned ? openParts(pinned.found, pinned.at, this.#course, this.#search.space) : []
  }

  get sure(): Packet | undefined {
    return sureIn(this.#course, this.#search)
  }

  #pin(): FoundPacket | undefined {
    if (this.#pinned) return this.#pinned
    const { space } = this.#search
    const found = firstOfCourse(this.#course, space, { left: packetBudget })
    this.#pinned = found && { ...pinPacket(found, space), found }
    return this.#pinned
  }
}

interface FoundPacket extends PinnedPacket {
  readonly found: TrafficCase
}

function pointsOf(side: "source" | "destination", starts: readonly TrafficCase[]): IntervalSet {
  return starts.map(start => start[side].points).reduce(union, emptySet)
}
