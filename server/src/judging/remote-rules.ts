import { privatePrefixes } from "../azure/special-addresses.ts"
import { type Passage, type PreparedAddresses, prepareAddresses } from "../engine/questions/addresses-left.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import { originOf } from "../syntax/moved.ts"
import { lazily } from "../values/lazily.ts"
import { allPorts } from "../values/parse-ports.ts"
import { isUnknown } from "../values/unknown.ts"
import { type GroupRule, isLocated } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import { passagesOf } from "./level-passages.ts"
import type { RemoteAddresses } from "./remote-addresses.ts"
import { type RemoteRule, type RemoteSide, remoteRule } from "./remote-rule.ts"

/** Traffic between the machines that a group guards and remote addresses. */
export interface RemoteQuestion {
  readonly direction: "Inbound" | "Outbound"
  readonly remote: RemoteAddresses
  /** So many addresses of IPv4 are no longer a choice. */
  readonly width: number
}

/** The rules of a group as the remote addresses of a question meet them. */
export interface RemoteRules {
  readonly question: RemoteQuestion
  readonly side: RemoteSide
  /** Made when a question first needs it. */
  prepared(): PreparedAddresses
  bound(rule: GroupRule, bound: "least" | "most"): MatchingRule | undefined
  /** The rule that is asked about: a protocol or source port that cannot be known may be any. */
  own(rule: GroupRule): MatchingRule | undefined
  /** The group at the other level, where only what that lets through counts. */
  readonly other: RuledGroup | undefined
  /** What it lets through. */
  passages(): readonly Passage[] | undefined
  /** Whether all is known that the rule takes, and what it does with it. */
  isSettled(rule: GroupRule): boolean
}

export function remoteRules(own: readonly GroupRule[], question: RemoteQuestion, other?: RuledGroup): RemoteRules {
  const { direction, remote } = question
  const side = direction === "Inbound" ? "source" : "destination"
  const opposite = direction === "Inbound" ? "Outbound" : "Inbound"
  const read = (rule: GroupRule) => keptReading(rule, side, remote)
  const prepared = lazily(() => {
    const concerned = [...own, ...(other?.rules ?? [])].filter(rule => rule.direction !== opposite).map(read)
    const every = concerned.flatMap(({ least, most, own }) => [least, most, own]).filter(rule => rule !== undefined)
    return prepareAddresses([...new Set(every)], { side, among: remote.among, others: privatePrefixes })
  })
  const bound = (rule: GroupRule, bound: "least" | "most") => read(rule)[bound]
  return {
    question,
    side,
    other,
    prepared,
    passages: lazily(() => other && passagesOf(other.rules, direction, bound)),
    bound,
    own: rule => read(rule).own,
    isSettled: rule => !isUnknown(rule.access) && read(rule).least === read(rule).most,
  }
}

interface Reading extends RemoteRule {
  readonly own: MatchingRule | undefined
}

/**
 * An edit leaves most rules as they were, or only moves them. A rule whose direction cannot be known is met from both sides,
 * and one without a known place in the order is asked about together with all others, whatever their direction.
 */
const kept: Readonly<Record<RemoteSide, WeakMap<RemoteAddresses, WeakMap<GroupRule, Reading>>>> = {
  source: new WeakMap(),
  destination: new WeakMap(),
}

function keptReading(rule: GroupRule, side: RemoteSide, remote: RemoteAddresses): Reading {
  const ofRemote = kept[side].get(remote) ?? new WeakMap<GroupRule, Reading>()
  kept[side].set(remote, ofRemote)
  const { origin } = originOf(rule)
  const known = ofRemote.get(origin)
  if (known) return known
  const bounds = remoteRule(rule, side, remote)
  const own = isWhole(rule)
    ? bounds.least
    : lacksProtocol(rule)
      ? undefined
      : remoteRule(asWhole(rule), side, remote).least
  const reading = { ...bounds, own }
  ofRemote.set(origin, reading)
  return reading
}

/** Whether nothing is unknown of the rule that says neither who nor where to. */
export function isWhole({ protocol, sourcePorts }: GroupRule): boolean {
  return !isUnknown(protocol) && sourcePorts.every(port => "first" in port)
}

/** Azure refuses a rule without any. */
function lacksProtocol(rule: GroupRule): boolean {
  return isUnknown(rule.protocol) && isLocated(rule) && rule.at.properties.protocol === undefined
}

function asWhole(rule: GroupRule): GroupRule {
  const protocol = isUnknown(rule.protocol) ? "*" : rule.protocol
  return { ...rule, protocol, sourcePorts: rule.sourcePorts.map(port => ("first" in port ? port : allPorts)) }
}
