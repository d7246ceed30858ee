import type { Direction, MatchingRule, Protocol } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import type { ClaimSide, ClaimTraffic } from "./claim.ts"

const everyProtocol = 5

/** The traffic as rules that together take just that. */
export function trafficRules({ direction, protocols, source, destination }: ClaimTraffic): MatchingRule[] {
  const words: readonly (Protocol | "*")[] = protocols.length === everyProtocol ? ["*"] : protocols
  return words.map(protocol => ({
    ...everything(direction),
    protocol,
    source: source.terms,
    sourcePorts: source.ports ?? [allPorts],
    destination: destination.terms,
    destinationPorts: destination.ports ?? [allPorts],
  }))
}

/** What the claim takes away on either side. */
export function exceptRules({ direction, source, destination }: ClaimTraffic): MatchingRule[] {
  return [...oneSided(direction, "source", source.except), ...oneSided(direction, "destination", destination.except)]
}

export function oneSided(
  direction: Direction,
  side: "source" | "destination",
  terms: readonly AddressTerm[],
): MatchingRule[] {
  return terms.length === 0 ? [] : [{ ...everything(direction), [side]: terms }]
}

export function everything(direction: Direction): MatchingRule {
  return {
    name: "claim",
    priority: 0,
    direction,
    protocol: "*",
    source: [anyAddress],
    sourcePorts: [allPorts],
    destination: [anyAddress],
    destinationPorts: [allPorts],
    possiblyAbsent: false,
  }
}

/** Whether the side surely holds all ends that a port and terms stand for: nothing else is meant by a side without ports. */
export function hasPort({ ports }: ClaimSide, port: number): boolean {
  return !ports || ports.some(({ first, last }) => first <= port && port <= last)
}
