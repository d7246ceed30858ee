import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"
import type { Access, Direction, MatchingRule, Protocol, SecurityRule } from "./security-rule.ts"

/**
 * Traffic to be judged: one packet where both ends are single addresses and the ports are numbers, else the set of all
 * packets it stands for (a name, a CIDR block, `*`, a port left open). Ports are null for Icmp, Esp and Ah.
 */
export interface Flow {
  readonly direction: Direction
  readonly protocol: Protocol
  readonly source: AddressTerm
  readonly sourcePort: number | "*" | null
  readonly destination: AddressTerm
  readonly destinationPort: number | "*" | null
  /** Of ends that stand for one address of several: in which sets it is, whichever it is. */
  readonly sourceSets?: KnownSets | undefined
  readonly destinationSets?: KnownSets | undefined
}

/** Keys of the sets that an address surely lies in, and of some that it surely does not lie in. */
export interface KnownSets {
  readonly inside: readonly string[]
  readonly outside: readonly string[]
}

/** True, false, or null where it cannot be known. */
export type Truth = boolean | null

/** One row of the evaluation matrix: each part by itself, whatever the other parts say. */
export interface RuleMatch<R extends MatchingRule> {
  readonly rule: R
  readonly protocol: Truth
  readonly source: Truth
  readonly sourcePort: Truth
  readonly destination: Truth
  readonly destinationPort: Truth
}

/** One way the flow can end, and what it depends on. */
export interface Outcome<R extends SecurityRule> {
  /** Null where no rule matches. */
  readonly rule: R | null
  /** Null where the rule's access cannot be known, or no rule matches. */
  readonly access: Access | null
  /** What has to hold for this outcome; empty when it is certain, or when only the choice of packet decides. */
  readonly assumptions: readonly Assumption[]
  /** What the rule needs of a packet of the flow to take it, part by part; empty where it takes all that reach it. */
  readonly needs: readonly RuleNeed[]
  /** A packet of the flow that ends this way. */
  readonly example: Packet
}

/** One part of a rule that holds some packets of the flow, or perhaps holds them. */
export type RuleNeed =
  /** The rule is there, and is judged in the flow's direction before the others. */
  | { readonly part: "rule" }
  | { readonly part: "protocol" }
  /** The address is in one of the sets. */
  | { readonly part: "source" | "destination"; readonly sets: readonly AddressTerm[] }
  /** The port is in one of the terms; `isReading`: what they mean for a protocol without ports is not published. */
  | {
      readonly part: "sourcePort" | "destinationPort"
      readonly terms: readonly PortTerm[]
      readonly isReading: boolean
    }

/** Something that is taken to be so and cannot be known. */
export type Assumption =
  /** The packet's address on this side lies in the set. */
  | {
      readonly kind: "address"
      readonly side: "source" | "destination"
      readonly set: AddressTerm
      readonly holds: boolean
    }
  | ValueAssumption
  /** A particular port stands for the packet, of a protocol without ports: what it means there is not published. */
  | { readonly kind: "portless"; readonly rule: string; readonly part: RulePart; readonly holds: boolean }

/**
 * A port, protocol or address field that is an expression holds the packet's value. Of "direction" and "presence": a rule
 * under a condition, or one whose priority or direction cannot be known, is there and comes first.
 */
export interface ValueAssumption {
  readonly kind: "value"
  readonly part: RulePart | "direction" | "presence"
  /** What the value is known by; fields with one and the same expression have one. */
  readonly name: string
  /** The rule whose field it is; null where that is no matter. */
  readonly rule: string | null
  readonly holds: boolean
}

export type RulePart = "protocol" | "source" | "sourcePort" | "destination" | "destinationPort"

export interface Verdict<R extends SecurityRule> {
  /** "Unknown" when outcomes differ in access. */
  readonly access: Access | "Unknown"
  /**
   * Every way the flow can end, in evaluation order of the deciding rules; one entry when one rule decides for certain.
   * Never empty.
   */
  readonly outcomes: readonly Outcome<R>[]
  /**
   * Set where outcomes differ in access and yet all is certain: some packets of the flow are surely allowed, others surely
   * denied, and no value that cannot be known has a say; at most which of them a named set holds.
   */
  readonly isDivided: boolean
  /** Rules in evaluation order, to the first that surely matches all of the flow, that one included. */
  readonly rows: readonly RuleMatch<R>[]
  /** Rules of equal priority were taken in the order of the list, and that order decides this flow. */
  readonly tiedPriority: boolean
  /** Work was cut off at the budget: the outcomes are incomplete and access is "Unknown". */
  readonly undetermined: boolean
}

/** One concrete packet, ready to print; ports are null for Icmp, Esp and Ah. */
export interface Packet {
  readonly protocol: Protocol
  readonly source: PacketEnd
  readonly sourcePort: number | null
  readonly destination: PacketEnd
  readonly destinationPort: number | null
}

/** An address, and the named or unknown sets it is taken to lie in ("an address of Internet"). */
export interface PacketEnd {
  /** Canonical text of the address. */
  readonly address: string
  readonly of: readonly AddressTerm[]
}
