import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { flowIndex, type NumberedPacket } from "../../server/src/engine/questions/flow-index.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { Dice } from "./engine-dice.ts"
import { openFacts, readRules } from "./engine-read.ts"
import { realistic } from "./engine-realistic.ts"
import type { Cell } from "./engine-table.ts"
import { alternate, time } from "./engine-timing.ts"

const packets = 20_000

/** The deciding rule of packets aimed at the rules of a realistic group: by the index, and by looking at rule after rule. */
export function measureLookups(size: number): Record<string, Cell> {
  const rules = readRules(realistic(size, 7))
  const building: number[] = []
  const analysis = analyseRules(rules, openFacts)
  const find = time(building, () => flowIndex(analysis, "Inbound"))
  const dice = new Dice(3)
  const aimed = Array.from({ length: packets }, () => packetFor(dice, dice.pick(rules)))
  const few = aimed.slice(0, packets / 10)
  const { indexed, scanned } = alternate(
    { indexed: () => aimed.filter(packet => find(packet)), scanned: () => few.filter(packet => scan(rules, packet)) },
    { rounds: 30 },
  )
  return {
    rules: rules.length,
    "indexed, million/s": packets / indexed / 1000,
    "scanned, million/s": few.length / scanned / 1000,
    "× scan": (scanned * 10) / indexed,
    "index built in ms": building[0]!,
  }
}

function packetFor(dice: Dice, rule: SecurityRule): NumberedPacket {
  const address = (terms: SecurityRule["source"]) => {
    const term = dice.pick(terms)
    return term.kind === "prefix" && term.family === 4
      ? term.first + dice.below(term.last - term.first + 1)
      : dice.word()
  }
  const port = (terms: SecurityRule["sourcePorts"]) => {
    const term = dice.pick(terms)
    return "first" in term ? term.first + dice.below(term.last - term.first + 1) : 0
  }
  return {
    family: 4,
    protocol: rule.protocol === "Udp" ? "Udp" : "Tcp",
    source: address(rule.source),
    sourcePort: port(rule.sourcePorts),
    destination: address(rule.destination),
    destinationPort: port(rule.destinationPorts),
  }
}

/** One rule after the other, over parsed terms: no text is looked at. */
function scan(rules: readonly SecurityRule[], packet: NumberedPacket): SecurityRule | undefined {
  const isIn = (terms: SecurityRule["source"], address: number | bigint) =>
    terms.some(
      term =>
        term.kind === "any" ||
        (term.kind === "prefix" && term.family === 4 && term.first <= address && address <= term.last),
    )
  const hasPort = (terms: SecurityRule["sourcePorts"], port: number) =>
    terms.some(term => "first" in term && term.first <= port && port <= term.last)
  return rules.find(
    rule =>
      (rule.protocol === "*" || rule.protocol === packet.protocol) &&
      hasPort(rule.destinationPorts, packet.destinationPort) &&
      isIn(rule.destination, packet.destination) &&
      isIn(rule.source, packet.source) &&
      hasPort(rule.sourcePorts, packet.sourcePort),
  )
}
