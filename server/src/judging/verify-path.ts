import type { Access, Direction } from "../engine/security-rule.ts"
import type { Endpoint } from "../topology/endpoint.ts"
import { lazily } from "../values/lazily.ts"
import { type JudgedNetwork, namesSecurityGroups } from "./judged-network.ts"
import { type Course, courseBetween, type JudgedSides } from "./path-course.ts"
import type { LevelVerdict } from "./path-level.ts"
import type { PathQuestion } from "./path-question.ts"
import { internet, type Reception, receptionOf } from "./path-reception.ts"
import type { PathProblem, PathRemark } from "./path-remark.ts"
import { courseRemarks, receptionRemarks } from "./path-remarks.ts"
import { type Station, stationsOf } from "./path-station.ts"

/** What the groups and admin rules of a topology do with a flow, level by level, before it is put into words or JSON. */
export interface PathVerdict {
  readonly question: PathQuestion
  /** Which side was judged; absent for the whole path. */
  readonly direction: Direction | undefined
  /** Deny where any level surely denies, else Unknown where any is, else Allow; of several courses what all of them say. */
  readonly access: Access | "Unknown"
  /** The levels of the first course. */
  readonly levels: readonly LevelVerdict[]
  /** The level that decides: the first that denies, the first that is Unknown, or the last one with a group. */
  readonly decider: LevelVerdict | null
  readonly courses: readonly Course[]
  readonly remarks: readonly PathRemark[]
}

/** So many pairs of addresses are judged for one flow. */
const mostCourses = 10_000

export function verifyPath(network: JudgedNetwork, question: PathQuestion): PathVerdict | PathProblem {
  const { written, source, destination } = question
  if (source.kind === "frontEnd") return { kind: "starts-nothing" }
  const reception = receptionOf(network, destination, written)
  const own = stationsOf(network, source)
  const isTranslated = isPublicEnd(destination) && own.some(({ attachment }) => attachment)
  const senders = isTranslated && written.direction === "Inbound" ? [{ term: internet }] : own
  const sides = judgedSides(written.direction, isTranslated)
  const receivers = receiversOf(reception, sides)
  if (!isHere(senders, receivers, sides, reception)) return { kind: "not-here", question }
  const pairs = senders.length * receivers.length
  const found: Course[] = []
  for (const sender of senders) {
    for (const receiver of receivers) {
      if (found.length >= mostCourses) break
      const course = courseBetween(network, sender, receiver, reception, sides, written)
      if (course) found.push(course)
    }
  }
  if (found.length === 0 && pairs > 0) return { kind: "two-families" }
  const courses = found.filter(counts)
  const isCutOff = pairs > mostCourses
  const agreed = isCutOff ? "Unknown" : accessOf(courses, sides.receiver ? reception : { stations: receivers })
  const [first] = courses
  const levels = first?.levels ?? []
  const isWhole = sides.sender && sides.receiver
  const judged = judgedDirections(levels)
  const direction = isWhole && judged.length !== 1 ? undefined : (judged[0] ?? written.direction)
  return new JudgedPath(question, direction, agreed, courses, () => [
    ...(isCutOff ? [{ kind: "too-many", judged: courses.length, of: pairs } as const] : []),
    ...receptionRemarks(reception, destination, isTranslated, courses),
    ...courseRemarks(network, courses),
  ])
}

/** What there is to be said is found out when someone asks: of many flows at a time no one does. */
class JudgedPath implements PathVerdict {
  readonly question: PathQuestion
  readonly direction: Direction | undefined
  readonly access: PathVerdict["access"]
  readonly levels: readonly LevelVerdict[]
  readonly decider: LevelVerdict | null
  readonly courses: readonly Course[]
  readonly #remarks: () => readonly PathRemark[]

  constructor(
    question: PathQuestion,
    direction: Direction | undefined,
    access: PathVerdict["access"],
    courses: readonly Course[],
    remarksOf: () => readonly PathRemark[],
  ) {
    this.question = question
    this.direction = direction
    this.access = access
    this.courses = courses
    this.levels = courses[0]?.levels ?? []
    this.decider = deciderOf(access, courses)
    this.#remarks = lazily(remarksOf)
  }

  get remarks(): readonly PathRemark[] {
    return this.#remarks()
  }
}

/** All addresses of a subnet beside its network interfaces count where a rule tells some of them from others. */
function counts({ sender, receiver, access, levels }: Course): boolean {
  if (!sender.isBeside && !receiver.isBeside) return true
  const splits = ({ access, ...level }: LevelVerdict) =>
    access === "Unknown" &&
    level.kind === "subnet" &&
    level.group.kind === "judged" &&
    !namesSecurityGroups(level.group.ruled)
  return access === "Unknown" && levels.some(splits)
}

function isPublicEnd(end: Endpoint): boolean {
  return end.kind === "publicAddress" || (end.kind === "frontEnd" && end.frontEnd.publicAddress.kind !== "none")
}

/** A machine that calls a public address is judged on its own side, unless the other is asked about. */
function judgedSides(direction: Direction | undefined, isTranslated: boolean): JudgedSides {
  return { sender: direction !== "Inbound", receiver: direction ? direction === "Inbound" : !isTranslated }
}

/** To a sender alone only the address matters that it sends to. */
function receiversOf({ stations, asked }: Reception, sides: JudgedSides): readonly Station[] {
  return asked && (!sides.receiver || stations.length === 0) ? [{ term: asked }] : stations
}

function isHere(
  senders: readonly Station[],
  receivers: readonly Station[],
  sides: JudgedSides,
  { balancing }: Reception,
): boolean {
  const isAttached = ({ attachment }: Station) => attachment !== undefined
  return (
    (sides.sender && senders.some(isAttached)) ||
    (sides.receiver && (receivers.some(isAttached) || balancing !== undefined))
  )
}

/** What all courses say; a front end without a rule for the flow takes it nowhere. */
function accessOf(
  courses: readonly Course[],
  { stations, balancing }: Pick<Reception, "stations" | "balancing">,
): PathVerdict["access"] {
  const accesses = new Set(courses.map(({ access }) => access))
  const [only = "Unknown", another] = accesses
  const agreed = another ? "Unknown" : only
  if (!balancing || agreed === "Deny") return agreed
  if (balancing.isOpen) return "Unknown"
  if (balancing.rules.length === 0) return "Deny"
  return stations.length === 0 ? "Unknown" : agreed
}

function judgedDirections(levels: readonly LevelVerdict[]): readonly Direction[] {
  return [...new Set(levels.map(({ direction }) => direction))]
}

/** Of courses that do not agree the first level that is not certain, or denies. */
function deciderOf(access: PathVerdict["access"], courses: readonly Course[]): LevelVerdict | null {
  const [first] = courses
  if (!first) return null
  if (access === "Allow") return first.levels.findLast(isDeciding) ?? null
  const stopping = (wanted: LevelVerdict["access"]) =>
    courses.flatMap(({ levels }) => levels).find(level => level.access === wanted) ?? null
  if (access === "Deny") return first.levels.find(level => level.access === "Deny") ?? null
  return stopping("Unknown") ?? stopping("Deny")
}

/** A level whose rule let the flow through. */
function isDeciding(level: LevelVerdict): boolean {
  if (level.kind === "networkManager") return level.asksGroups === false
  return level.group.kind === "judged" && !level.isPlatform
}
