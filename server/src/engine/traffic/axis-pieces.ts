import type { MatchingRule } from "../security-rule.ts"
import { wordsFor } from "../tables/bit-row.ts"
import type { AddressSpace } from "./address-space.ts"
import { type IntervalSet, near } from "./interval-set.ts"
import type { NameFacts } from "./name-facts.ts"
import type { Part } from "./parts.ts"
import { type Region, taken } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"

/**
 * One part of a case, cut wherever a field of a rule begins or ends: for each piece, and for each choice of the named sets that
 * its points may lie in, a row with a bit for each rule that holds it, and ones behind them. Equal rows are there once. Of choices
 * that only add rules to the row of another there is none.
 */
export interface AxisPieces {
  readonly rows: readonly Row[]
  /** The pieces that are one single point and of which it is assumed in which named sets they are. */
  readonly assumed: readonly number[]
}

/** Bits in words of 32. */
export type Row = readonly number[]

/** More ends make too many pieces; more conditions that may go together in any way make too many choices. */
const mostEnds = 2000
const mostNames = 24
const mostConditions = 5

/** The pieces of a region; undefined where there are too many. */
export function axisPieces(
  region: Region,
  part: Part,
  rules: readonly FieldedRule<MatchingRule>[],
  { names: byPart, numbering }: AddressSpace,
): AxisPieces | undefined {
  const facts = byPart[part]
  const row = new Array<number>(wordsFor(rules.length + 1)).fill(-1)
  const ends: number[] = []
  const names = new Set<string>()
  // Every end is a number: its point, and the slot of what begins or ends there.
  const slots = rules.length + mostNames + 1
  for (let place = 0; place < rules.length; place++) {
    const { fields, open } = rules[place]!
    if (!open.includes(part)) continue
    row[place >> 5]! &= ~(1 << (place & 31))
    addEnds(fields[part].sure, region, ends, place, slots)
    for (const name of fields[part].names) names.add(name)
  }
  const free = [...names].filter(name => taken(region, name, facts))
  if (free.length > (part === "presence" ? mostConditions : mostNames)) return undefined
  for (const [index, name] of free.entries()) {
    addEnds(facts.possible(name) ?? region.points, region, ends, rules.length + index, slots)
  }
  addEnds(region.points, region, ends, slots - 1, slots)
  if (ends.length > mostEnds) return undefined

  const choices = free.length > 0 ? choicesOf(free, region, part, rules, facts) : []
  const isAddress = part === "source" || part === "destination"
  const hasNames = region.inside.length > 0 || region.outside.length > 0
  const rows = new DistinctRows()
  const named = new DistinctRows()
  const assumed: number[] = []
  let chosen = 0
  let isInside = false
  let first = 0
  const sorted = new Float64Array(ends).sort()
  for (let k = 0; k < sorted.length; k++) {
    const end = sorted[k]!
    const point = Math.floor(end / slots)
    if (isInside && point > first) {
      if (chosen === 0) rows.add(row)
      else if (named.add([chosen, ...row])) {
        for (const { needs, adds } of choices) {
          if ((needs & ~chosen) === 0) rows.add(row.map((word, w) => word | adds[w]!))
        }
      }
      // Points are counted from -1.
      if (hasNames || chosen !== 0) {
        const isOne = isAddress ? numbering.isOneAddress([first - 1, point - 1]) : point === first + 1
        if (isOne) assumed.push(first)
      }
    }
    first = point
    const slot = end - point * slots
    if (slot < rules.length) row[slot >> 5]! ^= 1 << (slot & 31)
    else if (slot < slots - 1) chosen ^= 1 << (slot - rules.length)
    else isInside = !isInside
  }
  return { rows: rows.all, assumed }
}

/** Named sets that a point is taken to lie in, by their places, and the rules that hold it then. */
interface Choice {
  readonly needs: number
  readonly adds: Row
}

/**
 * Every named set by itself, and none: to lie in more only adds rules. Of conditions one may follow from the absence of others, so
 * all choices count that can be.
 */
function choicesOf(
  free: readonly string[],
  region: Region,
  part: Part,
  rules: readonly FieldedRule<MatchingRule>[],
  facts: NameFacts,
): readonly Choice[] {
  const places = [...free.keys()]
  const chosen = part === "presence" ? subsets(places) : [[], ...places.map(place => [place])]
  return chosen.flatMap((some): Choice[] => {
    const inside = [...region.inside, ...some.map(place => free[place]!)]
    const others = free.filter(name => !facts.implies(inside, name))
    if (!facts.canBe(inside, [...region.outside, ...others])) return []
    const adds = new Array<number>(wordsFor(rules.length + 1)).fill(0)
    for (let place = 0; place < rules.length; place++) {
      const isHeld = rules[place]!.fields[part].names.some(name => facts.implies(inside, name))
      if (isHeld) adds[place >> 5]! |= 1 << (place & 31)
    }
    return [{ needs: some.reduce((needs, place) => needs | (1 << place), 0), adds }]
  })
}

function subsets<T>(all: readonly T[]): T[][] {
  const chosen: T[][] = [[]]
  for (const one of all) chosen.push(...chosen.map(some => [...some, one]))
  return chosen
}

function addEnds(set: IntervalSet, { points }: Region, ends: number[], slot: number, slots: number): void {
  const [lowest, highest] = [points[0]!, points[points.length - 1]!]
  const within = near(set, points)
  for (let k = 0; k < within.length; k += 2) {
    const first = Math.max(within[k]!, lowest)
    const end = Math.min(within[k + 1]!, highest)
    if (first < end) ends.push((first + 1) * slots + slot, (end + 1) * slots + slot)
  }
}

class DistinctRows {
  readonly all: Row[] = []
  readonly #byHash = new Map<number, Row[]>()

  /** A copy of the row where it is new; whether it is. */
  add(row: Row): boolean {
    let hash = 0
    for (let w = 0; w < row.length; w++) hash = (Math.imul(hash, 31) + row[w]!) | 0
    const alike = this.#byHash.get(hash)
    if (alike?.some(other => isSameRow(other, row))) return false
    const copy = [...row]
    this.all.push(copy)
    if (alike) alike.push(copy)
    else this.#byHash.set(hash, [copy])
    return true
  }
}

function isSameRow(one: Row, other: Row): boolean {
  for (let w = 0; w < one.length; w++) if (one[w] !== other[w]) return false
  return true
}
