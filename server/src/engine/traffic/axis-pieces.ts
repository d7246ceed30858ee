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
 * its points may lie in, a row with a bit for each rule that holds it, and ones behind them. Equal rows are there once.
 */
export interface AxisPieces {
  readonly rows: readonly (readonly number[])[]
  /** The pieces that are one single point and of which it is assumed in which named sets they are. */
  readonly assumed: readonly number[]
}

/** More named sets or ends make too many pieces. */
const mostNames = 6
const mostEnds = 2000

/** The pieces of a region; undefined where there are too many. */
export function axisPieces(
  region: Region,
  part: Part,
  rules: readonly FieldedRule<MatchingRule>[],
  { names: byPart, numbering }: AddressSpace,
): AxisPieces | undefined {
  const facts = byPart[part]
  const open = [...rules.keys()].filter(place => rules[place]!.open.includes(part))
  const free = freeNames(region, part, open, rules, facts)
  const slots = rules.length + free.length + 1
  const ends: number[] = []
  for (const place of open) addEnds(rules[place]!.fields[part].sure, region, ends, place, slots)
  free.forEach((name, index) => addEnds(facts.possible(name) ?? region.points, region, ends, rules.length + index, slots))
  addEnds(region.points, region, ends, slots - 1, slots)
  if (free.length > mostNames || ends.length > mostEnds) return undefined

  const isAddress = part === "source" || part === "destination"
  const isOnePoint = (first: number, end: number) =>
    isAddress ? numbering.isOneAddress([first, end]) : end === first + 1
  const row = new Array<number>(wordsFor(rules.length + 1)).fill(-1)
  for (const place of open) row[place >> 5]! &= ~(1 << (place & 31))
  const kinds: Kind[] = []
  const assumed: number[] = []
  let [chosen, isInside, first] = [0, false, 0]
  for (const at of Float64Array.from(ends).sort()) {
    const point = Math.floor(at / slots)
    if (isInside && point > first) {
      if (!kinds.some(kind => kind.free === chosen && isSameRow(kind.row, row))) kinds.push({ row: [...row], free: chosen })
      const hasNames = chosen !== 0 || region.inside.length > 0 || region.outside.length > 0
      if (hasNames && isOnePoint(first - 1, point - 1)) assumed.push(first)
    }
    first = point
    const slot = at - point * slots
    if (slot < rules.length) row[slot >> 5]! ^= 1 << (slot & 31)
    else if (slot < slots - 1) chosen ^= 1 << (slot - rules.length)
    else isInside = !isInside
  }
  return { rows: rowsOf(kinds), assumed }

  function rowsOf(kinds: readonly Kind[]): readonly (readonly number[])[] {
    const rows: (readonly number[])[] = []
    const add = (row: readonly number[]) => {
      if (!rows.some(other => isSameRow(other, row))) rows.push(row)
    }
    for (const kind of kinds) {
      for (let taken = kind.free; ; taken = (taken - 1) & kind.free) {
        const inside = [...region.inside, ...free.filter((_, index) => taken & (1 << index))]
        const outside = [...region.outside, ...free.filter((_, index) => kind.free & ~taken & (1 << index))]
        if (kind.free === 0 || facts.canBe(inside, outside)) add(withNames(kind.row, inside))
        if (taken === 0) break
      }
    }
    return rows
  }

  function withNames(row: readonly number[], inside: readonly string[]): readonly number[] {
    if (inside.length === 0) return row
    const all = [...row]
    for (const place of open) {
      const isHeld = rules[place]!.fields[part].names.some(name => facts.implies(inside, name))
      if (isHeld) all[place >> 5]! |= 1 << (place & 31)
    }
    return all
  }
}

/** Points that the same fields surely hold, and the names that they may lie in, by their places. */
interface Kind {
  readonly row: readonly number[]
  readonly free: number
}

/** The names of open rules that may hold some of the region. */
function freeNames(
  region: Region,
  part: Part,
  open: readonly number[],
  rules: readonly FieldedRule<MatchingRule>[],
  facts: NameFacts,
): readonly string[] {
  const names = new Set(open.flatMap(place => rules[place]!.fields[part].names))
  return [...names].filter(name => taken(region, name, facts))
}

/** Adds the ends of the set within the region: numbers from the first point on, with the slot of what begins or ends there. */
function addEnds(set: IntervalSet, { points }: Region, ends: number[], slot: number, slots: number): void {
  const [lowest, highest] = [points[0]!, points[points.length - 1]!]
  const within = near(set, points)
  for (let k = 0; k < within.length; k += 2) {
    const [first, end] = [Math.max(within[k]!, lowest), Math.min(within[k + 1]!, highest)]
    // Points are counted from -1.
    if (first < end) ends.push((first + 1) * slots + slot, (end + 1) * slots + slot)
  }
}

function isSameRow(one: readonly number[], other: readonly number[]): boolean {
  for (let w = 0; w < one.length; w++) if (one[w] !== other[w]) return false
  return true
}
