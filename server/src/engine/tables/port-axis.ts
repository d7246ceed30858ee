import { type Axis, inhabitedSets, intersectByRows } from "./axis.ts"
import { clearBit, setBit, wordsFor } from "./bit-row.ts"
import { ClassList } from "./class-list.ts"
import { ClassTable, type FreeName } from "./class-table.ts"
import type { PortLists } from "./port-lists.ts"
import { addRun, intersectRuns } from "./port-runs.ts"
import { cutPorts, type PortSegments } from "./port-segments.ts"
import { SetRelations } from "./set-relations.ts"

/** Source or destination ports, for protocols with ports or for those without. */
export interface PortAxis extends Axis {
  readonly segments: PortSegments
  /** The class of what has no port; -1 for protocols with ports. */
  readonly noPort: number
}

/**
 * The readings of the ports of one side.
 *
 * What a particular port means for Icmp, Esp and Ah is not published, so what is proved of them must hold in every reading:
 * their axis keeps all ports as they are and has one more point, "no port", that only a rule for all ports holds. As every
 * other point is in all of these rules too, a rule for all ports has this one least class.
 *
 * Where a particular port stands for all of the traffic there is yet another point, "whatever the port", that every rule
 * holds. What escapes some rules there escapes them at any other point of a set too, so it tells nothing of one set; but two
 * sets without a common port share it, and so a rule may decide next what it does not overlap in the other readings.
 */
export interface PortAxes {
  readonly ported: PortAxis
  readonly portless: PortAxis
  /** As `portless`, with the point that any two sets share; made when it is first asked for. */
  portlessShared(): PortAxis
}

/** Building takes a row operation for each end of a range; a field that is asked about takes a walk along the ends within it. */
export function portAxes(ports: PortLists, words: number): PortAxes {
  const fields = cutFields(ports, words)
  const portless = leastClasses(fields, fields.noPort)
  const relations = relationsOf(fields, false)
  let shared: PortAxis | undefined
  return {
    ported: portAxis(fields, leastClasses(fields, none), relations, { noPort: none, shared: none }),
    portless: portAxis(fields, portless, relations, { noPort: fields.noPort, shared: none }),
    portlessShared() {
      shared ??= portAxis(fields, portless, relationsOf(fields, true), {
        noPort: fields.noPort,
        shared: addSharedPoint(fields),
      })
      return shared
    },
  }
}

/** In place of a class that an axis does not have. */
const none = -1

/** What all readings have in common: the distinct fields, cut into segments. */
interface PortFields {
  readonly ports: PortLists
  readonly words: number
  readonly table: ClassTable
  readonly segments: PortSegments
  readonly noPort: number
  /** List → the names of its unknown parts. */
  readonly names: readonly (readonly FreeName[])[]
}

function cutFields(ports: PortLists, words: number): PortFields {
  const stride = wordsFor(ports.listOfRule.length)
  const table = new ClassTable(stride, 2 * ports.lists.length + 2)
  const segments = cutPorts(ports, table)
  const noPort = table.add()
  ports.listOfRule.forEach((list, rule) => {
    if (ports.lists[list]!.all) setBit(table.rows, noPort * stride, rule)
  })
  return { ports, words, table, segments, noPort, names: readNames(ports, stride) }
}

/** Equal expressions are one free set of ports, whatever lists they stand in. */
function readNames(ports: PortLists, stride: number): readonly (readonly FreeName[])[] {
  const byIdentity = new Map<string, FreeName>()
  ports.listOfRule.forEach((list, rule) => {
    for (const identity of ports.lists[list]!.unknown) {
      let name = byIdentity.get(identity)
      if (name === undefined) {
        const index = byIdentity.size
        name = { index, term: index, adds: new Int32Array(stride), within: [], excludes: new Int32Array(stride) }
        byIdentity.set(identity, name)
      }
      setBit(name.adds, 0, rule)
    }
  })
  return ports.lists.map(list => list.unknown.map(identity => byIdentity.get(identity)!))
}

