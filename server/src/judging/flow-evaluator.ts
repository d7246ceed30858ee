import { withExpansions } from "../azure/expansion-facts.ts"
import { type PlatformReading, platformReadingOf, withPlatformReading } from "../azure/platform-reading.ts"
import type { PlatformTraffic } from "../azure/platform-traffic.ts"
import type { NetworkFacts } from "../azure/verify-facts.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow, Verdict } from "../engine/flow.ts"
import { type DecideFlow, flowDecider } from "../engine/questions/decide-flow.ts"
import { evaluateFlow } from "../engine/questions/evaluate-flow.ts"
import { type PreparedRules, prepare } from "../engine/questions/prepare.ts"
import { type ScannedRules, scannedRules } from "../engine/questions/scanned-rules.ts"
import { mayExclude } from "../readers/presence.ts"
import { parseAddress } from "../values/parse-address.ts"
import { type GroupRule, type HiddenRules, isHidden, isLocated, type TriedRule } from "./group-rule.ts"
import { hiddenRules } from "./hidden-rules.ts"
import { readsIpv6, withIpv6Reading, withReadingFacts } from "./ipv6-reading.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"

/** What a group's rules, known and hidden, do with a flow of one direction. */
export type Evaluate = (flow: Flow, reading?: PlatformReading) => Verdict<TriedRule>

/** `takesPart` leaves rules of the group out of the evaluation. */
export function evaluatorOf(
  judged: RuledGroup,
  direction: Flow["direction"],
  context: NetworkContext,
  takesPart: (rule: GroupRule) => boolean = () => true,
): Evaluate {
  const list = listOf(judged, direction, takesPart)
  return (flow, reading = platformReadingOf(flow)) => {
    const isRead = readsIpv6(flow)
    const prepared = preparedFor(judged, list, context.factsAbout(flow), isRead, reading)
    const verdict = evaluateFlow(prepared, flow, { excludes })
    if (!isRead) return verdict
    return asWritten(
      verdict,
      new Map(list.own.map((rule, place) => [prepared.rules[list.hidden.length + place], rule])),
    )
  }
}

/** The group's rules of one direction as flows try them, those alone that take part: the same in every network. */
export function scannedOf(
  judged: RuledGroup,
  direction: Flow["direction"],
  takesPart: (rule: GroupRule) => boolean,
): ScannedRules<TriedRule> {
  const { own, hidden } = listOf(judged, direction, takesPart)
  return scannedRules<TriedRule>([...hidden, ...own], direction)
}

/**
 * The rule that surely takes all of a flow before any other; undefined where that is not so, or hangs on what `0.0.0.0/0` holds
 * of IPv6 or on the platform's address. Only where the context says the same of all flows.
 */
export function flowDeciderOf(
  judged: RuledGroup,
  scanned: ScannedRules<TriedRule>,
  context: NetworkContext,
): (flow: Flow) => TriedRule | undefined {
  let decide: DecideFlow<TriedRule> | undefined
  return flow => {
    if (readsIpv6(flow) || platformReadingOf(flow) !== "outside") return undefined
    decide ??= flowDecider(scanned, readFacts(judged, context.factsAbout(flow), "outside"))
    return decide(flow) ?? undefined
  }
}

/** The rules that take part in an evaluation. */
interface TriedList {
  readonly direction: Flow["direction"]
  readonly own: readonly GroupRule[]
  readonly hidden: readonly HiddenRules[]
  /** The places of the rules that are left out. */
  readonly left: readonly number[]
}

function listOf(judged: RuledGroup, direction: Flow["direction"], takesPart: (rule: GroupRule) => boolean): TriedList {
  return {
    direction,
    own: judged.rules.filter(takesPart),
    hidden: hiddenRules(judged, direction),
    left: judged.rules.flatMap((rule, place) => (takesPart(rule) ? [] : [place])),
  }
}

function preparedFor(
  judged: RuledGroup,
  { direction, own, hidden, left }: TriedList,
  facts: NetworkFacts,
  isRead: boolean,
  reading: PlatformReading,
): PreparedRules<TriedRule> {
  const key = JSON.stringify([direction, isRead, reading, left, facts.identity])
  return preparedOnce(judged, key, () =>
    prepare<TriedRule>([...hidden, ...(isRead ? own.map(withIpv6Reading) : own)], readFacts(judged, facts, reading)),
  )
}

function readFacts(judged: RuledGroup, facts: AddressFacts, reading: PlatformReading): AddressFacts {
  return withReadingFacts(withPlatformReading(asPrinted(facts, judged), reading))
}

/** The verdict on rules as they are read as one on the rules themselves. */
function asWritten(
  verdict: Verdict<TriedRule>,
  written: ReadonlyMap<TriedRule | undefined, TriedRule>,
): Verdict<TriedRule> {
  const ruleOf = (rule: TriedRule) => written.get(rule) ?? rule
  const { access, isDivided, tiedPriority, undetermined, outcomes } = verdict
  return {
    access,
    isDivided,
    tiedPriority,
    undetermined,
    outcomes: outcomes.map(one =>
      one.rule && ruleOf(one.rule) !== one.rule ? { ...one, rule: ruleOf(one.rule) } : one,
    ),
    get rows() {
      return verdict.rows.map(row => ({ ...row, rule: ruleOf(row.rule) }))
    },
  }
}

/** With what Azure itself printed of the names in the group's rules. */
function asPrinted(facts: AddressFacts, { group: { expansions } }: RuledGroup): AddressFacts {
  return expansions ? withExpansions(facts, expansions) : facts
}

/** As the check of priorities has it. */
function excludes(one: TriedRule, other: TriedRule): boolean {
  return !isHidden(one) && !isHidden(other) && isLocated(one) && isLocated(other) && mayExclude(one, other)
}

/** Without a virtual network in sight each flow may have facts of its own. */
const mostReadings = 16

function preparedOnce(
  { readings }: RuledGroup,
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
