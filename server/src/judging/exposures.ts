import { privatePrefixes } from "../azure/special-addresses.ts"
import { addressesLeft, type PreparedAddresses, prepareAddresses } from "../engine/questions/addresses-left.ts"
import { earlierRulesOf } from "../engine/questions/earlier-rules.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { AddressTerm } from "../values/address.ts"
import { lazily } from "../values/lazily.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import type { RemoteAddresses } from "./remote-addresses.ts"
import { type RemoteSide, remoteRule } from "./remote-rule.ts"
import { type CountedShare, countedShare, isWide } from "./wide-shares.ts"

/** What a rule lets in from, or out to, more remote addresses than anyone knows. */
export interface Exposure {
  readonly rule: GroupRule
  /** What the rule itself decides, after all earlier rules. */
  readonly left: readonly CountedShare[]
  /** What of its traffic no earlier Deny takes, other Allows or not. */
  readonly open: readonly CountedShare[]
  /** Why it may not be so; absent where it is sure. */
  readonly doubt?: ExposureDoubt
  /** Earlier rules that deny part of it. */
  readonly denies: readonly GroupRule[]
}

/**
 * Part of the group's rules cannot be known; the rule itself need not be there, or is not known in all its parts; an earlier
 * rule may take it; or it would have been too much work to find out.
 */
export type ExposureDoubt = "hidden" | "rule" | "earlier" | "work"

/** What is exposed, and to whom. */
export interface ExposureQuestion {
  readonly direction: "Inbound" | "Outbound"
  readonly remote: RemoteAddresses
  /** So many addresses of IPv4 are no longer a choice. */
  readonly width: number
}

/** The rules of a direction, defaults among them, that let in or out what more remote addresses than `width` may use. */
export function exposuresOf(judged: JudgedGroup, question: ExposureQuestion): Exposure[] {
  const rules = remoteRules(judged, question)
  return judged.rules.flatMap(rule => exposureOf(judged, rule, rules) ?? [])
}

/** What one of the group's rules exposes. */
export function exposureOf(judged: JudgedGroup, rule: GroupRule, rules: RemoteRules): Exposure | undefined {
  const { direction, width } = rules.question
  if (rule.access !== "Allow" || rule.direction !== direction) return undefined
  const own = rules.own(rule)
  if (!own || !mayBeWide(own[sideOf(direction)], width)) return undefined
  const place = judged.rules.indexOf(rule)
  if (judged.analysis.judgements[place]?.reach === "dead") return undefined
  const found = earlierRulesOf(judged.analysis, place)
  const earlier = found ?? { sure: [], perhaps: judged.rules.filter(other => other !== rule) }
  const perhaps = reachOf(own, earlier.sure, "least", rules)
  if (!perhaps.left.some(hasPorts)) return undefined
  const isSettled = earlier.perhaps.length === 0 && earlier.sure.every(each => rules.isSettled(each))
  const sure = isSettled ? perhaps : reachOf(own, [...earlier.sure, ...earlier.perhaps], "most", rules)
  const isSure = found !== undefined && sure.left.some(hasPorts)
  const doubt = doubtOf(judged, rule, isSure, perhaps.isCutOff)
  const denies = earlier.sure.filter(one => one.access === "Deny" && rules.bound(one, "least"))
  return { rule, ...(isSure ? sure : perhaps), ...(doubt && { doubt }), denies }
}

function sideOf(direction: ExposureQuestion["direction"]): RemoteSide {
  return direction === "Inbound" ? "source" : "destination"
}

function doubtOf(
  { group }: JudgedGroup,
  rule: GroupRule,
  isSure: boolean,
  isCutOff: boolean,
): ExposureDoubt | undefined {
  if (rule.possiblyAbsent || isUnknown(rule.protocol) || isUnknown(rule.priority)) return "rule"
  if (isPartlyKnown(group)) return "hidden"
  if (isSure) return undefined
  return isCutOff ? "work" : "earlier"
}

