import { type PlatformReading, platformReadingOf, withPlatformReading } from "../azure/platform-reading.ts"
import type { PlatformTraffic } from "../azure/platform-traffic.ts"
import type { GroupRule, JudgedGroup } from "../checks/judged-group.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { evaluateFlow } from "../engine/questions/evaluate-flow.ts"
import type { Flow, Verdict } from "../engine/flow.ts"
import { parseAddress } from "../values/parse-address.ts"
import { type HiddenRules, hiddenRules } from "./hidden-rules.ts"
import { withIpv6Reading, withReadingFacts } from "./ipv6-reading.ts"

export type TriedRule = GroupRule | HiddenRules
/** What a group's rules, known and hidden, do with a flow of one direction. */
export type Evaluate = (flow: Flow, reading?: PlatformReading) => Verdict<TriedRule>

/** `takesPart` leaves rules of the group out of the evaluation. */
export function evaluatorOf(
  judged: JudgedGroup,
  direction: Flow["direction"],
  facts: AddressFacts,
  takesPart: (rule: GroupRule) => boolean = () => true,
): Evaluate {
  const own = judged.rules.filter(takesPart)
  const hidden = hiddenRules(judged, direction)
  const ipv6Facts = withReadingFacts(facts)
  return (flow, reading = platformReadingOf(flow)) => {
    const read = withIpv6Reading(own, flow)
    const written = new Map<TriedRule, GroupRule>([...read].map(([rule, asRead]) => [asRead, rule]))
    const asWritten = <T extends { readonly rule: TriedRule | null }>(one: T): T =>
      one.rule ? { ...one, rule: written.get(one.rule) ?? one.rule } : one
    const rules: TriedRule[] = [...hidden, ...read.values()]
    const verdict = evaluateFlow(rules, flow, withPlatformReading(ipv6Facts, reading))
    return { ...verdict, outcomes: verdict.outcomes.map(asWritten), rows: verdict.rows.map(asWritten) }
  }
}

/**
 * The verdict on platform traffic by the rules that name its tag, the only ones to reach it; undefined where there are
 * none. What no rule reaches is allowed.
 */
export function judgeByTag(evaluate: Evaluate, flow: Flow, { tag }: PlatformTraffic): Verdict<TriedRule> | undefined {
  const destination = parseAddress(tag ?? "")
  if ("fault" in destination) return undefined
  const verdict = evaluate({ ...flow, destination }, platformReadingOf(flow))
  if (verdict.outcomes.every(({ rule }) => rule === null)) return undefined
  const outcomes = verdict.outcomes.map(outcome =>
    outcome.rule === null ? { ...outcome, access: "Allow" as const } : outcome,
  )
  const first = outcomes[0]?.access ?? "Unknown"
  const isSame = !verdict.undecided && outcomes.every(({ access }) => access === first)
  return { ...verdict, outcomes, access: isSame ? first : "Unknown" }
}
