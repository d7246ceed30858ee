import { type Axis, firstClass } from "../tables/axis.ts"
import type { Point, Universe } from "../tables/universe.ts"
import { axisCount } from "./product-stack.ts"

/** The first class of each axis. */
export function firstPacket({ axes: [a, b, c, d, e] }: Universe, rule: number): Point {
  return [firstClass(a, rule), firstClass(b, rule), firstClass(c, rule), firstClass(d, rule), firstClass(e, rule)]
}

/** How often a packet is moved: as a rule it soon gets past what is in its way, or something is in the way everywhere. */
const moves = 3

/**
 * Starts at a packet of the rule. While another rule is in its way, it is moved on one axis to a class of the rule that the
 * other one does not hold, the axes in turn. Undefined where something is still in the way after a few moves.
 */
export function packetPast(
  universe: Universe,
  rule: number,
  start: Point,
  inTheWay: (point: Point) => number,
): Point | undefined {
  const point = [...start]
  let first = 0
  for (let other = inTheWay(point), move = 0; other !== -1; other = inTheWay(point), move++) {
    if (move === moves) return undefined
    const moved = moveAway(universe, rule, point, first, other)
    if (moved === -1) return undefined
    first = moved + 1
  }
  return point
}

/** Moves the packet out of the other rule; the axis on which that was done, or -1 where it cannot be. */
function moveAway({ axes }: Universe, rule: number, point: number[], first: number, other: number): number {
  for (let k = 0; k < axisCount; k++) {
    const a = (first + k) % axisCount
    const cls = classWithout(axes[a]!, rule, other)
    if (cls === -1) continue
    point[a] = cls
    return a
  }
  return -1
}

function classWithout({ table, setOfRule, classStart, classes }: Axis, rule: number, other: number): number {
  const set = setOfRule[rule]!
  for (let k = classStart[set]!; k < classStart[set + 1]!; k++) if (!table.has(classes[k]!, other)) return classes[k]!
  return -1
}
