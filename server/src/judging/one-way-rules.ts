import { withPlatformInInternet } from "../azure/platform-reading.ts"
import { withoutPrefixes } from "../azure/prefix-difference.ts"
import { virtualNetworkKey } from "../azure/service-tags.ts"
import { everyIpv4, everyIpv6, publicPrefixes } from "../azure/special-addresses.ts"
import { verifyFacts } from "../azure/verify-facts.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Packet } from "../engine/flow.ts"
import { comparePaths, doPathsDiffer } from "../engine/questions/difference.ts"
import { type PreparedPath, preparePath } from "../engine/questions/prepare.ts"
import type { Direction, MatchingRule } from "../engine/security-rule.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { isUnknown } from "../values/unknown.ts"
import type { AttachedAdminRule } from "./admin-level.ts"
import { askedOnce } from "./alike-machines.ts"
import { anyFlow } from "./any-flow.ts"
import type { Attachments } from "./attachments.ts"
import type { GroupRule } from "./group-rule.ts"
import { customJudgements, isPartial, type JudgedGroup } from "./judged-group.ts"
import type { MachineEnd } from "./machine-end.ts"
import { areAllMachines, isSettledGroup, type KnownLevel, type Machine, machinesBehind } from "./machines-behind.ts"
import type { RemoteMachine } from "./remote-rules.ts"

/**
 * An Allow that opens this level alone: at each machine behind the group that it concerns, the other level denies all that only this
 * rule lets through.
 */
export interface OneWayRule {
  readonly rule: LocatedRule
  readonly direction: Direction
  /** What denies it. */
  readonly levels: readonly KnownLevel[]
  /** A packet that the rule lets through here. */
  readonly example: Packet
}

/**
 * The rules of a group without which every machine behind it gets the same, because of the other level. None where a machine, or a
 * rule of either level, may not be known; nor rules that make no difference at their own level.
 */
export function oneWayRules(judged: JudgedGroup, attachments: Attachments): readonly OneWayRule[] {
  const machines = machinesBehind(attachments)
  // Admin rules may open what the other level blocks, and then it is not that which blocks it.
  const isBlocked = ({ ruled, isSettled, admin }: Machine) => ruled && isSettled && admin.rules.every(isAllow)
  const areAll = areAllMachines(attachments) && machines.every(isBlocked)
  const isKnown = areAll && !isPartial(judged) && isSettledGroup(judged)
  if (!isKnown) return []
  const alike = askedOnce(judged.rules, machine => machine)
  const different = [...new Set(machines.map(alike))]
  return customJudgements(judged).flatMap(({ rule }) => oneWay(rule))

  function oneWay(rule: LocatedRule): readonly OneWayRule[] {
    const { access, direction, iteration } = rule
    if (access !== "Allow" || isUnknown(direction) || iteration !== undefined) return []
    const question = { judged, rule, direction }
    if (different.some(machine => mayPass(question, machine))) return []
    const examples = new Map(different.map(machine => [machine, exampleAlone(question, machine.end)]))
    const levels = machines.filter(machine => examples.get(alike(machine)))
    const example = levels[0] && examples.get(alike(levels[0]))
    return example ? [{ rule, direction, levels, example }] : []
  }
}

function isAllow({ access }: AttachedAdminRule): boolean {
  return access === "Allow"
}

interface RuleQuestion {
  readonly judged: JudgedGroup
  readonly rule: LocatedRule
  readonly direction: Direction
}

/** Whether a machine may get anything by the rule that it would not get without it, in any network. */
function mayPass(question: RuleQuestion, { ruled, end }: RemoteMachine): boolean {
  const traffic = trafficAt(question, end)
  const facts = factsAt(question.judged, end)
  return [facts, withPlatformInInternet(facts)].some(reading => {
    const [before, after] = withAndWithout(question, ruled ? [ruled.rules] : [], reading)
    return doPathsDiffer(before, after, { traffic }) !== false
  })
}

/**
 * A packet that the rule alone lets through, if nothing stands at the other level. It is looked for where VirtualNetwork holds all
 * addresses that Internet does not: packets that are in neither nobody means.
 */
function exampleAlone(question: RuleQuestion, end: MachineEnd): Packet | undefined {
  const facts = verifyFacts(anyFlow, [...(end.addresses ?? []), ...nonPublic])
  const [before, after] = withAndWithout(question, [], facts)
  return comparePaths(before, after, { traffic: trafficAt(question, end) }).denied[0]?.witness
}

const nonPublic = withoutPrefixes([everyIpv4, everyIpv6], publicPrefixes)

function withAndWithout(
  { judged: { rules }, rule, direction }: RuleQuestion,
  others: readonly (readonly GroupRule[])[],
  facts: AddressFacts,
): readonly [PreparedPath<GroupRule, never>, PreparedPath<GroupRule, never>] {
  const path = (own: readonly GroupRule[]) => {
    const groups = [own, ...others].map((rules, level) => ({ name: String(level), rules }))
    return preparePath<GroupRule, never>([{ direction, groups }], facts)
  }
  return [path(rules), path(rules.filter(one => one !== rule))]
}

/** What holds in every network; and that the machine is in its own. */
function factsAt({ context: { proofFacts } }: JudgedGroup, { addresses = [] }: MachineEnd): AddressFacts {
  const network = proofFacts.about(virtualNetworkKey)
  const withMachine = { ...network, sure: [...(network?.sure ?? []), ...addresses] }
  return { about: key => (key === virtualNetworkKey ? withMachine : proofFacts.about(key)) }
}

/** What the rule takes, if it is the machine's. */
function trafficAt({ rule, direction }: RuleQuestion, { addresses }: MachineEnd): MatchingRule {
  if (!addresses) return rule
  return { ...rule, ...(direction === "Inbound" ? { destination: addresses } : { source: addresses }) }
}