interface Reach extends Pick<Exposure, "left" | "open"> {
  /** The work was cut off: what is not proved to be closed counts as open. */
  readonly isCutOff: boolean
}

/** What is left of the rule if the earlier ones take so much. */
function reachOf(own: MatchingRule, earlier: readonly GroupRule[], bound: "least" | "most", rules: RemoteRules): Reach {
  const isDeny = ({ access }: GroupRule) => access === "Deny" || (bound === "most" && isUnknown(access))
  const left = wideLeft(own, earlier, bound, rules)
  const isAsked = own.destinationPorts.some(port => "first" in port && port.last - port.first > 65533)
  const open = isAsked ? wideLeft(own, earlier.filter(isDeny), bound, rules) : left
  return { left: left.shares, open: open.shares, isCutOff: !left.complete || !open.complete }
}

interface WideLeft {
  readonly shares: readonly CountedShare[]
  readonly complete: boolean
}

function wideLeft(
  own: MatchingRule,
  earlier: readonly GroupRule[],
  bound: "least" | "most",
  rules: RemoteRules,
): WideLeft {
  const { width } = rules.question
  const missing = earlier.flatMap(rule => rules.bound(rule, bound) ?? [])
  const { shares, complete } = addressesLeft(rules.prepared, own, missing)
  // What the earlier rules leave may be all that the rule has.
  const found = complete || bound === "most" ? shares : addressesLeft(rules.prepared, own, []).shares
  return { shares: found.map(countedShare).filter(share => isWide(share, width)), complete }
}

function hasPorts({ ports }: CountedShare): boolean {
  return ports.length > 0
}

/** At sight: whether the terms name so many addresses. */
function mayBeWide(terms: readonly AddressTerm[], width: number): boolean {
  let [ipv4, ipv6] = [0, 0n]
  for (const term of terms) {
    if (term.kind === "any") return true
    if (term.kind !== "prefix") continue
    if (term.family === 4) ipv4 += term.last - term.first + 1
    else ipv6 += term.last - term.first + 1n
  }
  return isWide({ ipv4, ipv6 }, width)
}

/** The rules of a group as the remote addresses of a question meet them, each read once. */
export interface RemoteRules {
  readonly question: ExposureQuestion
  readonly prepared: PreparedAddresses
  bound(rule: GroupRule, bound: "least" | "most"): MatchingRule | undefined
  /** The rule that is asked about: a protocol that cannot be known may be any. */
  own(rule: GroupRule): MatchingRule | undefined
  /** Whether all is known that the rule takes, and what it does with it. */
  isSettled(rule: GroupRule): boolean
}

export function remoteRules(judged: JudgedGroup, question: ExposureQuestion): RemoteRules {
  const { direction, remote } = question
  const side = sideOf(direction)
  const opposite = direction === "Inbound" ? "Outbound" : "Inbound"
  const concerned = judged.rules.filter(rule => rule.direction !== opposite)
  const read = new Map(concerned.map(rule => [rule, remoteRule(rule, side, remote)]))
  const own = (rule: GroupRule) =>
    isUnknown(rule.protocol) ? remoteRule({ ...rule, protocol: "*" }, side, remote).least : read.get(rule)?.least
  const owns = new Map(concerned.filter(({ access }) => access === "Allow").map(rule => [rule, own(rule)]))
  const every = [...[...read.values()].flatMap(({ least, most }) => [least, most]), ...owns.values()]
  const asked = { side, among: remote.among, others: privatePrefixes }
  const prepared = lazily(() => prepareAddresses([...new Set(every.filter(rule => rule !== undefined))], asked))
  return {
    question,
    get prepared() {
      return prepared()
    },
    bound: (rule, bound) => read.get(rule)?.[bound],
    own: rule => owns.get(rule),
    isSettled: rule => !isUnknown(rule.access) && read.get(rule)?.least === read.get(rule)?.most,
  }
}
