import type { MatchingRule } from "../../../server/src/engine/security-rule.ts"
import { hasPorts, type Packet, takes } from "./brute-force.ts"
import { inOrder, standingMasks } from "./standing.ts"
import { has, type Mask, pairs, takenTogether } from "./taken-together.ts"
import { addresses, ports, type TinyGroup, type TinyRule } from "./tiny-group.ts"

type Decider = TinyRule | null

/** Every pair of rules that, in some case, decide one packet before and after. */
export function pairsOfDeciders(
  { rules: before, facts, names }: TinyGroup,
  after: readonly TinyRule[],
): [Decider, Decider][] {
  const rules = [...new Set([...before, ...after])]
  const together = takenTogether({ rules, facts, names })
  const first = (list: readonly TinyRule[], taken: Mask): Decider =>
    inOrder(list).find(rule => has(taken, rules.indexOf(rule))) ?? null
  const found = new Map<string, [Decider, Decider]>()
  for (const direction of ["Inbound", "Outbound"] as const) {
    // What is a rule's own goes by its name, before and after.
    for (const standing of standingMasks(rules, direction)) {
      for (const taken of new Set(together.map(mask => mask & standing))) {
        const pair: [Decider, Decider] = [first(before, taken), first(after, taken)]
        found.set(pair.map(rule => rules.indexOf(rule!)).join(), pair)
      }
    }
  }
  return [...found.values()]
}

/** Every packet of the tiny universe, for groups without names; those without ports as if ports meant nothing. */
export function everyTinyPacket(): Packet[] {
  const none: ReadonlySet<string> = new Set()
  const ends = pairs(addresses, addresses).filter(([a, b]) => a.includes(":") === b.includes(":"))
  return (["Inbound", "Outbound"] as const).flatMap(direction =>
    (["Tcp", "Udp", "Icmp", "Esp", "Ah"] as const).flatMap(protocol => {
      const points = hasPorts(protocol) ? ports : (["all"] as const)
      return ends.flatMap(([from, to]) =>
        pairs<number | "all">(points, points).map(
          ([fromPort, toPort]): Packet => ({
            ...{ direction, protocol, protocols: none },
            ...{ source: { address: from, names: none }, sourcePort: { port: fromPort, names: none } },
            ...{ destination: { address: to, names: none }, destinationPort: { port: toPort, names: none } },
          }),
        ),
      )
    }),
  )
}

/** The first rule that takes the packet, of a list in which everything is known. */
export function decidersOfPacket<R extends MatchingRule>(list: readonly R[], packet: Packet): R | null {
  return inOrder(list).find(rule => rule.direction === packet.direction && takes(rule, packet)) ?? null
}
