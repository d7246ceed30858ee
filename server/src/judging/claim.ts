import type { Packet } from "../engine/flow.ts"
import type { OpenPart } from "../engine/questions/open-parts.ts"
import type { Direction, Protocol } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import type { PortRange } from "../values/port.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import type { TriedRule } from "./group-rule.ts"

export type { OpenPart }

/** A set of traffic about which something is claimed. */
export interface ClaimTraffic {
  readonly direction: Direction
  readonly protocols: readonly Protocol[]
  readonly source: ClaimSide
  readonly destination: ClaimSide
}

export interface ClaimSide {
  readonly terms: readonly AddressTerm[]
  /** Absent for all, of protocols without ports as well. */
  readonly ports: readonly PortRange[] | undefined
  readonly except: readonly AddressTerm[]
}

export type ClaimStatus = "holds" | "fails" | "unknown" | "empty"

/** Whether all packets of a claim are treated as it says. */
export interface ClaimVerdict {
  /** "empty": there is no packet that the claim is about. */
  readonly status: ClaimStatus
  /** Of a claim that fails: a packet that is treated otherwise. */
  readonly counterexample?: ClaimExample
  /** Of one that is not decided: a packet that may be treated otherwise, and what that hangs on. */
  readonly doubt?: ClaimDoubt
  /** The rules that decide some packet of the claim, or may, in the order in which they were found. */
  readonly decidedBy: readonly ClaimRule[]
  /** Set where what cannot be decided was too much work. */
  readonly isCutOff?: true
}

export type ClaimRule = TriedRule | RankedAdminRule

export interface ClaimExample {
  /** Absent for a packet that passes both ends of a path. */
  readonly direction?: Direction
  readonly packet: Packet
  /** Null where no rule decides. */
  readonly rule: ClaimRule | null
}

export interface ClaimDoubt extends ClaimExample {
  readonly open: readonly OpenPart[]
}

/** Of several parts of one claim: it fails where one of them does, and holds where all do that have packets. */
export function joinVerdicts(verdicts: readonly ClaimVerdict[]): ClaimVerdict {
  const [only, another] = verdicts
  if (only && !another) return only
  const decidedBy = [...new Set(verdicts.flatMap(one => one.decidedBy))]
  const first = order.flatMap(status => verdicts.filter(one => one.status === status))[0]
  return { ...(first ?? { status: "empty" }), decidedBy }
}

const order: readonly ClaimStatus[] = ["fails", "unknown", "holds", "empty"]

/** Of two readings of which one is so: what both say. */
export function agreedVerdict(one: ClaimVerdict, other: ClaimVerdict): ClaimVerdict {
  if (one.status === other.status) return one
  const open = [one, other].find(({ status }) => status === "unknown") ?? one
  const example = open.doubt ?? one.counterexample ?? other.counterexample
  const decidedBy = [...new Set([...one.decidedBy, ...other.decidedBy])]
  return { status: "unknown", decidedBy, ...(example && { doubt: { open: [], ...example } }) }
}
