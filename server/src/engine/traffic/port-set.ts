import type { PortTerm } from "../../values/port.ts"
import { type Interval, type IntervalSet, intervalSet } from "./interval-set.ts"

/**
 * Ports as interval sets, with two points more, for traffic that has no ports. What a rule with particular ports means
 * for Icmp, Esp and Ah is not published: none of that traffic, all of it, or some number in it read as a port. So a
 * portless packet stands on one of the points -1 (no rule with particular ports holds it), 0 to 65535 (as a port would),
 * or 65536 (all rules hold it), and what is to be proved must hold on every one of them.
 */
const underPorts = -1
const overPorts = 65536

export const allPorts: IntervalSet = [0, overPorts]
export const portlessPoints: IntervalSet = [underPorts, overPorts + 1]
/** The point of portless traffic that any ports hold. */
export const everyPortsPoint: IntervalSet = [overPorts, overPorts + 1]

/** The points that the known terms of a port field hold; unknown ones add nothing. */
export function portSet(terms: readonly PortTerm[]): IntervalSet {
  // What nearly every rule has as its source ports needs no sorting.
  if (terms.length === 1 && isAll(terms[0]!)) return portlessPoints
  const ranges = terms.flatMap((term): Interval[] => ("first" in term ? [[term.first, term.last + 1]] : []))
  const ports = intervalSet(ranges)
  if (ports.length === 0) return ports
  if (ports[0] === 0 && ports[1] === overPorts) return portlessPoints
  return intervalSet([...ranges, [overPorts, overPorts + 1]])
}

function isAll(term: PortTerm): boolean {
  return "first" in term && term.first === 0 && term.last === overPorts - 1
}
