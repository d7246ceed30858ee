import { type AddressShare, addressesLeft } from "../engine/questions/addresses-left.ts"
import { earlierRulesOf } from "../engine/questions/earlier-rules.ts"
import { isPartlyKnown } from "../readers/partial.ts"
import { appendTo } from "../values/grouped.ts"
import { type AskedRule, type Exposure, everyRule, mayBeWide, type SeenAddresses, seenAddresses } from "./exposures.ts"
import type { GroupRule } from "./group-rule.ts"
import type { JudgedGroup } from "./judged-group.ts"
import type { RemoteRules } from "./remote-rules.ts"
import { type CountedShare, countedShare, isWide, unitedAddresses } from "./wide-shares.ts"

/**
 * What rules expose together of which none does by itself: a port that each opens to some addresses. It is told once, of the
 * rule that opens it to the most. Nothing where none of them is asked for.
 */
export function jointExposures(judged: JudgedGroup, rules: RemoteRules, isAsked: AskedRule = everyRule): Exposure[] {
  const narrow: GroupRule[] = []
  let [ipv4, ipv6] = [0, 0n]
  for (const [place, rule] of judged.rules.entries()) {
    const seen = narrowAddresses(judged, rule, place, rules)
    if (!seen) continue
    narrow.push(rule)
    ipv4 += seen.ipv4
    ipv6 += seen.ipv6
  }
  if (narrow.length < 2 || !isWide({ ipv4, ipv6 }, rules.question.width) || !narrow.some(isAsked)) return []
  const perhaps = jointsOf(judged, narrow, "least", rules)
  if (perhaps.size === 0) return []
  const sure = jointsOf(judged, narrow, "most", rules)
  return [...perhaps].map(([rule, joint]) => {
    const { shares, together } = sure.get(rule) ?? joint
    const isThere = [rule, ...together].every(({ possiblyAbsent }) => !possiblyAbsent)
    const doubt = !isThere ? "rule" : isPartlyKnown(judged.group) ? "hidden" : sure.has(rule) ? undefined : "earlier"
    return { rule, left: shares, open: [], together: [...together], denies: [], ...(doubt && { doubt }) }
  })
}

/** What a rule names that does not expose anything by itself; undefined of any other. */
function narrowAddresses(
  { analysis }: JudgedGroup,
  rule: GroupRule,
  place: number,
  rules: RemoteRules,
): SeenAddresses | undefined {
  const { direction, width } = rules.question
  if (rule.access !== "Allow" || rule.direction !== direction) return undefined
  if (analysis.judgements[place]?.reach !== "live") return undefined
  const seen = seenAddresses(rule, rules)
  return seen && !mayBeWide(seen, width) ? seen : undefined
}

interface Joint {
  readonly shares: CountedShare[]
  readonly together: Set<GroupRule>
}

/** What one of the rules lets in at a port. */
interface Part {
  readonly rule: GroupRule
  readonly share: AddressShare
}

/** By the rule that has the largest part. */
function jointsOf(
  judged: JudgedGroup,
  narrow: readonly GroupRule[],
  bound: "least" | "most",
  rules: RemoteRules,
): ReadonlyMap<GroupRule, Joint> {
  const parts = narrow.flatMap(rule => sharesOf(judged, rule, bound, rules).map(share => ({ rule, share })))
  const joints = new Map<GroupRule, Joint>()
  for (const protocol of ["Tcp", "Udp"] as const) {
    for (const [first, last, here] of pieces(parts.filter(({ share }) => share.protocol === protocol))) {
      const addresses = unitedAddresses(here.map(({ share }) => share))
      const [largest] = here.toSorted((a, b) => countedShare(b.share).ipv4 - countedShare(a.share).ipv4)
      const joined = largest && countedShare({ ...largest.share, ports: [{ first, last }], addresses })
      if (!joined || !isWide(joined, rules.question.width)) continue
      const joint = joints.get(largest.rule) ?? { shares: [], together: new Set() }
      joint.shares.push(joined)
      for (const { rule } of here) if (rule !== largest.rule) joint.together.add(rule)
      joints.set(largest.rule, joint)
    }
  }
  return joints
}

function sharesOf(
  judged: JudgedGroup,
  rule: GroupRule,
  bound: "least" | "most",
  rules: RemoteRules,
): readonly AddressShare[] {
  const own = rules.own(rule)
  const earlier = earlierRulesOf(judged.analysis, judged.rules.indexOf(rule))
  if (!own || !earlier) return []
  const taking = bound === "least" ? earlier.sure : [...earlier.sure, ...earlier.perhaps]
  return addressesLeft(
    rules.prepared(),
    own,
    taking.flatMap(each => rules.bound(each, bound) ?? []),
    { passages: rules.passages() },
  ).shares
}

/** The ports of all parts, cut where one of them ends, with the parts that hold each piece. */
function pieces(parts: readonly Part[]): (readonly [first: number, last: number, here: readonly Part[]])[] {
  const ends = new Set<number>()
  for (const { share } of parts) for (const { first, last } of share.ports) ends.add(first).add(last + 1)
  const sorted = [...ends].sort((a, b) => a - b)
  const placeOf = new Map(sorted.map((end, place) => [end, place]))
  const held = new Map<number, Part[]>()
  for (const part of parts) {
    for (const { first, last } of part.share.ports) {
      for (let place = placeOf.get(first) ?? 0; (sorted[place] ?? last) < last + 1; place++) appendTo(held, place, part)
    }
  }
  return [...held].map(([place, here]) => [sorted[place] ?? 0, (sorted[place + 1] ?? 0) - 1, here] as const)
}
