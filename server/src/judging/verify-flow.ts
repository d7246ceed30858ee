import { type PlatformTraffic, platformParts, platformTraffic } from "../azure/platform-traffic.ts"
import { isKnownTag } from "../azure/service-tags.ts"
import type { Assumption, Flow, Outcome, PacketEnd, RuleMatch } from "../engine/flow.ts"
import type { Access } from "../engine/security-rule.ts"
import type { LocatedRule } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import type { Node } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import { brokenLine, ruledAsFarAsRead } from "./broken-text.ts"
import { defaultedParameters, valuelessParameters } from "./defaulted-parameters.ts"
import { evaluatorOf, judgeByTag } from "./flow-evaluator.ts"
import { type GroupRule, type HiddenRules, isHidden, type TriedRule } from "./group-rule.ts"
import { concernsHidden } from "./hidden-rules.ts"
import { isIdleIn } from "./idle-rules.ts"
import type { RuledGroup } from "./judged-group.ts"
import { neededParameters } from "./needed-parameters.ts"
import type { NetworkContext } from "./network-context.ts"
import {
  type JudgedPart,
  judgePart,
  judgePlatformAddress,
  judgeProbes,
  type PlatformAddressVerdict,
  type ProbesVerdict,
} from "./platform-verdict.ts"

/** What one group does with a flow, before it is put into words or JSON. */
export interface FlowVerdict {
  readonly judged: RuledGroup
  readonly flow: Flow
  readonly context: NetworkContext
  readonly access: Access | "Unknown"
  /** The deciding rule, or the first that possibly decides; null where no rule does. */
  readonly decider: GroupRule | null
  /** Every way the flow can end by rules that are known. */
  readonly outcomes: readonly Outcome<GroupRule>[]
  /** The flow is a set of packets of which some are allowed and others denied, and all of that is certain. */
  readonly isDivided: boolean
  readonly rows: readonly RuleMatch<GroupRule>[]
  /** The rules of a partial group that cannot be known, where one of them may decide the flow. */
  readonly hidden: HiddenRules | undefined
  /** Set for traffic that no ordinary rule judges. */
  readonly platform: PlatformTraffic | undefined
  /** What the flow holds of such traffic beside other packets, where the answer for it is not that of the others. */
  readonly platformParts: readonly JudgedPart[]
  /** What happens to the platform's address if Internet holds it, where the flow holds others and they fare otherwise. */
  readonly platformAddress: PlatformAddressVerdict | undefined
  /** What happens to health probes among the packets, where not all of these fare alike. */
  readonly probes: ProbesVerdict | undefined
  readonly tiedPriority: boolean
  readonly undetermined: boolean
  /** Rules that would decide some of the flow, but that a loop or a list leaves out by default. */
  readonly idle: readonly GroupRule[]
  /** Parameters of the template that the group depends on, and that have their default values. */
  readonly defaultedParameters: readonly string[]
  /** Parameters of the template that the answer hangs on, and that have no value. */
  readonly valuelessParameters: readonly string[]
}

/** Where the group is written. */
export interface GroupOrigin {
  readonly syntax?: SyntaxDocument | undefined
  /** Of a text that is not at hand: the line at which it is broken, counted from one. */
  readonly broken?: number | undefined
  /** The values that its parameters are given, by their names in lower case. */
  readonly parameters?: ReadonlyMap<string, Node> | undefined
  /** Of a text that is not at hand: the parameters that the group depends on, and that have their default values. */
  readonly defaulted?: readonly string[] | undefined
}

