import type { AddressTerm } from "../../values/address.ts"
import type { PortTerm } from "../../values/port.ts"
import type { RuleNeed } from "../flow.ts"
import type { SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { isPortless } from "./pinned-packet.ts"
import { portField, readAddresses } from "./rule-fields.ts"
import type { TrafficCase } from "./traffic-case.ts"
import { type TriedRule, truthInAll } from "./tried-rules.ts"

/** The parts in the order in which people name them. */
const inOrder = ["source", "sourcePort", "destination", "destinationPort", "protocol"] as const

/**
 * Tells what a packet of the flow needs, part by part, so that the rule takes it. Rules are asked one after the other, so
 * the needs of a list of rules say exactly what decides, without any word on what earlier rules left.
 */
export function needsOf<R extends SecurityRule>(
  { fielded: { rule, open } }: TriedRule<R>,
  starts: readonly TrafficCase[],
  space: AddressSpace,
): RuleNeed[] {
  const place: RuleNeed[] = open.includes("presence") || open.includes("direction") ? [{ part: "rule" }] : []
  const needs = inOrder.flatMap((part): RuleNeed[] => {
    if (!open.includes(part)) return []
    if (part === "protocol") return [{ part }]
    if (part === "source" || part === "destination") {
      return [{ part, sets: rule[part].filter(term => mayHold(term, part, starts, space)) }]
    }
    const terms = rule[`${part}s`].filter(term => mayBeOf(term, part, starts, space))
    return [{ part, terms, isReading: starts.every(isPortless) && !terms.some(term => "unknown" in term) }]
  })
  return [...place, ...needs]
}

function mayHold(
  term: AddressTerm,
  side: "source" | "destination",
  starts: readonly TrafficCase[],
  space: AddressSpace,
): boolean {
  return truthInAll(starts, readAddresses([term], space), side, space) !== false
}

function mayBeOf(
  term: PortTerm,
  part: "sourcePort" | "destinationPort",
  starts: readonly TrafficCase[],
  space: AddressSpace,
): boolean {
  return truthInAll(starts, portField([term], space.names[part]), part, space) !== false
}
