import type { MatchingRule } from "../security-rule.ts"
import { bitsBefore, lowestBit, wordsFor } from "../tables/bit-row.ts"
import type { AddressSpace } from "./address-space.ts"
import { type AxisPieces, axisPieces, type Row } from "./axis-pieces.ts"
import { type Part, parts } from "./parts.ts"
import type { FieldedRule } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"

/** More combinations of pieces are not looked at: a search is less work. */
const mostSteps = 20_000

/**
 * The rules, by their places, that take packets of a case that none before them takes, among rules that all meet the case; the
 * place behind the last stands for packets that none takes. Undefined where that takes a search.
 *
 * A packet is a piece of the case in each part: the rules that take it are those that the rows of its pieces share.
 */
export function reachedRules(
  start: TrafficCase,
  rules: readonly FieldedRule<MatchingRule>[],
  space: AddressSpace,
): ReadonlySet<number> | undefined {
  const axes = new Map<Part, AxisPieces>()
  for (const part of parts) {
    const region = start[part]
    if (!rules.some(({ open }) => open.includes(part)) && region.inside.length + region.outside.length === 0) continue
    const pieces = axisPieces(region, part, rules, space)
    if (!pieces) return undefined
    axes.set(part, pieces)
  }
  if (mayDisagree(axes.get("source"), axes.get("destination"))) return undefined
  if (mayDisagree(axes.get("sourcePort"), axes.get("destinationPort"))) return undefined
  // The part that tells most apart is the one in which a rule most likely gets past others.
  const rows = [...axes.values()].map(axis => axis.rows).sort((a, b) => b.length - a.length)
  if (rows.length < 2) return new Set((rows[0] ?? [[-1]]).map(lowestOf))
  const search = new LowestSearch(rows, wordsFor(rules.length + 1))
  const reached = new Set<number>()
  for (let place = 0; place <= rules.length; place++) if (search.canBeLowest(place)) reached.add(place)
  return search.steps > mostSteps ? undefined : reached
}

/** Whether one and the same point at both ends may be assumed to be in a set at one of them, and not at the other. */
function mayDisagree(one: AxisPieces | undefined, other: AxisPieces | undefined): boolean {
  return one !== undefined && other !== undefined && one.assumed.some(point => other.assumed.includes(point))
}

function lowestOf(row: Row): number {
  const word = row.findIndex(one => one !== 0)
  return word * 32 + lowestBit(row[word]!)
}

/** Looks for rows, one of each axis, that share a bit and none below it. */
class LowestSearch {
  steps = 0
  readonly #axes: readonly (readonly Row[])[]
  readonly #words: number
  /** By the place of an axis: the bits that the rows chosen before it share, and those that all rows from it on do. */
  readonly #left: readonly number[][]
  readonly #shared: readonly number[][]

  constructor(axes: readonly (readonly Row[])[], words: number) {
    this.#axes = axes
    this.#words = words
    const rows = () => Array.from({ length: axes.length + 1 }, () => new Array<number>(words).fill(-1))
    this.#left = rows()
    this.#shared = rows()
  }

  canBeLowest(bit: number): boolean {
    const axes = this.#axes.map(rows => rows.filter(row => (row[bit >> 5]! & (1 << (bit & 31))) !== 0))
    for (let w = 0; w < this.#words; w++) {
      this.#left[0]![w] = bitsBefore(bit, w)
      for (let depth = axes.length - 1; depth >= 0; depth--) {
        let shared = this.#shared[depth + 1]![w]!
        for (const row of axes[depth]!) shared &= row[w]!
        this.#shared[depth]![w] = shared
      }
    }
    return this.#follow(axes, 0)
  }

  #follow(axes: readonly (readonly Row[])[], depth: number): boolean {
    if (++this.steps > mostSteps) return false
    const [left, shared] = [this.#left[depth]!, this.#shared[depth]!]
    let isEmpty = true
    for (let w = 0; w < this.#words; w++) {
      if ((left[w]! & shared[w]!) !== 0) return false
      if (left[w] !== 0) isEmpty = false
    }
    if (isEmpty) return true
    const next = this.#left[depth + 1]!
    for (const row of axes[depth]!) {
      for (let w = 0; w < this.#words; w++) next[w] = left[w]! & row[w]!
      if (this.#follow(axes, depth + 1)) return true
    }
    return false
  }
}
