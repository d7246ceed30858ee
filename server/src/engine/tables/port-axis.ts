import { type Axis, andRows, inhabitedSets, meetByRows } from "./axis.ts"
import { setBit, wordsFor } from "./bit-row.ts"
import { ClassList, ClassMarks } from "./class-list.ts"
import { ClassTable, type FreeName } from "./class-table.ts"
import type { PortLists } from "./port-lists.ts"
import { addRun, meetRuns, meetRunsAgainst } from "./port-runs.ts"
import { cutPorts, type PortSegments } from "./port-segments.ts"
import { RunRows } from "./run-rows.ts"
import { SetRelations } from "./set-relations.ts"

/** Source or destination ports, for protocols with ports or for those without. */
export interface PortAxis extends Axis {
  readonly segments: PortSegments
  /** The class of what has no port; -1 for protocols with ports. */
  readonly noPort: number
}

/**
 * Both readings of the ports of one side.
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

/**
 * Least classes of a range: segments in it whose neighbours on both sides in it are in more rules (a range has just ended
 * and the next change is a start), first and last ones included.
 *
 * Time: a row operation for each end of a range, and a few for each distinct field.
 */
export function portAxes(ports: PortLists, words: number): PortAxes {
  const rules = ports.listOfRule.length
  const stride = wordsFor(rules)
  const table = new ClassTable(stride, 2 * ports.lists.length + 2)
  const listRows = new Int32Array(ports.lists.length * stride)
  for (let rule = 0; rule < rules; rule++) setBit(listRows, ports.listOfRule[rule]! * stride, rule)
  const segments = cutPorts(ports, listRows, table)
  const names = readNames(ports, stride)
  const noPort = table.add()
  ports.lists.forEach((list, l) => {
    if (list.all) for (let w = 0; w < stride; w++) table.rows[noPort * stride + w]! |= listRows[l * stride + w]!
  })
  const runs = new RunRows(table, segments.classOf, segments.count)
  const parts: Parts = { ports, words, table, segments, runs, names, ...wideRules(ports, words) }
  const ported = assemble(parts, -1)
  const hasUnknown = ports.lists.some(list => list.unknown.length > 0)
  const portless = hasUnknown ? assemble(parts, noPort) : withNoPort(ported, parts, noPort)
  let shared: PortAxis | undefined
  return {
    ported,
    portless,
    portlessShared() {
      shared ??= withSharedPoint(portless, words)
      return shared
    },
  }
}

function withSharedPoint(portless: PortAxis, words: number): PortAxis {
  const { table, setOfRule } = portless
  const shared = table.add()
  for (let rule = 0; rule < setOfRule.length; rule++) {
    if (setOfRule[rule] !== -1) setBit(table.rows, shared * table.stride, rule)
  }
  return {
    ...portless,
    relations: new SetRelations(portless.classStart.length - 1, words, (set, { overlap, within }, at) => {
      const from = portless.relations.at(set)
      const row = shared * table.stride
      for (let w = 0; w < words; w++) {
        overlap[at + w] = table.rows[row + w]!
        within[at + w] = portless.relations.within[from + w]!
      }
    }),
    meetAgainst: undefined,
    meet(set, rule, otherSet, otherRule, into) {
      portless.meet(set, rule, otherSet, otherRule, into)
      into.add(shared)
    },
  }
}

/** The portless axis where all ports are known: that of protocols with ports but for the lists of all ports. */
function withNoPort(ported: PortAxis, parts: Parts, noPort: number): PortAxis {
  const { words, table } = parts
  const { lists } = parts.ports
  const { meetAgainst } = ported
  const classes = new Int32Array(ported.classes.length + lists.length)
  const classStart = new Int32Array(lists.length + 1)
  let end = 0
  for (let l = 0; l < lists.length; l++) {
    if (lists[l]!.all) classes[end++] = noPort
    else for (let k = ported.classStart[l]!; k < ported.classStart[l + 1]!; k++) classes[end++] = ported.classes[k]!
    classStart[l + 1] = end
  }
  return {
    ...ported,
    noPort,
    relations: new SetRelations(lists.length, words, (list, { overlap, within }, at) => {
      const { relations } = ported
      relations.at(list)
      for (let w = 0; w < words; w++) {
        overlap[at + w] = relations.overlap[at + w]!
        within[at + w] = lists[list]!.all ? table.rows[noPort * table.stride + w]! : relations.within[at + w]!
      }
    }),
    classStart,
    classes,
    meetAgainst:
      meetAgainst &&
      ((set, otherSet, avoid, into) => {
        if (lists[set]!.all && lists[otherSet]!.all) into.add(noPort)
        else meetAgainst(set, otherSet, avoid, into)
      }),
    meet(set, rule, otherSet, otherRule, into) {
      if (lists[set]!.all && lists[otherSet]!.all) into.add(noPort)
      else ported.meet(set, rule, otherSet, otherRule, into)
    },
  }
}

