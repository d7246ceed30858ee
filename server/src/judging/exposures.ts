import { privatePrefixes } from "../azure/special-addresses.ts"
import { addressesLeft } from "../engine/questions/addresses-left.ts"
import { type EarlierRules, earlierRulesOf } from "../engine/questions/earlier-rules.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import type { RemoteAddresses } from "./remote-addresses.ts"
import { type Bound, type RemoteSide, remoteRule } from "./remote-rule.ts"
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
  return judged.rules.flatMap(rule => exposureOf(judged, rule, question) ?? [])
}

/** What one of the group's rules exposes. */
export function exposureOf(judged: JudgedGroup, rule: GroupRule, question: ExposureQuestion): Exposure | undefined {
  if (rule.access !== "Allow" || rule.direction !== question.direction) return undefined
  const side = sideOf(question)
  const meant = isUnknown(rule.protocol) ? ({ ...rule, protocol: "*" } as const) : rule
  const own = remoteRule(meant, side, question.remote, "least")
  if (!own || !mayBeWide(own, question)) return undefined
  const place = judged.rules.indexOf(rule)
  if (judged.analysis.judgements[place]?.reach === "dead") return undefined
  const found = earlierRulesOf(judged.analysis, place)
  const earlier = found ?? { sure: [], perhaps: judged.rules.filter(other => other !== rule) }
  const perhaps = reachOf(own, earlier, "least", question)
  if (!perhaps.left.some(hasPorts)) return undefined
  const sure = reachOf(own, earlier, "most", question)
  const isSure = sure.left.some(hasPorts)
  const doubt = doubtOf(judged, rule, found !== undefined && isSure, perhaps.isCutOff)
  const denies = earlier.sure.filter(one => one.access === "Deny" && mayTake(one, question))
  return { rule, ...(isSure ? sure : perhaps), ...(doubt && { doubt }), denies }
}

function sideOf({ direction }: ExposureQuestion): RemoteSide {
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
function reachOf(own: MatchingRule, earlier: EarlierRules<GroupRule>, bound: Bound, question: ExposureQuestion): Reach {
  const taking = bound === "least" ? earlier.sure : [...earlier.sure, ...earlier.perhaps]
  const isDeny = ({ access }: GroupRule) => access === "Deny" || (bound === "most" && isUnknown(access))
  const denies = taking.filter(isDeny)
  const left = wideLeft(own, taking, bound, question)
  const open = denies.length === taking.length ? left : wideLeft(own, denies, bound, question)
  return { left: left.shares, open: open.shares, isCutOff: !left.complete || !open.complete }
}

interface WideLeft {
  readonly shares: readonly CountedShare[]
  readonly complete: boolean
}

function wideLeft(
  own: MatchingRule,
  earlier: readonly GroupRule[],
  bound: Bound,
  question: ExposureQuestion,
): WideLeft {
  const { remote, width } = question
  const side = sideOf(question)
  const asked = { side, among: remote.among, taking: [own], others: privatePrefixes }
  const missing = earlier.flatMap(rule => remoteRule(rule, side, remote, bound) ?? [])
  const { shares, complete } = addressesLeft({ ...asked, missing })
  const wide = shares.map(countedShare).filter(share => isWide(share, width))
  if (complete || bound === "most") return { shares: wide, complete }
  // What the earlier rules leave may be all that the rule has.
  const all = addressesLeft({ ...asked, missing: [] })
  return { shares: all.shares.map(countedShare).filter(share => isWide(share, width)), complete }
}

function hasPorts({ ports }: CountedShare): boolean {
  return ports.length > 0
}

/** At sight: whether the rule names so many remote addresses. */
function mayBeWide(own: MatchingRule, question: ExposureQuestion): boolean {
  const terms = own[sideOf(question)]
  let [ipv4, ipv6] = [0, 0n]
  for (const term of terms) {
    if (term.kind === "any") return true
    if (term.kind !== "prefix") continue
    if (term.family === 4) ipv4 += term.last - term.first + 1
    else ipv6 += term.last - term.first + 1n
  }
  return isWide({ ipv4, ipv6 }, question.width)
}

/** Whether the rule takes traffic of remote addresses at all. */
function mayTake(rule: GroupRule, question: ExposureQuestion): boolean {
  const { remote } = question
  const meets = remoteRule(rule, sideOf(question), remote, "least")?.[sideOf(question)].some(
    term =>
      term.kind === "any" ||
      (term.kind === "prefix" &&
        remote.among.some(one => one.family === term.family && one.first <= term.last && term.first <= one.last)),
  )
  return meets === true
}
