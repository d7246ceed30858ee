import type { AddressFacts } from "../../server/src/engine/address-facts.ts"
import type { Flow } from "../../server/src/engine/flow.ts"
import { analyseRules } from "../../server/src/engine/questions/analyse-rules.ts"
import { evaluateFlow } from "../../server/src/engine/questions/evaluate-flow.ts"
import { prepare } from "../../server/src/engine/questions/prepare.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import type { AddressTerm } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { Dice } from "./engine-dice.ts"
import { factsWithTags, openFacts, readRules } from "./engine-read.ts"
import { realistic } from "./engine-realistic.ts"
import type { Cell } from "./engine-table.ts"
import { largeTags, tagged } from "./engine-tags.ts"
import { quantile, time } from "./engine-timing.ts"
import { block } from "./engine-written-rule.ts"

const flows = 10_000

/** Verdicts on flows aimed at the rules of a group, its list prepared once, beside one judgement of it. */
export function measureFlows(): Record<string, Cell>[] {
  const tags = new Map([...largeTags(5)].slice(0, 5))
  return [
    measure("realistic 200", readRules(realistic(200, 7)), openFacts),
    measure("200 with 5 tags in full", readRules(tagged(200, 3, [...tags.keys()])), factsWithTags(tags)),
    measure("1,000 with 5 tags in full", readRules(tagged(1000, 3, [...tags.keys()])), factsWithTags(tags)),
  ]
}

function measure(name: string, rules: readonly SecurityRule[], facts: AddressFacts): Record<string, Cell> {
  const dice = new Dice(3)
  const aimed = Array.from({ length: flows }, () => flowFor(dice, dice.pick(rules)))
  const judged: number[] = []
  for (let k = 0; k < 20; k++) time(judged, () => analyseRules(rules, facts))
  const preparing: number[] = []
  const prepared = prepare(rules, facts)
  time(preparing, () => evaluateFlow(prepared, aimed[0]!))
  const evaluated: number[] = []
  let certain = 0
  for (let k = 0; k < 3; k++) {
    const accesses = time(evaluated, () => aimed.map(flow => evaluateFlow(prepared, flow).access))
    certain = accesses.filter(access => access !== "Unknown").length
  }
  const one = quantile(judged, 0.5)
  return {
    workload: name,
    rules: rules.length,
    "judged once, ms": one,
    "first flow, ms": preparing[0]!,
    "10,000 flows, ms": Math.min(...evaluated),
    "flows × judgement": Math.min(...evaluated) / one,
    "certain verdicts": certain,
  }
}

/** One packet, one in ten of IPv6, with most of its parts among what the rule holds. */
function flowFor(dice: Dice, rule: SecurityRule): Flow {
  const six = dice.chance(0.1)
  const address = (terms: readonly AddressTerm[]): AddressTerm => {
    const term = dice.pick(terms)
    const isOwn = term.kind === "prefix" && term.family === 4 && !six
    const text = isOwn ? block(term.first + dice.below(term.last - term.first + 1), 32) : anyAddress(dice, six)
    return parseAddress(text) as AddressTerm
  }
  const port = dice.pick(rule.destinationPorts)
  return {
    direction: "Inbound",
    protocol: rule.protocol === "Udp" ? "Udp" : "Tcp",
    source: address(rule.source),
    sourcePort: 50_000,
    destination: address(rule.destination),
    destinationPort: "first" in port ? port.first + dice.below(port.last - port.first + 1) : 443,
  }
}

function anyAddress(dice: Dice, six: boolean): string {
  return six
    ? `2603:1030:${dice.below(65536).toString(16)}::${dice.below(65536).toString(16)}/128`
    : block(dice.word(), 32)
}
