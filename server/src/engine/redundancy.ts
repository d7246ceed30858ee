import { isUnknown } from "../values/unknown.ts"
import { bitsBefore, lowestBit } from "./bit-row.ts"
import { type Judge, ownEscape, partners, sharedEscape } from "./judge.ts"
import type { Access } from "./security-rule.ts"
import type { Universe } from "./universe.ts"

export type Redundancy = "yes" | "no" | "undecided"

/**
 * Whether the group decides every packet the same way without the live rule in hand.
 *
 * It does not if a packet that the rule decides would next be decided by a rule of another access, or by none. The witness
 * often shows that at once. Otherwise each later rule of another access that shares a packet is asked whether one gets to
 * it past the earlier rules and the later ones of the rule's own access; once a rule of its own access holds all of its
 * packets, what comes after cannot matter.
 *
 * What is not known counts against both answers. "yes" has to hold wherever the rules without a known place are, whether
 * the rules under a condition are there or not, and in whatever order rules of equal priority come. "no" needs a packet
 * that a certain rule of another access next decides, with no rule in between that might have decided it the same way.
 */
export function redundancyOf(judge: Judge, rule: number, universe: Universe, point: Int32Array): Redundancy {
  const { access } = judge.sequence.rules[rule]!
  if (isUnknown(access)) return "undecided"
  const question = ask(judge, rule, access)
  if (question.vague.every(word => word === 0) && nextIsOther(question, universe, point)) return "no"
  return answer(question)
}

interface Question {
  readonly judge: Judge
  readonly rule: number
  /** Rules not surely earlier that may decide a packet otherwise, were this rule gone: another access, or an unknown one. */
  readonly others: Int32Array
  /** Certain rules before this one; certain rules not before it with its own access. */
  readonly earlier: Int32Array
  readonly same: Int32Array
  /** Those of `same`, and others, that decide a packet the same way in some cases only. */
  readonly vague: Int32Array
}

function ask(judge: Judge, rule: number, access: Access): Question {
  const { certain, allows, denies, placed, words, earlierEnd } = judge.sequence
  const own = access === "Allow" ? allows : denies
  const opposite = access === "Allow" ? denies : allows
  const earlier = new Int32Array(words)
  const same = new Int32Array(words)
  const others = new Int32Array(words)
  const vague = new Int32Array(words)
  const count = judge.sequence.rules.length
  for (let w = 0; w < words; w++) {
    const before = bitsBefore(earlierEnd[rule]!, w)
    const rest = bitsBefore(count, w) & ~before & ~(rule >> 5 === w ? 1 << (rule & 31) : 0)
    const unplaced = rest & ~bitsBefore(placed, w)
    earlier[w] = certain[w]! & before
    same[w] = certain[w]! & rest & own[w]!
    others[w] = rest & ~own[w]!
    vague[w] = (certain[w]! & rest & ~own[w]! & ~opposite[w]!) | (unplaced & ~opposite[w]!)
  }
  return { judge, rule, others, earlier, same, vague }
}

/** Whether the rule after this one that holds the packet has another access for certain, or there is none. */
function nextIsOther(question: Question, { axes }: Universe, point: Int32Array): boolean {
  const { judge, rule, earlier, others, same } = question
  const { sequence } = judge
  const [a, b, c, d, e] = axes.map((axis, k) => ({ rows: axis.table.rows, at: point[k]! * axis.table.stride }))
  for (let w = rule >> 5; w < earlier.length; w++) {
    const holders =
      a!.rows[a!.at + w]! & b!.rows[b!.at + w]! & c!.rows[c!.at + w]! & d!.rows[d!.at + w]! & e!.rows[e!.at + w]!
    const next = holders & sequence.certain[w]! & (others[w]! | same[w]!)
    if (next === 0) continue
    const first = w * 32 + lowestBit(next)
    return sequence.earlierEnd[first]! > rule && ((others[w]! >>> (first & 31)) & 1) !== 0
  }
  return true
}

function answer(question: Question): Redundancy {
  const { judge, rule, others } = question
  const { sequence, holders } = judge
  let result: Redundancy = "yes"
  const asked = partners(judge, rule, others)
  const end = firstSameHolder(question)
  for (let w = 0; w < asked.length; w++) {
    for (let bits = asked[w]!; bits !== 0; bits &= bits - 1) {
      const other = w * 32 + lowestBit(bits)
      const isPlaced = other < sequence.placed
      if (isPlaced && sequence.earlierEnd[other]! > end) continue
      const finding = decidesOtherwise(question, other)
      if (finding === "no") return "no"
      if (finding === "undecided") result = "undecided"
    }
  }
  if (holders.some((word, w) => (word & (question.same[w]! | (others[w]! & sequence.certain[w]!))) !== 0)) return result
  const nobody = fallsThrough(question)
  return nobody === "yes" ? result : nobody
}

/** Index of the first certain rule of this rule's access that holds all of its packets; nothing beyond its equals matters. */
function firstSameHolder({ judge, same }: Question): number {
  for (let w = 0; w < same.length; w++) {
    const held = same[w]! & judge.holders[w]!
    if (held !== 0) return w * 32 + lowestBit(held)
  }
  return Number.POSITIVE_INFINITY
}

/** "no" if the other rule surely decides some packet otherwise, "undecided" if possibly, "yes" if it never does. */
function decidesOtherwise(question: Question, other: number): Redundancy {
  const { judge, rule, earlier, same, vague } = question
  const { sequence } = judge
  const isPlaced = other < sequence.placed
  // Rules with this rule's access count before the other one only if they are so in every order.
  const before = isPlaced ? sequence.earlierEnd[other]! : 0
  const avoid = earlier.map((row, w) => row | (same[w]! & bitsBefore(before, w)))
  const possibly = sharedEscape(judge, rule, other, avoid)
  if (possibly === false) return "yes"
  if (possibly === null) return "undecided"
  const isCertain = ((sequence.certain[other >> 5]! >>> (other & 31)) & 1) !== 0
  const isKnown = !isUnknown(sequence.rules[other]!.access)
  if (!isCertain || !isKnown || before <= rule) return "undecided"
  if (vague.every(word => word === 0)) return "no"
  const past = avoid.map((row, w) => row | (vague[w]! & (bitsBefore(before, w) | ~bitsBefore(sequence.placed, w))))
  return sharedEscape(judge, rule, other, past) === true ? "no" : "undecided"
}

/** "no" if some packet would surely be decided by no rule, were this one gone; "undecided" if possibly. */
function fallsThrough({ judge, rule, earlier, same, others, vague }: Question): Redundancy {
  const { certain } = judge.sequence
  const known = earlier.map((row, w) => row | same[w]! | (others[w]! & certain[w]!))
  const past = ownEscape(judge, rule, known)
  if (past === false) return "yes"
  if (past === null) return "undecided"
  const isVague = vague.some(word => word !== 0)
  const surely =
    !isVague ||
    ownEscape(
      judge,
      rule,
      known.map((row, w) => row | vague[w]!),
    ) === true
  return surely ? "no" : "undecided"
}
