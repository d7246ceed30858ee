import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { Protocol } from "../security-rule.ts"
import { type Axis, andRows, meetByRows } from "./axis.ts"
import { setBit, wordsFor } from "./bit-row.ts"
import { ClassList } from "./class-list.ts"
import { ClassTable, type FreeName } from "./class-table.ts"

export const portedProtocols: readonly Protocol[] = ["Tcp", "Udp"]
export const portlessProtocols: readonly Protocol[] = ["Icmp", "Esp", "Ah"]

/** The protocols of one universe; class `p` is the protocol `protocols[p]`. */
export interface ProtocolAxis extends Axis {
  readonly protocols: readonly Protocol[]
}

/** A protocol that cannot be known may be any, or `*`, which is a free set of protocols; equal expressions are one set. */
export function protocolAxis(
  fields: readonly Maybe<Protocol | "*">[],
  protocols: readonly Protocol[],
  words: number,
): ProtocolAxis {
  const keys = new Map<string, number>()
  const values: Maybe<Protocol | "*">[] = []
  const setOfField = fields.map(field => {
    const key = isUnknown(field) ? `unknown ${field.identity}` : field
    const known = keys.get(key)
    if (known !== undefined) return known
    keys.set(key, values.length)
    return values.push(field) - 1
  })
  const table = new ClassTable(wordsFor(fields.length + 1), protocols.length + 4)
  for (const _ of protocols) table.add()
  fields.forEach((field, rule) => {
    for (let p = 0; p < protocols.length; p++) {
      if (field === "*" || field === protocols[p]) setBit(table.rows, p * table.stride, rule)
    }
  })
  const names = values.map((value, set) => (isUnknown(value) ? freeName(set, setOfField, table.stride) : undefined))
  return assemble({ table, words, protocols, setOfField, values, names })
}

/** The name of a set about which nothing is known, in an axis without columns. */
function freeName(set: number, setOfField: ArrayLike<number>, stride: number): FreeName {
  const adds = new Int32Array(stride)
  for (let rule = 0; rule < setOfField.length; rule++) if (setOfField[rule] === set) setBit(adds, 0, rule)
  return { index: set, term: set, adds, within: [], excludes: new Int32Array(stride) }
}

interface Parts {
  readonly table: ClassTable
  readonly words: number
  readonly protocols: readonly Protocol[]
  readonly setOfField: readonly number[]
  readonly values: readonly Maybe<Protocol | "*">[]
  readonly names: readonly (FreeName | undefined)[]
}

function assemble({ table, words, protocols, setOfField, values, names }: Parts): ProtocolAxis {
  const overlap = new Int32Array(values.length * words)
  const within = new Int32Array(values.length * words)
  const classStart = new Int32Array(values.length + 1)
  const list = new ClassList()
  list.clear()
  const least = leastProtocols(table, protocols.length)
  values.forEach((value, set) => {
    list.startRound()
    const start = list.length
    const name = names[set]
    if (name) for (const p of least) list.add(table.join(p, name))
    else if (value === "*") for (const p of least) list.add(p)
    else if (protocols.includes(value as Protocol)) list.add(protocols.indexOf(value as Protocol))
    classStart[set + 1] = list.length
    if (list.length > start) andRows(table, list.items, start, list.length, words, within, set * words)
  })
  const own = new Int32Array(values.length * words)
  setOfField.forEach((set, rule) => {
    setBit(own, set * words, rule)
  })
  const wide = new Int32Array(words)
  const all = new Int32Array(words)
  values.forEach((value, set) => {
    for (let w = 0; w < words; w++) {
      all[w]! |= own[set * words + w]!
      if (isWide(value)) wide[w]! |= own[set * words + w]!
    }
  })
  values.forEach((value, set) => {
    for (let w = 0; w < words; w++) {
      overlap[set * words + w] = isWide(value) ? all[w]! : own[set * words + w]! | wide[w]!
    }
  })
  const axis: ProtocolAxis = {
    protocols,
    table,
    words,
    setOfRule: new Int32Array(setOfField.map(set => (classStart[set] === classStart[set + 1] ? -1 : set))),
    overlap,
    within,
    classStart,
    classes: list.items.slice(0, list.length),
    namesOf: set => (names[set] ? [names[set]] : []),
    meet(set, rule, otherSet, otherRule, into) {
      meetByRows(axis, set, otherSet, otherRule, into)
      if (set !== otherSet) meetByRows(axis, otherSet, set, rule, into)
    },
  }
  return axis
}

/** Whether the field may hold any protocol, and so meet every other. */
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
