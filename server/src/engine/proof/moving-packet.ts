import { firstHolder, type Point, type Universe } from "../tables/universe.ts"

/** A packet that a search found, and what must stay true of it while it is made readable. */
export interface Found {
  readonly universe: Universe
  /** A rule that holds the packet, and those that must not: past these, it decides the packet. */
  readonly rule: number
  readonly avoid: Int32Array
  readonly point: Point
}

/** The same while its packet is made readable. */
export interface Moving extends Found {
  readonly point: number[]
}

/** Moves the packet to the class on one axis, if it is still one that the rule decides. */
export function tryMove({ universe, rule, avoid, point }: Moving, axis: number, cls: number): boolean {
  if (!universe.axes[axis]!.table.has(cls, rule)) return false
  const before = point[axis]!
  point[axis] = cls
  if (firstHolder(universe, point, avoid, 0, avoid.length * 32) === -1) return true
  point[axis] = before
  return false
}
