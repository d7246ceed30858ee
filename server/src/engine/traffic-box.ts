import type { AddressTerm } from "../values/address.ts"
import type { PortRange } from "../values/port.ts"
import type { ValueAssumption } from "./flow.ts"
import type { Direction, Protocol } from "./security-rule.ts"

/** Traffic to be read: every combination of its parts. */
export interface TrafficBox {
  readonly directions: readonly Direction[]
  readonly protocols: readonly Protocol[]
  readonly source: BoxEnd
  readonly sourcePorts: readonly PortRange[]
  readonly destination: BoxEnd
  readonly destinationPorts: readonly PortRange[]
  /** What is taken to be so of values that cannot be known. */
  readonly assumptions: readonly ValueAssumption[]
  /** The box is of a protocol without ports, and in it because of what a particular port is taken to mean for it. */
  readonly readsPorts: boolean
}

/** Addresses of the prefixes that lie in all sets of `inside` and in none of `outside`. */
export interface BoxEnd {
  readonly prefixes: readonly string[]
  readonly inside: readonly AddressTerm[]
  readonly outside: readonly AddressTerm[]
}
