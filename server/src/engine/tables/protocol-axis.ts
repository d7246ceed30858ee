import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { Protocol } from "../security-rule.ts"
import { type Axis, andRows, inhabitedSets, intersectByRows } from "./axis.ts"
import { setBit } from "./bit-row.ts"
import { ClassList } from "./class-list.ts"
import { ClassTable, type FreeName } from "./class-table.ts"
import { SetRelations } from "./set-relations.ts"

const portedProtocols: readonly Protocol[] = ["Tcp", "Udp"]
const portlessProtocols: readonly Protocol[] = ["Icmp", "Esp", "Ah"]

/** The protocols of one packet space; class `p` is the protocol `protocols[p]`. */
export interface ProtocolAxis extends Axis {
  readonly protocols: readonly Protocol[]
}

/**
 * Makes the axes of protocols with ports and of those without. A protocol that cannot be known may be any, or `*`, which is a free
 * set of protocols; equal expressions are one set.
 */
export function protocolAxes(
  fields: readonly Maybe<Protocol | "*">[],
  words: number,
): readonly [ported: ProtocolAxis, portless: ProtocolAxis] {
  const sets = readSets(fields, words)
  return [protocolAxis(sets, portedProtocols), protocolAxis(sets, portlessProtocols)]
}

/** The distinct values of the field, each a set of protocols. */
interface ProtocolSets {
  readonly setOfRule: Int32Array
  readonly values: readonly Maybe<Protocol | "*">[]
  readonly words: number
  /** Set → the rules that have it. */
  readonly rules: Int32Array
}

function readSets(fields: readonly Maybe<Protocol | "*">[], words: number): ProtocolSets {
  const setOfKey = new Map<string, number>()
  const values: Maybe<Protocol | "*">[] = []
  const setOfRule = new Int32Array(fields.length)
  for (let rule = 0; rule < fields.length; rule++) {
    const field = fields[rule]!
    const key = isUnknown(field) ? `unknown ${field.identity} ${field.oneOf ?? ""}` : field
    let set = setOfKey.get(key)
    if (set === undefined) {
      set = values.push(field) - 1
      setOfKey.set(key, set)
    }
    setOfRule[rule] = set
  }
  const rules = new Int32Array(values.length * words)
  for (let rule = 0; rule < fields.length; rule++) setBit(rules, setOfRule[rule]! * words, rule)
  return { setOfRule, values, words, rules }
}

function protocolAxis(sets: ProtocolSets, protocols: readonly Protocol[]): ProtocolAxis {
  const { values, words } = sets
  const table = new ClassTable(words, protocols.length + 4)
  for (const protocol of protocols) {
    const at = table.add() * words
    values.forEach((value, set) => {
      if (value === "*" || value === protocol) orSet(sets, set, table.rows, at)
    })
  }
  const names = values.map((value, set) => (isUnknown(value) ? freeName(sets, set) : undefined))
  const classStart = new Int32Array(values.length + 1)
  const list = new ClassList(2 * table.count)
  const least = leastProtocols(table, protocols.length)
  values.forEach((value, set) => {
    list.startRound()
    const name = names[set]
    if (name) for (const p of possibleIn(value, protocols) ?? least) list.add(table.join(p, name))
    else if (value === "*") for (const p of least) list.add(p)
    else if (protocols.includes(value as Protocol)) list.add(protocols.indexOf(value as Protocol))
    classStart[set + 1] = list.length
  })
  const classes = list.items.slice(0, list.length)
  const axis: ProtocolAxis = {
    protocols,
    table,
    setOfRule: inhabitedSets(sets.setOfRule, classStart),
    relations: new SetRelations(values.length, words, (set, { overlap, within }, at) => {
      orOverlap(sets, set, overlap, at)
      andRows(table, classes, classStart[set]!, classStart[set + 1]!, words, within, at)
    }),
    classStart,
    classes,
    namesOf: set => (names[set] ? [names[set]] : []),
    intersect(set, rule, otherSet, otherRule, into) {
      intersectByRows(axis, set, otherSet, otherRule, into)
      if (set !== otherSet) intersectByRows(axis, otherSet, set, rule, into)
    },
  }
  return axis
}

/** The name of a set about which nothing is known, in an axis without columns. */
function freeName(sets: ProtocolSets, set: number): FreeName {
  const adds = new Int32Array(sets.words)
  orSet(sets, set, adds, 0)
  return { index: set, term: set, adds, within: [], excludes: new Int32Array(sets.words) }
}

/** The protocols that a value may hold which is bounded to a few words. */
function possibleIn(value: Maybe<Protocol | "*">, protocols: readonly Protocol[]): readonly number[] | undefined {
  const words = isUnknown(value) ? value.oneOf : undefined
  if (!words || words.includes("*")) return undefined
  return [...protocols.keys()].filter(p => words.includes(protocols[p]!))
}

/** Adds the rules that may share a protocol with the set: what may hold any protocol overlaps every other set. */
function orOverlap(sets: ProtocolSets, set: number, into: Int32Array, at: number): void {
  const { values } = sets
  for (let other = 0; other < values.length; other++) {
    if (set === other || isWide(values[set]!) || isWide(values[other]!)) orSet(sets, other, into, at)
  }
}

function orSet({ rules, words }: ProtocolSets, set: number, into: Int32Array, at: number): void {
  for (let w = 0; w < words; w++) into[at + w]! |= rules[set * words + w]!
}

/** Whether the field may hold any protocol, and so overlap every other. */
function isWide(value: Maybe<Protocol | "*">): boolean {
  return isUnknown(value) || value === "*"
}

/** The protocols whose rows contain no other's; of equal rows the first. */
function leastProtocols(table: ClassTable, count: number): number[] {
  const isWithin = (a: number, b: number) => {
    for (let w = 0; w < table.stride; w++) {
      if ((table.rows[a * table.stride + w]! & ~table.rows[b * table.stride + w]!) !== 0) return false
    }
    return true
  }
  const all = Array.from({ length: count }, (_, p) => p)
  return all.filter(p => !all.some(q => q !== p && isWithin(q, p) && (q < p || !isWithin(p, q))))
}
