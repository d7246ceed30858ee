import { addressesLeft } from "../engine/questions/addresses-left.ts"
import type { EarlierRules } from "../engine/questions/earlier-rules.ts"
import { isSameTraffic } from "../engine/questions/same-traffic.ts"
import { originOf } from "../syntax/moved.ts"
import { keptFor } from "../values/kept-for.ts"
import { remember } from "../values/remember.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule } from "./group-rule.ts"
import { endText } from "./machine-end.ts"
import type { RemoteAddresses } from "./remote-addresses.ts"
import type { RemoteRules } from "./remote-rules.ts"
import { type CountedShare, countedShare, isWide } from "./wide-shares.ts"

/** What wide shares a rule has of the traffic with remote addresses. */
export interface RemoteReach {
  /** What the rule itself decides, after all earlier rules. */
  readonly left: readonly CountedShare[]
  /** What of its traffic no earlier Deny takes, other Allows or not. */
  readonly open: readonly CountedShare[]
  /** The work was cut off: what is not proved to be closed counts as open. */
  readonly isCutOff: boolean
}

/** If the earlier rules take as little as they may, and as much. */
export interface RemoteReaches {
  readonly most: RemoteReach
  readonly least: RemoteReach
  /** The Denies among the rules that are surely earlier and take some of the remote addresses, by their places among these. */
  readonly denies: readonly number[]
}

/** What it rests on, beside the rule and the remote addresses. */
interface KeptReaches extends RemoteReaches {
  readonly basis: Basis
}

interface Basis extends EarlierRules<GroupRule> {
  readonly width: number
}

/**
 * Of rules as they were first read, by what is known of the machine's own end and the admin rules before it: an edit leaves most of them, and most that come
 * before them, as they were. Kept by the group at the other level, or by the remote addresses where there is none.
 */
const keptBy = keptFor((_: object) => new WeakMap<RemoteAddresses, WeakMap<GroupRule, Map<string, KeptReaches>>>())

export function remoteReaches(rule: GroupRule, earlier: EarlierRules<GroupRule>, rules: RemoteRules): RemoteReaches {
  const { width, remote } = rules.question
  const ofRemote = remember(keptBy(rules.machine?.ruled ?? remote), remote, () => new WeakMap())
  const ofRule = remember(ofRemote, originOf(rule).origin, () => new Map())
  const key = rules.machine ? `${endText(rules.machine.end)} ${rules.machine.admin.key}` : ""
  const before = ofRule.get(key)
  if (
    before?.basis.width === width &&
    isSameList(before.basis.sure, earlier.sure) &&
    isSameList(before.basis.perhaps, earlier.perhaps)
  )
    return before
  const origins = (list: readonly GroupRule[]) => list.map(each => originOf(each).origin)
  const basis = { width, sure: origins(earlier.sure), perhaps: origins(earlier.perhaps) }
  const reaches = { ...findReaches(rule, earlier, rules), denies: deniesAmong(earlier.sure, rules), basis }
  ofRule.set(key, reaches)
  return reaches
}

function isSameList(before: readonly GroupRule[], now: readonly GroupRule[]): boolean {
  return (
    before.length === now.length &&
    now.every((rule, place) => {
      const known = before[place]
      return known !== undefined && (originOf(rule).origin === known || isSameTraffic(rule, known))
    })
  )
}

const nothing: RemoteReach = { left: [], open: [], isCutOff: false }

function deniesAmong(earlier: readonly GroupRule[], rules: RemoteRules): readonly number[] {
  return earlier.flatMap((one, place) => (one.access === "Deny" && rules.bound(one, "least") ? [place] : []))
}

function findReaches(
  rule: GroupRule,
  { sure, perhaps }: EarlierRules<GroupRule>,
  rules: RemoteRules,
): Omit<RemoteReaches, "denies"> {
  const most = reachOf(rule, sure, "least", rules)
  if (most.left.length === 0) return { most, least: nothing }
  const isSettled = perhaps.length === 0 && sure.every(rules.isSettled)
  return { most, least: isSettled ? most : reachOf(rule, [...sure, ...perhaps], "most", rules) }
}

/** What is left of the rule if the earlier ones take so much. */
function reachOf(
  rule: GroupRule,
  earlier: readonly GroupRule[],
  bound: "least" | "most",
  rules: RemoteRules,
): RemoteReach {
  const isDeny = ({ access }: GroupRule) => access === "Deny" || (bound === "most" && isUnknown(access))
  const left = wideLeft(rule, earlier, bound, rules)
  const open = hasAllPorts(rule) ? wideLeft(rule, earlier.filter(isDeny), bound, rules) : left
  return { left: left.shares, open: open.shares, isCutOff: !left.complete || !open.complete }
}

/** Only of such a rule it is asked what earlier Allows leave open together with it. */
function hasAllPorts({ destinationPorts }: GroupRule): boolean {
  return destinationPorts.some(port => "first" in port && port.last - port.first > 65533)
}

interface WideLeft {
  readonly shares: readonly CountedShare[]
  readonly complete: boolean
}

function wideLeft(
  rule: GroupRule,
  earlier: readonly GroupRule[],
  bound: "least" | "most",
  rules: RemoteRules,
): WideLeft {
  const own = rules.own(rule)
  if (!own) return { shares: [], complete: true }
  const missing = earlier.flatMap(each => rules.bound(each, bound) ?? [])
  const { shares, complete } = addressesLeft(rules.prepared(), own, missing, { passages: rules.passages() })
  // What the earlier rules leave may be all that the rule has.
  const found = complete || bound === "most" ? shares : addressesLeft(rules.prepared(), own, []).shares
  return { shares: found.map(countedShare).filter(share => isWide(share, rules.question.width)), complete }
}
