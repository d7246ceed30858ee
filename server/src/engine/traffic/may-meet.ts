import type { AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { MatchingRule } from "../security-rule.ts"

/**
 * Whether two rules may both take a packet, as far as what is written in them tells by itself: of names and unknown values
 * nothing is known here. It takes no numbering of addresses, so it can be asked of every rule of a group. Directions are left
 * aside: on a path, what goes out at one end comes in at the other.
 */
export function mayMeet(one: MatchingRule, other: MatchingRule): boolean {
  const words: readonly Maybe<string>[] = [one.protocol, other.protocol]
  return (
    (words.includes("*") || isOneWord(one.protocol, other.protocol)) &&
    (!words.some(havePorts) || (sharePorts(one, other, "destinationPorts") && sharePorts(one, other, "sourcePorts"))) &&
    shareAddress(one.source, other.source) &&
    shareAddress(one.destination, other.destination)
  )
}

/** Whether two words may be the same. */
export function isOneWord(one: Maybe<string>, other: Maybe<string>): boolean {
  return isUnknown(one) || isUnknown(other) || one === other
}

/** All ports may stand for the packets of a protocol without any. */
function havePorts(protocol: Maybe<string>): boolean {
  return protocol === "Tcp" || protocol === "Udp"
}

function sharePorts(one: MatchingRule, other: MatchingRule, side: "sourcePorts" | "destinationPorts"): boolean {
  return one[side].some(a => other[side].some(b => areBoth(a, b)))
}

function areBoth(a: PortTerm, b: PortTerm): boolean {
  return "unknown" in a || "unknown" in b || (a.first <= b.last && b.first <= a.last)
}

function shareAddress(one: readonly AddressTerm[], other: readonly AddressTerm[]): boolean {
  return one.some(a => other.some(b => areOneAddress(a, b)))
}

function areOneAddress(a: AddressTerm, b: AddressTerm): boolean {
  if (a.kind !== "prefix" || b.kind !== "prefix") return true
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}
