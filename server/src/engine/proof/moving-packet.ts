import { firstHolder, type PacketSpace, type Point } from "../tables/packet-space.ts"

/** A packet that a search found, and what must stay true of it while it is made readable. */
export interface Found {
  readonly space: PacketSpace
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
export function tryMove({ space, rule, avoid, point }: Moving, axis: number, cls: number): boolean {
  if (!space.axes[axis]!.table.has(cls, rule)) return false
  const before = point[axis]!
  point[axis] = cls
  if (firstHolder(space, point, avoid, 0, avoid.length * 32) === -1) return true
  point[axis] = before
  return false
}
