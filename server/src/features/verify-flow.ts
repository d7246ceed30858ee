import { withExpansions } from "../azure/expansion-facts.ts"
import { type PlatformTraffic, platformParts, platformTraffic } from "../azure/platform-traffic.ts"
import { verifyFacts } from "../azure/verify-facts.ts"
import type { GroupRule, JudgedGroup } from "../checks/judged-group.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { evaluateFlow } from "../engine/evaluate-flow.ts"
import type { Assumption, Flow, Outcome, RuleMatch, Verdict } from "../engine/flow.ts"
import type { Access } from "../engine/security-rule.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Node } from "../syntax/node.ts"
import type { AddressPrefix } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { defaultedParameters } from "./defaulted-parameters.ts"
import { concernsHidden, type HiddenRules, hiddenRules, isHidden } from "./hidden-rules.ts"
import { absenceOf } from "./presence-text.ts"

/** What one group does with a flow, before it is put into words or JSON. */
export interface FlowVerdict {
  readonly judged: JudgedGroup
  readonly flow: Flow
  readonly virtualNetwork: readonly AddressPrefix[]
  readonly access: Access | "Unknown"
  /** The deciding rule, or the first that possibly decides; null where no rule does. */
  readonly decider: GroupRule | null
  /** Every way the flow can end by rules that are known. */
  readonly outcomes: readonly Outcome<GroupRule>[]
  readonly rows: readonly RuleMatch<GroupRule>[]
  /** The rules of a partial group that cannot be known, where one of them may decide the flow. */
  readonly hidden: HiddenRules | undefined
  /** Set for traffic that no ordinary rule judges. */
  readonly platform: PlatformTraffic | undefined
  /** What the flow holds of such traffic beside other packets, where the answer for it is not that of the others. */
  readonly platformParts: readonly JudgedPart[]
  readonly tiedPriority: boolean
  readonly undecided: boolean
  /** The line, counted from one, from which on the document cannot be read as its language has it. */
  readonly brokenLine: number | undefined
  /** Rules that would decide some of the flow, but that a loop leaves out that runs zero times by default. */
  readonly idle: readonly GroupRule[]
  /** Parameters of the template that the group depends on, and that have their default values. */
  readonly defaultedParameters: readonly string[]
}

export interface JudgedPart {
  readonly traffic: PlatformTraffic
  readonly access: Access | "Unknown"
}

export interface Surroundings {
  /** Without prefixes the virtual network is not in sight. */
  readonly virtualNetwork: readonly AddressPrefix[]
  /** The document that holds the group. */
  readonly syntax?: SyntaxDocument | undefined
  /** The values that its parameters are given, by their names in lower case. */
  readonly parameters?: ReadonlyMap<string, Node> | undefined
}

/** Judges a flow by one group, its default rules included. */
export function verifyFlow(judged: JudgedGroup, flow: Flow, surroundings: Surroundings): FlowVerdict {
  const { virtualNetwork, syntax, parameters } = surroundings
  const all = [...hiddenRules(judged, flow.direction), ...judged.rules]
  const rules = all.filter(rule => !isIdle(rule))
  const facts = withExpansions(verifyFacts(flow, virtualNetwork), judged.group.expansions ?? new Map())
  const platform = platformTraffic(flow)
  const byTag = platform && judgeByTag(rules, flow, platform, facts)
  const passes = platform !== undefined && (!byTag || byTag.access === "Allow")
  const verdict = byTag ?? evaluateFlow(rules, flow, facts)
  const outcomes = verdict.outcomes.filter(isKnown).map(outcome => withoutIdle(outcome, flow))
  const parts = platformParts(flow)
    .map(part => ({ ...part, access: judgeByTag(rules, part.flow, part.traffic, facts)?.access ?? "Allow" }))
    .filter(({ access }) => access !== verdict.access)
  return {
    judged,
    flow,
    virtualNetwork,
    access: passes ? "Allow" : parts.length > 0 ? "Unknown" : verdict.access,
    decider: passes ? null : (outcomes.find(({ rule }) => rule !== null)?.rule ?? null),
    outcomes,
    rows: verdict.rows.filter((row): row is RuleMatch<GroupRule> => !isHidden(row.rule)),
    hidden: verdict.outcomes.map(({ rule }) => rule).find(rule => rule !== null && isHidden(rule)),
    platform,
    platformParts: parts,
    tiedPriority: verdict.tiedPriority,
    undecided: verdict.undecided,
    brokenLine: syntax && brokenLine(syntax),
    idle: rules.length < all.length ? decidersOf(evaluateFlow(all, flow, facts)).filter(isIdle) : [],
    defaultedParameters: [
      ...new Set([...presenceParameters(judged), ...defaultedParameters(judged.group, syntax, parameters)]),
    ],
  }
}

function brokenLine({ problems, text }: SyntaxDocument): number | undefined {
  const fault = problems.find(({ reason }) => reason === "syntax")
  return fault && text.slice(0, fault.range.start).split("\n").length
}

/** A loop that runs zero times by default makes no rule: the answer is that of the defaults, and says so. */
function isIdle(rule: TriedRule): rule is LocatedRule {
  return !isHidden(rule) && absenceOf(rule)?.by === "loop"
}

function decidersOf({ outcomes }: Verdict<TriedRule>): readonly TriedRule[] {
  return outcomes.flatMap(({ rule }) => rule ?? [])
}

/** The parameters whose defaults decide whether the group and its rules are there. */
function presenceParameters({ group }: JudgedGroup): readonly string[] {
  return [group, ...group.rules].flatMap(({ absentByDefault, presentByDefault }) => [
    ...(absentByDefault?.parameters ?? []),
    ...(presentByDefault ?? []),
  ])
}

type TriedRule = GroupRule | HiddenRules

function isKnown(outcome: Outcome<TriedRule>): outcome is Outcome<GroupRule> {
  return outcome.rule === null || !isHidden(outcome.rule)
}

/**
 * Leaves out what tells nothing: that an end that is a named set lies in that set, and that no hidden rule decides, which
 * is said once for all outcomes.
 */
function withoutIdle(outcome: Outcome<GroupRule>, flow: Flow): Outcome<GroupRule> {
  const isOfItself = (one: Assumption) => one.kind === "address" && one.in && one.set.key === flow[one.side].key
  return { ...outcome, assumptions: outcome.assumptions.filter(one => !concernsHidden(one) && !isOfItself(one)) }
}

/**
 * The verdict on platform traffic by the rules that name its tag, the only ones to reach it; undefined where there are
 * none. What no rule reaches is allowed.
 */
function judgeByTag(
  rules: readonly TriedRule[],
  flow: Flow,
  { tag }: PlatformTraffic,
  facts: AddressFacts,
): Verdict<TriedRule> | undefined {
  const destination = parseAddress(tag ?? "")
  if ("fault" in destination) return undefined
  const verdict = evaluateFlow(rules, { ...flow, destination }, facts)
  if (verdict.outcomes.every(({ rule }) => rule === null)) return undefined
  const outcomes = verdict.outcomes.map(outcome =>
    outcome.rule === null ? { ...outcome, access: "Allow" as const } : outcome,
  )
  const first = outcomes[0]?.access ?? "Unknown"
  const isSame = !verdict.undecided && outcomes.every(({ access }) => access === first)
  return { ...verdict, outcomes, access: isSame ? first : "Unknown" }
}