interface Parts {
  readonly ports: PortLists
  readonly words: number
  readonly table: ClassTable
  readonly segments: PortSegments
  readonly runs: RunRows
  /** List → the names of its unknown parts. */
  readonly names: readonly (readonly FreeName[])[]
  /** Rules with any unknown part, and those with any part at all. */
  readonly unknown: Int32Array
  readonly anything: Int32Array
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

function wideRules({ lists, listOfRule }: PortLists, words: number): Pick<Parts, "unknown" | "anything"> {
  const unknown = new Int32Array(words)
  const anything = new Int32Array(words)
  for (let rule = 0; rule < listOfRule.length; rule++) {
    const list = lists[listOfRule[rule]!]!
    if (list.unknown.length > 0) setBit(unknown, 0, rule)
    if (list.unknown.length > 0 || list.ranges.length > 0) setBit(anything, 0, rule)
  }
  return { unknown, anything }
}

function relationsOf(parts: Parts, noPort: number, classStart: Int32Array, classes: Int32Array): SetRelations {
  const { ports, words, table, segments, runs } = parts
  const { runStart } = segments
  return new SetRelations(ports.lists.length, words, (list, { overlap, within }, at) => {
    const { unknown, ranges, all } = ports.lists[list]!
    within.fill(-1, at, at + words)
    for (let k = runStart[list]!; k < runStart[list + 1]!; k += 2) {
      runs.combine(segments.runs[k]!, segments.runs[k + 1]!, overlap, within, at, words)
    }
    const more = unknown.length > 0 ? parts.anything : ranges.length > 0 ? parts.unknown : undefined
    if (more) for (let w = 0; w < words; w++) overlap[at + w]! |= more[w]!
    // What has no port is in no run, and what is unknown neither.
    if ((all && noPort >= 0) || unknown.length > 0)
      andRows(table, classes, classStart[list]!, classStart[list + 1]!, words, within, at)
  })
}

/** Whether all ports are known, and rules have few ranges: to go through many costs as much as to go through all classes. */
function canLessen({ ports, segments, names }: Parts): boolean {
  return segments.runs.length <= 16 * ports.lists.length && names.every(some => some.length === 0)
}

function assemble(parts: Parts, noPort: number): PortAxis {
  const { ports, table, segments, names } = parts
  const { lists } = ports
  const least = new ClassList(new ClassMarks(2 * table.count))
  const classStart = new Int32Array(lists.length + 1)
  const everywhere = new ClassList(new ClassMarks(0))
  if (noPort >= 0) everywhere.add(noPort)
  else addRun(segments, 0, segments.count, everywhere)
  lists.forEach((list, l) => {
    least.startRound()
    if (list.all && noPort >= 0) least.add(noPort)
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
  const classes = least.items.slice(0, least.length)
  const axis: PortAxis = {
    segments,
    noPort,
    table,
    setOfRule: inhabitedSets(ports.listOfRule, classStart),
    relations: relationsOf(parts, noPort, classStart, classes),
    classStart,
    classes,
    namesOf: set => names[set]!,
    meetAgainst: canLessen(parts)
      ? (set, otherSet, avoid, into) => meetRunsAgainst(ports, segments, set, otherSet, avoid, into)
      : undefined,
    meet: (set, rule, otherSet, otherRule, into) => {
      if (noPort >= 0 && lists[set]!.all && lists[otherSet]!.all) into.add(noPort)
      else meetRuns(segments, set, otherSet, into)
      if (names[set]!.length === 0 && names[otherSet]!.length === 0) return
      meetByRows(axis, set, otherSet, otherRule, into)
      meetByRows(axis, otherSet, set, rule, into)
    },
  }
  return axis
}
