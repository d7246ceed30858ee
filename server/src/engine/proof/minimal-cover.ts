import { isUnknown } from "../../values/unknown.ts"
import { bitsBefore, clearBit, highestBit, isEmptyRow, lowestBit, setBit } from "../tables/bit-row.ts"
import { coverersOf, oppositeOf } from "../tables/rule-sequence.ts"
import { type DeadReach, type Judge, ownWitness, partnersInto, sharedWitness } from "./judge.ts"

/**
 * Finds the earlier rules that together take all packets of the current rule, which is dead; they are made minimal by leaving
 * out the latest first. It has to follow the proof that the rule is dead, which left behind the rules that it used.
 *
 * A rule stays if a packet that it and the dead rule hold escapes those that stayed and those before it. A rule that decides
 * none of the packets never does, so to start with all earlier rules gives the cover that starting with the deciding ones
 * gives. And where one rule holds everything, none after it stays, and if it stays, none before it does.
 *
 * A proof names the rules it used, and those cover by themselves; so the latest of them is the next that may have to stay,
 * and the rules behind it are out without a question. If it need not stay, the proof of that names the rules which take
 * its place. So there is one search for each rule that a proof used, in what it shares with the dead rule, which is small.
 * Where a search gives up, the rule stays, and the cover may not be minimal.
 */
export function coverOf(judge: Judge, rule: number, { holder, isWholeCover }: DeadReach): number[] {
  if (isWholeCover) return [holder]
  const { sequence, search } = judge
  const earlier = certainBefore(judge, rule, holder === -1 ? sequence.earlierEnd[rule]! : holder)
  if (holder !== -1) {
    search.used.fill(0)
    if (isEmptyRow(earlier) || ownWitness(judge, rule, earlier) !== false) return [holder]
  }
  const using = search.used.slice()
  const stays = new Int32Array(sequence.words)
  const avoid = new Int32Array(sequence.words)
  const cover: number[] = []
  for (let last = highestBit(using); last !== -1; last = highestBit(using)) {
    clearBit(using, 0, last)
    for (let w = 0; w < avoid.length; w++) avoid[w] = (earlier[w]! & bitsBefore(last, w)) | stays[w]!
    search.used.fill(0)
    if (sharedWitness(judge, rule, last, avoid) === false) {
      for (let w = 0; w < using.length; w++) using[w]! |= search.used[w]! & ~stays[w]!
    } else {
      setBit(stays, 0, last)
      cover.push(last)
    }
  }
  return cover.reverse()
}

/** Earlier rules outside the cover that decide some packets of the current rule, which is dead, with another access. */
export function oppositesBesides(judge: Judge, rule: number, cover: readonly number[]): number[] {
  const { sequence } = judge
  const { access } = sequence.rules[rule]!
  const last = cover.at(-1)
  if (isUnknown(access) || last === undefined) return []
  const earlier = certainBefore(judge, rule, sequence.earlierEnd[rule]!)
  const opposite = oppositeOf(sequence, access)
  const before = new Int32Array(earlier.length)
  const found: number[] = []
  for (let w = 0; w < earlier.length; w++) {
    for (let bits = earlier[w]! & opposite[w]!; bits !== 0; bits &= bits - 1) {
      const other = w * 32 + lowestBit(bits)
      // The last rule of the cover is the last that decides anything, but for its equals.
      if (sequence.earlierEnd[other]! > last) return found
      if (cover.includes(other)) continue
      for (let x = 0; x < before.length; x++) before[x] = earlier[x]! & bitsBefore(sequence.earlierEnd[other]!, x)
      if (sharedWitness(judge, rule, other, before) === true) found.push(other)
    }
  }
  return found
}

/** The rules that are surely before `end` and may share a packet with the current rule. */
function certainBefore(judge: Judge, rule: number, end: number): Int32Array {
  const row = new Int32Array(judge.sequence.words)
  partnersInto(judge, rule, coverersOf(judge.sequence, rule), row)
  for (let w = 0; w < row.length; w++) row[w]! &= bitsBefore(end, w)
  return row
}
