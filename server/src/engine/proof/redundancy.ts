import { isUnknown } from "../../values/unknown.ts"
import type { Access } from "../security-rule.ts"
import { sharedAtHand } from "../tables/axis.ts"
import { bitsBefore, hasBit, highestBit, isEmptyRow, lowestBit, lowestOfBoth } from "../tables/bit-row.ts"
import { firstHolder, hasPackets, narrowToOverlap, type PacketSpace, type Point } from "../tables/packet-space.ts"
import { coverersOf, oppositeOf, tieEnd } from "../tables/rule-sequence.ts"
import { examine, firstEarlier, type Judge, ownWitness, partnersInto, sharedWitness } from "./judge.ts"
import { axisCount } from "./product.ts"

export type Redundancy = "yes" | "no" | "undetermined"

/**
 * Whether the group decides every packet the same way without a live rule, of which `point` is a packet that it decides.
 *
 * It does not if a packet that the rule decides would next be decided by a rule of another access, or by none. The witness
 * shows that at once as a rule, or a packet near it that a later rule of another access holds too. Otherwise one search tells
 * whether the earlier rules and those of the rule's own access take all packets, and which is the last that is needed for
 * it: what comes behind cannot matter. Each rule of another access before it is asked whether a shared packet gets to it.
 *
 * What is not known counts against both answers. "yes" has to hold wherever the rules without a known place are, whether
 * the rules under a condition are there or not, and in whatever order rules of equal priority come. "no" needs a packet
 * that a certain rule of another access next decides, with no rule in between that might have decided it the same way.
 */
export function redundancyOf(
  judge: Judge,
  question: Question,
  rule: number,
  space: PacketSpace,
  point: Point,
): Redundancy {
  const { access } = judge.sequence.rules[rule]!
  if (isUnknown(access)) return "undetermined"
  if (judge.sequence.isVague) {
    ask(judge, question, rule, access)
    if (isEmptyRow(question.vague) && nextIsOther(judge, rule, access, space, point)) return "no"
  } else {
    if (nextIsOther(judge, rule, access, space, point)) return "no"
    if (isOtherAtSight(judge, question, rule, access, space, point)) return "no"
    ask(judge, question, rule, access)
  }
  examine(judge, rule)
  return answer(judge, question, rule)
}

/** Rows about the rule in question, reused from rule to rule. */
export interface Question {
  /** Rules not surely earlier that may decide a packet otherwise, were this rule gone: another access, or an unknown one. */
  readonly others: Int32Array
  /** Certain rules before this one. */
  readonly earlier: Int32Array
  /** Certain rules not before it with its own access. */
  readonly same: Int32Array
  /** Rules that may decide a packet the way this one does, or before it, or may not. */
  readonly vague: Int32Array
  readonly asked: Int32Array
  readonly avoid: Int32Array
}

export function emptyQuestion(words: number): Question {
  const row = () => new Int32Array(words)
  return { others: row(), earlier: row(), same: row(), vague: row(), asked: row(), avoid: row() }
}

function ask(judge: Judge, question: Question, rule: number, access: Access): void {
  const { present, placed, words, earlierEnd } = judge.sequence
  const certain = coverersOf(judge.sequence, rule)
  const opposite = oppositeOf(judge.sequence, access)
  const own = oppositeOf(judge.sequence, access === "Allow" ? "Deny" : "Allow")
  const end = tieEnd(judge.sequence, rule)
  for (let w = 0; w < words; w++) {
    const before = bitsBefore(earlierEnd[rule]!, w)
    const rest = present[w]! & ~before & ~(rule >> 5 === w ? 1 << (rule & 31) : 0)
    const unplaced = rest & ~bitsBefore(placed, w)
    question.earlier[w] = certain[w]! & before
    question.same[w] = certain[w]! & rest & own[w]!
    question.others[w] = rest & ~own[w]!
    const tied = rest & bitsBefore(end, w) & ~own[w]!
    question.vague[w] = (certain[w]! & ((rest & ~own[w]! & ~opposite[w]!) | tied)) | (unplaced & ~opposite[w]!)
  }
}

/** Whether the first certain rule not before this one that holds the packet comes after it with another access, or there is none. */
function nextIsOther({ sequence }: Judge, rule: number, access: Access, space: PacketSpace, point: Point): boolean {
  const { earlierEnd, rules } = sequence
  const certain = coverersOf(sequence, rule)
  let next = firstHolder(space, point, certain, earlierEnd[rule]!, rules.length)
  if (next === rule) next = firstHolder(space, point, certain, rule + 1, rules.length)
  return next === -1 || (earlierEnd[next]! > rule && hasBit(oppositeOf(sequence, access), 0, next))
}

/** How many later rules are tried at sight: the first of them show it, or most likely none do. */
const fewOthers = 64

/**
 * Whether a packet at hand shows a change: one of the first later rules of the other access shares it, nothing before this
 * rule holds it, and that rule is the next that does. A packet at hand is, on each axis, as `near`, which this rule
 * decides, if the other rule holds that, or else has one of the first classes of either that both hold.
 */
