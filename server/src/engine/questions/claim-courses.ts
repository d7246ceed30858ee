import { lazily } from "../../values/lazily.ts"
import type { Packet, Truth } from "../flow.ts"
import type { SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "../traffic/address-space.ts"
import { emptySet, type IntervalSet, union } from "../traffic/interval-set.ts"
import { isAllowed } from "../traffic/passage.ts"
import { casesOfCourse, type PathCourse, pathCourses } from "../traffic/path-courses.ts"
import { type PinnedPacket, packetOf, pinPacket } from "../traffic/pinned-packet.ts"
import { fieldsOf } from "../traffic/rule-fields.ts"
import { sureIn } from "../traffic/sure-ending.ts"
import { type Budget, casesOf, type TrafficCase } from "../traffic/traffic-case.ts"
import type { AdminRule } from "../traffic-path.ts"
import { type ClaimedTraffic, startsOf, termsOf } from "./claimed-traffic.ts"
import { type OpenPart, openParts } from "./open-parts.ts"
import type { PreparedPath } from "./prepare.ts"

/** What happens to traffic of a claim, course by course. */
export interface ClaimCourses<D extends AdminRule> {
  /** Whether there is any packet that the claim is about, or may be. */
  readonly isAny: boolean
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
  /** One of the packets, under what has to be assumed for it. */
  readonly packet: Packet
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
  const courses: ClaimCourse<R | A>[] = []
  let isAny = false
  const starts = startsOf(claim, space, left)
  const all: PathCourse<R | A>[] = []
  const ends = lazily(() => ({ source: pointsOf("source", starts), destination: pointsOf("destination", starts) }))
  for (const start of starts) {
    const [any] = casesOf(start, [], except, space, left)
    if (!any) continue
    isAny = true
    for (const course of pathCourses([start], lists, space, left)) {
      const behind = { ...course, missing: [...except, ...course.missing] }
      const [found] = casesOfCourse(behind, space, left)
      if (!found) continue
      all.push(behind)
      const search = () => sureIn(behind, all, { start, ends: ends(), except, space, left })
      courses.push(new FollowedCourse(behind, found, space, search))
    }
  }
  return { isAny, courses, complete: left.left >= 0 }
}

/** Of most courses nobody asks for a packet, as that they end as they do is enough: it is looked for when someone does. */
class FollowedCourse<D extends AdminRule> implements ClaimCourse<D> {
  readonly allowed: Truth
  readonly decisions: readonly (D | null)[]
  readonly #course: PathCourse<D>
  readonly #found: TrafficCase
  readonly #space: AddressSpace
  readonly #search: () => Packet | undefined
  #pinned: PinnedPacket | undefined
  #sure: { readonly packet: Packet | undefined } | undefined

  constructor(course: PathCourse<D>, found: TrafficCase, space: AddressSpace, search: () => Packet | undefined) {
    this.allowed = isAllowed(course.passage)
    this.decisions = course.decisions
      .filter(({ list, decider }) => decider || !list.isAdmin)
      .map(({ decider }) => decider?.rule ?? null)
    this.#course = course
    this.#found = found
    this.#space = space
    this.#search = search
  }

  get packet(): Packet {
    return packetOf(this.#pin(), this.#found, this.#space)
  }

  get open(): readonly OpenPart[] {
    return openParts(this.#found, this.#pin().at, this.#course, this.#space)
  }

  get sure(): Packet | undefined {
    this.#sure ??= { packet: this.#search() }
    return this.#sure.packet
  }

  #pin(): PinnedPacket {
    this.#pinned ??= pinPacket(this.#found, this.#space)
    return this.#pinned
  }
}

function pointsOf(side: "source" | "destination", starts: readonly TrafficCase[]): IntervalSet {
  return starts.map(start => start[side].points).reduce(union, emptySet)
}
