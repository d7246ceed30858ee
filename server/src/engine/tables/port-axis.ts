import { type Axis, andRows, inhabitedSets, meetByRows } from "./axis.ts"
import { setBit, wordsFor } from "./bit-row.ts"
import { ClassList, ClassMarks } from "./class-list.ts"
import { ClassTable, type FreeName } from "./class-table.ts"
import type { PortLists } from "./port-lists.ts"
import { cutPorts, type PortSegments } from "./port-segments.ts"
import { runRows } from "./run-rows.ts"

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
  ports.listOfRule.forEach((list, rule) => {
    setBit(listRows, list * stride, rule)
  })
  const segments = cutPorts(ports, listRows, table)
  const names = readNames(ports, stride)
  const noPort = table.add()
  ports.lists.forEach((list, l) => {
    if (list.all) for (let w = 0; w < stride; w++) table.rows[noPort * stride + w]! |= listRows[l * stride + w]!
  })
  const parts: Parts = { ports, words, table, segments, names, ...relate(ports, segments, table, words) }
  const ported = assemble(parts, -1)
  const hasUnknown = ports.lists.some(list => list.unknown.length > 0)
  const portless = hasUnknown ? assemble(parts, noPort) : withNoPort(ported, parts, noPort)
  let shared: PortAxis | undefined
  return {
    ported,
    portless,
    portlessShared() {
      shared ??= withSharedPoint(portless)
      return shared
    },
  }
}

function withSharedPoint(portless: PortAxis): PortAxis {
  const { table, words, setOfRule } = portless
  const shared = table.add()
  for (let rule = 0; rule < setOfRule.length; rule++) {
    if (setOfRule[rule] !== -1) setBit(table.rows, shared * table.stride, rule)
  }
  const row = table.rows.slice(shared * table.stride, shared * table.stride + words)
  const overlap = new Int32Array(portless.overlap.length)
  for (let at = 0; at < overlap.length; at += words) overlap.set(row, at)
  return {
    ...portless,
    overlap,
    meet(set, rule, otherSet, otherRule, into) {
      portless.meet(set, rule, otherSet, otherRule, into)
      into.add(shared)
    },
  }
}

/** The portless axis where all ports are known: that of protocols with ports but for the lists of all ports. */
function withNoPort(ported: PortAxis, { ports, words, table }: Parts, noPort: number): PortAxis {
  const { lists } = ports
  const within = ported.within.slice()
  const classes = new Int32Array(ported.classes.length + lists.length)
  const classStart = new Int32Array(lists.length + 1)
  let end = 0
  lists.forEach((list, l) => {
    if (list.all) {
      classes[end++] = noPort
      andRows(table, classes, end - 1, end, words, within, l * words)
    } else {
      for (let k = ported.classStart[l]!; k < ported.classStart[l + 1]!; k++) classes[end++] = ported.classes[k]!
    }
    classStart[l + 1] = end
  })
  return {
    ...ported,
    noPort,
    within,
    classStart,
    classes,
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
  /** List → the names of its unknown parts. */
  readonly names: readonly (readonly FreeName[])[]
  /** List → rules that may share a port with it, and rules that hold all of its ranges. */
  readonly overlap: Int32Array
  readonly within: Int32Array
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

function relate(ports: PortLists, segments: PortSegments, table: ClassTable, words: number) {
  const { lists, listOfRule } = ports
  const overlap = new Int32Array(lists.length * words)
  const within = new Int32Array(lists.length * words).fill(-1)
  const runs = runRows(s => segments.classOf[s]! * table.stride, table.rows, segments.count, words)
  const unknown = new Int32Array(words)
  const anything = new Int32Array(words)
  listOfRule.forEach((list, rule) => {
    const { ranges, unknown: names } = lists[list]!
    if (names.length > 0) setBit(unknown, 0, rule)
    if (names.length > 0 || ranges.length > 0) setBit(anything, 0, rule)
  })
  lists.forEach((list, l) => {
    for (let k = segments.runStart[l]!; k < segments.runStart[l + 1]!; k += 2) {
      runs.combine(segments.runs[k]!, segments.runs[k + 1]!, overlap, within, l * words)
    }
    const more = list.unknown.length > 0 ? anything : list.ranges.length > 0 ? unknown : undefined
    if (more) for (let w = 0; w < words; w++) overlap[l * words + w]! |= more[w]!
  })
  return { overlap, within }
}

function assemble(parts: Parts, noPort: number): PortAxis {
  const { ports, words, table, segments, names, overlap } = parts
  const { lists } = ports
  const least = new ClassList(new ClassMarks(2 * table.count))
  const classStart = new Int32Array(lists.length + 1)
  const within = parts.within.slice()
  const everywhere = new ClassList(new ClassMarks(0))
  if (noPort >= 0) everywhere.add(noPort)
  else addRun(segments, 0, segments.count, everywhere)
  lists.forEach((list, l) => {
    least.startRound()
    const start = least.length
    const holdsNoPort = list.all && noPort >= 0
    if (holdsNoPort) least.add(noPort)
    else {
      for (let k = segments.runStart[l]!; k < segments.runStart[l + 1]!; k += 2) {
        addRun(segments, segments.runs[k]!, segments.runs[k + 1]!, least)
      }
    }
    for (const name of names[l]!) {
      for (let k = 0; k < everywhere.length; k++) least.add(table.join(everywhere.items[k]!, name))
    }
    classStart[l + 1] = least.length
    if (holdsNoPort || list.unknown.length > 0) {
      andRows(table, least.items, start, least.length, words, within, l * words)
    }
  })
  const axis: PortAxis = {
    segments,
    noPort,
    table,
    words,
    setOfRule: inhabitedSets(ports.listOfRule, classStart),
    overlap,
    within,
    classStart,
    classes: least.items.slice(0, least.length),
    namesOf: set => names[set]!,
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

/** The least classes of the segments `from` up to `to`. */
function addRun(segments: PortSegments, from: number, to: number, into: ClassList): void {
  const { classOf, endsBefore, startsAt, valleys } = segments
  if (to === from + 1 || startsAt[from + 1]) into.add(classOf[from]!)
  for (let v = firstAfter(valleys, from); v < valleys.length && valleys[v]! < to - 1; v++)
    into.add(classOf[valleys[v]!]!)
  if (to > from + 1 && endsBefore[to - 1]) into.add(classOf[to - 1]!)
}

function firstAfter(sorted: Int32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The least classes of each run in which a run of one list and one of the other overlap. */
function meetRuns(segments: PortSegments, list: number, other: number, into: ClassList): void {
  const { runStart, runs } = segments
  let p = runStart[list]!
  let q = runStart[other]!
  while (p < runStart[list + 1]! && q < runStart[other + 1]!) {
    const from = Math.max(runs[p]!, runs[q]!)
    const to = Math.min(runs[p + 1]!, runs[q + 1]!)
    if (from < to) addRun(segments, from, to, into)
    if (runs[p + 1]! < runs[q + 1]!) p += 2
    else q += 2
  }
}
