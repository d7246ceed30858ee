import { withExpansions } from "../azure/expansion-facts.ts"
import { type PlatformReading, platformReadingOf, withPlatformReading } from "../azure/platform-reading.ts"
import type { PlatformTraffic } from "../azure/platform-traffic.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow, Verdict } from "../engine/flow.ts"
import { evaluateFlow } from "../engine/questions/evaluate-flow.ts"
import { type PreparedRules, prepare } from "../engine/questions/prepare.ts"
import { mayExclude } from "../readers/presence.ts"
import { parseAddress } from "../values/parse-address.ts"
import { type GroupRule, isHidden, isLocated, type TriedRule } from "./group-rule.ts"
import { hiddenRules } from "./hidden-rules.ts"
import { readsIpv6, withIpv6Reading, withReadingFacts } from "./ipv6-reading.ts"
import type { JudgedGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"

/** What a group's rules, known and hidden, do with a flow of one direction. */
export type Evaluate = (flow: Flow, reading?: PlatformReading) => Verdict<TriedRule>

/** `takesPart` leaves rules of the group out of the evaluation. */
export function evaluatorOf(
  judged: JudgedGroup,
  direction: Flow["direction"],
  context: NetworkContext,
  takesPart: (rule: GroupRule) => boolean = () => true,
): Evaluate {
  const own = judged.rules.filter(takesPart)
  const hidden = hiddenRules(judged, direction)
  const left = judged.rules.flatMap((rule, place) => (takesPart(rule) ? [] : [place]))
  return (flow, reading = platformReadingOf(flow)) => {
    const facts = context.factsAbout(flow)
    const key = JSON.stringify([direction, readsIpv6(flow), reading, left, facts.identity])
    const prepared = preparedOnce(judged, key, () => {
      const asRead = readsIpv6(flow) ? own.map(withIpv6Reading) : own
      return prepare<TriedRule>(
        [...hidden, ...asRead],
        withPlatformReading(withReadingFacts(asPrinted(facts, judged)), reading),
      )
    })
    const written = new Map(own.map((rule, place) => [prepared.rules[hidden.length + place], rule]))
    const asWritten = <T extends { readonly rule: TriedRule | null }>(one: T): T =>
      one.rule ? { ...one, rule: written.get(one.rule) ?? one.rule } : one
    const verdict = evaluateFlow(prepared, flow, { excludes })
    return { ...verdict, outcomes: verdict.outcomes.map(asWritten), rows: verdict.rows.map(asWritten) }
  }
}

/** With what Azure itself printed of the names in the group's rules. */
function asPrinted(facts: AddressFacts, { group: { expansions } }: JudgedGroup): AddressFacts {
  return expansions ? withExpansions(facts, expansions) : facts
}

/** As the check of priorities has it. */
function excludes(one: TriedRule, other: TriedRule): boolean {
  return !isHidden(one) && !isHidden(other) && isLocated(one) && isLocated(other) && mayExclude(one, other)
}

/** Without a virtual network in sight each flow may have facts of its own. */
const mostReadings = 16

function preparedOnce(
  { readings }: JudgedGroup,
  key: string,
  make: () => PreparedRules<TriedRule>,
): PreparedRules<TriedRule> {
  let prepared = readings.get(key)
  if (!prepared) {
    if (readings.size >= mostReadings) readings.clear()
    prepared = make()
    readings.set(key, prepared)
  }
  return prepared
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
  const isSame = !verdict.undetermined && outcomes.every(({ access }) => access === first)
  return { ...verdict, outcomes, access: isSame ? first : "Unknown" }
}
