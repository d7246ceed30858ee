import { earlierRulesOf } from "../engine/questions/earlier-rules.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import type { AddressTerm } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { isUnknown } from "../values/unknown.ts"
import type { ExposedThrough } from "./exposed-through.ts"
import type { GroupRule } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import { type RemoteReach, remoteReaches } from "./remote-reach.ts"
import { isWhole, type RemoteRules } from "./remote-rules.ts"
import { type CountedShare, countAddresses, isWide } from "./wide-shares.ts"

/** What a rule lets in from, or out to, more remote addresses than anyone knows. */
export interface Exposure extends Pick<RemoteReach, "left" | "open"> {
  readonly rule: GroupRule
  /** Why it may not be so; absent where it is sure. */
  readonly doubt?: ExposureDoubt
  /** Earlier rules that deny part of it. */
  readonly denies: readonly GroupRule[]
  /** Rules that let in so many only together with it. */
  readonly together?: readonly GroupRule[]
  /** Absent where it is not known what stands at the other level. */
  readonly through?: ExposedThrough
  /** The configurations whose security admin rules may block it, where these are not known in all their parts. */
  readonly doubtedBy?: readonly string[]
}

/**
 * Part of the group's rules cannot be known; the rule itself need not be there, or is not known in all its parts; an earlier
 * rule may take it; it would have been too much work to find out; or no machine that is known gets it, but there may be others, or
 * the groups that block it need not be as they are here; or security admin rules may block it.
 */
export type ExposureDoubt = "hidden" | "rule" | "earlier" | "work" | "machines" | "levels" | "admin"

/** The rules of a direction, defaults among them, that let in or out what more remote addresses than `width` may use. */
export function exposuresOf(judged: JudgedGroup, rules: RemoteRules, isAsked: AskedRule = everyRule): Exposure[] {
  const exposures: Exposure[] = []
  for (const [place, rule] of judged.rules.entries()) {
    const exposure = isAsked(rule) ? exposureOf(judged, place, rules) : undefined
    if (exposure) exposures.push(exposure)
  }
  return exposures
}

/** Tells the rules of which exposures are asked for; at sight, as most are let go by it. */
export type AskedRule = (rule: GroupRule) => boolean

export const everyRule: AskedRule = () => true

/** What one of the group's rules, by its place, exposes. */
export function exposureOf(judged: JudgedGroup, place: number, rules: RemoteRules): Exposure | undefined {
  const { direction, width } = rules.question
  const rule = judged.rules[place]
  if (rule?.access !== "Allow" || rule.direction !== direction) return undefined
  if (judged.analysis.judgements[place]?.reach === "dead") return undefined
  const seen = seenAddresses(rule, rules)
  if (!seen || !mayBeWide(seen, width)) return undefined
  const found = earlierRulesOf(judged.analysis, place)
  const earlier = found ?? {
    sure: [],
    perhaps: judged.rules.filter(other => other !== rule && mayBeOf(other, direction)),
  }
  const { most, least, denies } = remoteReaches(rule, earlier, rules)
  if (!most.left.some(hasPorts)) return undefined
  const isSure = found !== undefined && least.left.some(hasPorts)
  const doubt = doubtOf(judged, rule, isSure, most.isCutOff)
  const { left, open } = isSure ? least : most
  return { rule, left, open, ...(doubt && { doubt }), denies: denies.flatMap(place => earlier.sure[place] ?? []) }
}

function mayBeOf(rule: GroupRule, direction: "Inbound" | "Outbound"): boolean {
  return rule.direction === direction || isUnknown(rule.direction)
}

function doubtOf(
  { group }: JudgedGroup,
  rule: GroupRule,
  isSure: boolean,
  isCutOff: boolean,
): ExposureDoubt | undefined {
  if (rule.possiblyAbsent || !isWhole(rule) || isUnknown(rule.priority)) return "rule"
  if (isPartlyKnown(group)) return "hidden"
  if (isSure) return undefined
  return isCutOff ? "work" : "earlier"
}

function hasPorts({ ports }: CountedShare): boolean {
  return ports.length > 0
}

/** How many remote addresses a rule names, at least, as far as that shows at sight. */
export interface SeenAddresses {
  readonly isAny: boolean
  readonly ipv4: number
  readonly ipv6: bigint
}

/** Undefined where the rule takes none. Nothing is made for those of plain prefixes. */
export function seenAddresses(rule: GroupRule, { side, own }: RemoteRules): SeenAddresses | undefined {
  const seen = addressesOf(rule[side])
  if (seen.isPlain) return seen
  const terms = own(rule)?.[side]
  return terms && addressesOf(terms)
}

/** Counted once for terms, which are the same list in a rule that an edit moves. */
const addressesOf = keptFor((terms: readonly AddressTerm[]): SeenAddresses & { readonly isPlain: boolean } => {
  const prefixes = terms.filter(term => term.kind === "prefix")
  const isPlain = prefixes.length === terms.length
  return { isPlain, isAny: terms.some(({ kind }) => kind === "any"), ...countAddresses(prefixes) }
})

export function mayBeWide(seen: SeenAddresses, width: number): boolean {
  return seen.isAny || isWide(seen, width)
}