function isOtherAtSight(
  judge: Judge,
  { asked }: Question,
  rule: number,
  access: Access,
  space: PacketSpace,
  near: Point,
): boolean {
  const opposite = oppositeOf(judge.sequence, access)
  narrowToOverlap(space, rule, asked.fill(-1))
  let tries = 0
  for (let w = rule >> 5; w < asked.length; w++) {
    for (let bits = asked[w]! & opposite[w]! & ~bitsBefore(rule + 1, w); bits !== 0; bits &= bits - 1) {
      if (++tries > fewOthers) return false
      const point = packetAtHand(space, near, rule, w * 32 + lowestBit(bits))
      if (!point || firstEarlier(judge, rule, space, point) !== -1) continue
      if (nextIsOther(judge, rule, access, space, point)) return true
    }
  }
  return false
}

function packetAtHand(space: PacketSpace, near: Point, rule: number, other: number): Point | undefined {
  if (!hasPackets(space, other)) return undefined
  const point: number[] = []
  for (let a = 0; a < axisCount; a++) {
    const axis = space.axes[a]!
    const shared = axis.table.has(near[a]!, other) ? near[a]! : sharedAtHand(axis, rule, other)
    if (shared === -1) return undefined
    point.push(shared)
  }
  return point
}

function answer(judge: Judge, question: Question, rule: number): Redundancy {
  const { sequence } = judge
  const { asked, others } = question
  const end = lastThatMatters(judge, question, rule)
  if (end === undefined) return "no"
  partnersInto(judge, rule, others, asked)
  let result: Redundancy = "yes"
  for (let w = 0; w < asked.length; w++) {
    for (let bits = asked[w]!; bits !== 0; bits &= bits - 1) {
      const other = w * 32 + lowestBit(bits)
      if (other < sequence.placed && sequence.earlierEnd[other]! > end) continue
      const finding = decidesOtherwise(judge, question, rule, other)
      if (finding === "no") return "no"
      if (finding === "undetermined") result = "undetermined"
    }
  }
  const nobody = end < sequence.placed ? "yes" : fallsThrough(judge, question, rule)
  return nobody === "yes" ? result : nobody
}

/**
 * Finds the rule behind which nothing matters, as by then all packets are taken by earlier rules and those of the rule's own
 * access: one of them holds all, or a proof needs none behind it. It is infinity where that cannot be told, and undefined
 * where a packet that none of them holds, in a group where all is known, shows a change.
 */
function lastThatMatters(judge: Judge, { earlier, same, avoid }: Question, rule: number): number | undefined {
  const { sequence, search, holders } = judge
  const holder = lowestOfBoth(same, holders)
  if (holder !== -1) return holder
  for (let w = 0; w < avoid.length; w++) avoid[w] = earlier[w]! | same[w]!
  search.used.fill(0)
  const witnesses = ownWitness(judge, rule, avoid)
  if (witnesses === false) return highestBit(search.used)
  const { access } = sequence.rules[rule]!
  if (witnesses === null || sequence.isVague || isUnknown(access)) return Number.POSITIVE_INFINITY
  const isChange = nextIsOther(judge, rule, access, search.space, search.point)
  return isChange ? undefined : Number.POSITIVE_INFINITY
}

/** "no" if the other rule surely decides some packet otherwise, "undetermined" if possibly, "yes" if it never does. */
function decidesOtherwise(judge: Judge, question: Question, rule: number, other: number): Redundancy {
  const { sequence } = judge
  const { earlier, same, vague, avoid } = question
  // Rules with this rule's access count before the other one only if they are so in every order.
  const before = other < sequence.placed ? sequence.earlierEnd[other]! : 0
  for (let w = 0; w < avoid.length; w++) avoid[w] = earlier[w]! | (same[w]! & bitsBefore(before, w))
  const possibly = sharedWitness(judge, rule, other, avoid)
  if (possibly === false) return "yes"
  const isKnown = hasBit(coverersOf(sequence, rule), 0, other) && !isUnknown(sequence.rules[other]!.access)
  if (possibly === null || !isKnown || before <= rule) return "undetermined"
  if (isEmptyRow(vague)) return "no"
  for (let w = 0; w < avoid.length; w++) {
    avoid[w]! |= vague[w]! & (bitsBefore(before, w) | ~bitsBefore(sequence.placed, w))
  }
  return sharedWitness(judge, rule, other, avoid) === true ? "no" : "undetermined"
}

/** "no" if some packet would surely be decided by no rule, were this one gone; "undetermined" if possibly. */
function fallsThrough(judge: Judge, { earlier, same, others, vague, avoid }: Question, rule: number): Redundancy {
  const certain = coverersOf(judge.sequence, rule)
  for (let w = 0; w < avoid.length; w++) avoid[w] = earlier[w]! | same[w]! | (others[w]! & certain[w]!)
  if (lowestOfBoth(judge.holders, avoid) !== -1) return "yes"
  const past = ownWitness(judge, rule, avoid)
  if (past === false) return "yes"
  if (past === null) return "undetermined"
  if (isEmptyRow(vague)) return "no"
  for (let w = 0; w < avoid.length; w++) avoid[w]! |= vague[w]!
  return ownWitness(judge, rule, avoid) === true ? "no" : "undetermined"
}
