import { expect, test } from "vitest"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { flowIndex, type NumberedPacket } from "../../server/src/engine/questions/flow-index.ts"
import type { Protocol, SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix, AddressTerm } from "../../server/src/values/address.ts"
import { Dice } from "../bench/engine-dice.ts"
import { dense, fragments, guillotine } from "../bench/engine-groups.ts"
import { openFacts, readRules } from "../bench/engine-read.ts"
import { realistic } from "../bench/engine-realistic.ts"

/** The decider by trying one rule after the other, named sets holding what they surely hold. */
function decideByScan(rules: readonly SecurityRule[], packet: NumberedPacket): SecurityRule | null {
  const isIn = (term: AddressTerm, address: number | bigint): boolean => {
    if (term.kind === "any") return true
    if (term.kind === "prefix") return term.family === packet.family && term.first <= address && address <= term.last
    return suresOf(term.key).some(prefix => isIn(prefix, address))
  }
  const ported = packet.protocol === "Tcp" || packet.protocol === "Udp"
  const hasPort = (ports: SecurityRule["sourcePorts"], port: number) =>
    ports.some(
      term => "first" in term && (ported ? term.first <= port && port <= term.last : term.last - term.first === 65535),
    )
  const found = rules.find(
    rule =>
      (rule.protocol === "*" || rule.protocol === packet.protocol) &&
      hasPort(rule.sourcePorts, packet.sourcePort) &&
      hasPort(rule.destinationPorts, packet.destinationPort) &&
      rule.source.some(term => isIn(term, packet.source)) &&
      rule.destination.some(term => isIn(term, packet.destination)),
  )
  return found ?? null
}

/** A set surely holds what those inside of it surely hold; of the tags here, 168.63.129.16 in VirtualNetwork. */
function suresOf(key: string): readonly AddressPrefix[] {
  return openFacts.about(key)?.sure ?? []
}

const groups = {
  realistic: realistic(200, 3),
  dense: dense(120, 4),
  fragments: fragments(120, 5),
  guillotine: guillotine(80, 6),
}

test.each(Object.entries(groups))("%s: the index finds the rule that a scan finds", (_, written) => {
  const rules = readRules(written)
  const find = flowIndex(analyseRules(rules, openFacts), "Inbound")
  const dice = new Dice(9)
  for (let k = 0; k < 4000; k++) {
    const packet = packetNear(dice, dice.pick(rules))
    expect(find(packet)?.name).toBe(decideByScan(rules, packet)?.name)
  }
})

/** Within a rule's own fields, so that not all packets end in the last rule. */
function packetNear(dice: Dice, rule: SecurityRule): NumberedPacket {
  const family = rule.source.some(term => term.kind === "prefix" && term.family === 6) ? 6 : dice.chance(0.9) ? 4 : 6
  const address = (terms: readonly AddressTerm[]) => {
    const term = dice.pick(terms)
    const any = dice.chance(0.1) ? 0xa83f8110 : dice.word()
    if (term.kind !== "prefix" || term.family !== family) return family === 4 ? any : BigInt(any) << 96n
    const offset = dice.below(2 ** Math.min(30, (term.family === 4 ? 32 : 128) - term.length))
    return term.family === 4 ? term.first + offset : term.first + BigInt(offset)
  }
  const port = (ports: SecurityRule["sourcePorts"]) => {
    const term = dice.pick(ports)
    return "first" in term ? term.first + dice.below(term.last - term.first + 1) : 0
  }
  const protocols: readonly Protocol[] = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]
  return {
    family,
    protocol: typeof rule.protocol === "string" && rule.protocol !== "*" ? rule.protocol : dice.pick(protocols),
    source: address(rule.source),
    sourcePort: port(rule.sourcePorts),
    destination: address(rule.destination),
    destinationPort: port(rule.destinationPorts),
  }
}
