import { prefix } from "../azure/special-addresses.ts"
import type { Flow, Outcome } from "../engine/flow.ts"
import { evaluateFlow } from "../engine/questions/evaluate-flow.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { AddressTerm } from "../values/address.ts"
import { type GroupRule, isCustom } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"

/** The custom rules that deny some of the flows in every network, and whatever the unknown values are. */
export function surelyDenying({ analysis }: JudgedGroup, flows: readonly Flow[]): ReadonlySet<LocatedRule> {
  const outcomes = flows.flatMap(flow => evaluateFlow(analysis.prepared, flow).outcomes)
  return new Set(outcomes.filter(deniesSurely).flatMap(({ rule }) => (rule && isCustom(rule) ? [rule] : [])))
}

function deniesSurely({ access, assumptions }: Outcome<GroupRule>): boolean {
  return access === "Deny" && assumptions.length === 0
}

/** What goes from any IPv4 address to a destination. */
export function outboundTo(destination: AddressTerm, flow: Pick<Flow, "protocol" | "destinationPort">): Flow {
  return { direction: "Outbound", source: prefix("0.0.0.0/0"), sourcePort: "*", destination, ...flow }
}