/**
 * Finds the least classes: in a range they are the segments whose neighbours within it are in more rules, as a range has
 * just ended and the next change is a start. An unknown part may hold any least class of all ports.
 */
function leastClasses(fields: PortFields, noPort: number): Pick<Axis, "classStart" | "classes"> {
  const { table, segments, names } = fields
  const { lists } = fields.ports
  const least = new ClassList(2 * table.count)
  const classStart = new Int32Array(lists.length + 1)
  const everywhere = new ClassList(0)
  if (noPort === none) addRun(segments, 0, segments.count, everywhere)
  else everywhere.add(noPort)
  lists.forEach((list, l) => {
    least.startRound()
    if (list.all && noPort !== none) least.add(noPort)
    else {
      for (let k = segments.runStart[l]!; k < segments.runStart[l + 1]!; k += 2) {
        addRun(segments, segments.runs[k]!, segments.runs[k + 1]!, least)
      }
    }
    for (const name of names[l]!) {
      for (let k = 0; k < everywhere.length; k++) least.add(table.join(everywhere.items[k]!, name))
    }
    classStart[l + 1] = least.length
  })
  return { classStart, classes: least.items.slice(0, least.length) }
}

/** The class of a point that all rules hold. */
function addSharedPoint({ ports, table }: PortFields): number {
  const shared = table.add()
  for (const rule of ports.listOfRule.keys()) setBit(table.rows, shared * table.stride, rule)
  return shared
}

/** The classes of the points that an axis has beside the ports. */
interface PointsBeside {
  readonly noPort: number
  readonly shared: number
}

function portAxis(
  fields: PortFields,
  { classStart, classes }: Pick<Axis, "classStart" | "classes">,
  relations: SetRelations,
  { noPort, shared }: PointsBeside,
): PortAxis {
  const { ports, table, segments, names } = fields
  const { lists } = ports
  const axis: PortAxis = {
    segments,
    noPort,
    table,
    setOfRule: inhabitedSets(ports.listOfRule, classStart),
    relations,
    classStart,
    classes,
    namesOf: set => names[set]!,
    intersect(set, rule, otherSet, otherRule, into) {
      if (noPort !== none && lists[set]!.all && lists[otherSet]!.all) into.add(noPort)
      else intersectRuns(segments, set, otherSet, into)
      if (names[set]!.length > 0 || names[otherSet]!.length > 0) {
        intersectByRows(axis, set, otherSet, otherRule, into)
        intersectByRows(axis, otherSet, set, rule, into)
      }
      if (shared !== none) into.add(shared)
    },
  }
  return axis
}

/**
 * A rule shares a port with a run of segments if it holds the first one or has a range that starts behind that. It holds the
 * whole run if it holds the first one and none of its ranges ends before the run does.
 */
function relationsOf({ ports, words, table, segments, noPort, names }: PortFields, isShared: boolean) {
  const { classOf, runStart, runs, edgeStart, edges } = segments
  const unknown = new Int32Array(words)
  ports.listOfRule.forEach((list, rule) => {
    if (names[list]!.length > 0) setBit(unknown, 0, rule)
  })
  return new SetRelations(ports.lists.length, words, (list, { overlap, within }, at) => {
    const { rows, stride } = table
    const holdsAnything = isShared || names[list]!.length > 0
    for (let w = 0; w < words; w++) {
      overlap[at + w] = holdsAnything ? -1 : unknown[w]!
      within[at + w] = -1
      for (const { adds } of names[list]!) within[at + w]! &= rows[noPort * stride + w]! | adds[w]!
    }
    for (let k = runStart[list]!; k < runStart[list + 1]!; k += 2) {
      const first = classOf[runs[k]!]! * stride
      for (let w = 0; w < words; w++) {
        overlap[at + w]! |= rows[first + w]!
        within[at + w]! &= rows[first + w]!
      }
      for (let e = edgeStart[runs[k]! + 1]!; e < edgeStart[runs[k + 1]!]!; e++) {
        const edge = edges[e]!
        if (edge & 1) setBit(overlap, at, edge >> 1)
        else clearBit(within, at, edge >> 1)
      }
    }
  })
}