/** Judges a flow by one group, its default rules included. */
export function verifyFlow(
  ruled: RuledGroup,
  flow: Flow,
  context: NetworkContext,
  { syntax, broken, parameters, defaulted }: GroupOrigin = {},
): FlowVerdict {
  const judged = ruledAsFarAsRead(ruled, broken ?? brokenLine(syntax))
  const isIdle = isIdleIn(judged)
  const evaluate = evaluatorOf(judged, flow.direction, context, rule => !isIdle(rule))
  const route = context.defaultRoute ?? "unknown"
  const platform = platformTraffic(flow, route)
  const byTag = platform && judgeByTag(evaluate, flow, platform)
  const passes = platform !== undefined && (!byTag || byTag.access === "Allow")
  const verdict = byTag ?? evaluate(flow)
  const known = verdict.outcomes.filter(isKnown)
  let outcomes: FlowVerdict["outcomes"] | undefined
  const parts = platformParts(flow, route)
    .map(part => judgePart(evaluate, part))
    .filter(({ access }) => access !== verdict.access)
  const areKnown = parts.every(({ access }) => access !== "Unknown")
  const hidden = verdict.outcomes.map(({ rule }) => rule).find(rule => rule !== null && isHidden(rule))
  const access = passes ? "Allow" : parts.length > 0 ? "Unknown" : verdict.access
  return {
    judged,
    flow,
    context,
    access,
    decider: passes ? null : (known.find(({ rule }) => rule !== null)?.rule ?? null),
    /** Few who ask for a verdict want to know more than who decides. */
    get outcomes() {
      outcomes ??= known.map(outcome => withoutIdle(outcome, flow))
      return outcomes
    },
    get isDivided() {
      return (
        !hidden &&
        areKnown &&
        !isUnheardOf(flow.source, context) &&
        !isUnheardOf(flow.destination, context) &&
        (verdict.isDivided || (parts.length > 0 && verdict.access !== "Unknown"))
      )
    },
    get rows() {
      return verdict.rows.filter((row): row is RuleMatch<GroupRule> => !isHidden(row.rule))
    },
    hidden,
    platform,
    platformParts: parts,
    // Where the network is known, the platform's address is not in Internet.
    platformAddress: platform || context.defaultRoute ? undefined : judgePlatformAddress(evaluate, verdict, flow),
    get probes() {
      return verdict.access === "Unknown" ? judgeProbes(evaluate, flow) : undefined
    },
    tiedPriority: verdict.tiedPriority,
    undetermined: verdict.undetermined,
    idle: idleDeciders(judged, flow, context),
    get defaultedParameters() {
      const own = defaulted ?? defaultedParameters(judged.group, { syntax, parameters })
      return [...new Set([...presenceParameters(judged), ...own])]
    },
    get valuelessParameters() {
      return access === "Unknown" ? valuelessParameters(neededParameters(known), { syntax, parameters }) : []
    },
  }
}

/** A word that is no tag we know, nor one of the tag data: nothing is known of what it holds. */
export function isUnheardOf({ kind, key }: AddressTerm, { tagData }: NetworkContext): boolean {
  return kind === "tag" && !isKnownTag(key) && !tagData?.tags.has(key)
}

/** The rules that would decide if they were there. */
function idleDeciders(judged: RuledGroup, flow: Flow, context: NetworkContext): readonly LocatedRule[] {
  const isIdle = isIdleIn(judged)
  if (!judged.rules.some(isIdle)) return []
  const { outcomes } = evaluatorOf(judged, flow.direction, context)(flow)
  return outcomes.flatMap(({ rule }) => rule ?? []).filter(isIdle)
}

/** The parameters whose defaults decide whether the group and its rules are there. */
function presenceParameters({ group }: RuledGroup): readonly string[] {
  return [group, ...group.rules].flatMap(({ absentByDefault, presentByDefault }) => [
    ...(absentByDefault?.parameters ?? []),
    ...(presentByDefault ?? []),
  ])
}

function isKnown(outcome: Outcome<TriedRule>): outcome is Outcome<GroupRule> {
  return outcome.rule === null || !isHidden(outcome.rule)
}

/**
 * Leaves out what tells nothing: that an end that is a named set lies in that set, and that no hidden rule decides, which
 * is said once for all outcomes.
 */
function withoutIdle(outcome: Outcome<GroupRule>, flow: Flow): Outcome<GroupRule> {
  const isOfItself = (one: Assumption) => one.kind === "address" && one.holds && one.set.key === flow[one.side].key
  const { source, destination, ...packet } = outcome.example
  const others = ({ address, of }: PacketEnd, own: AddressTerm) => ({
    address,
    of: of.filter(({ key }) => key !== own.key),
  })
  return {
    ...outcome,
    assumptions: outcome.assumptions.filter(one => !concernsHidden(one) && !isOfItself(one)),
    example: {
      ...packet,
      source: others(source, flow.source),
      destination: others(destination, flow.destination),
    },
  }
}
