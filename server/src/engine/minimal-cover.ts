import { isUnknown } from "../values/unknown.ts"
import { bitsBefore, isEmptyRow, lowestBit } from "./bit-row.ts"
import { type Judge, ownEscape, partnersInto, sharedEscape } from "./judge.ts"
import { oppositeOf } from "./rule-sequence.ts"

/**
 * The earlier rules that together take all packets of the dead rule in hand, minimal by leaving out the latest first.
 * `holder` is the first rule that takes all of them by itself, or -1.
 *
 * From the latest to the earliest, a rule stays if a packet that it and the dead rule hold escapes those that stayed and
 * those before it. A rule that decides none of the packets never does, so to start with all earlier rules gives the cover
 * that starting with the deciding ones gives. And where one rule holds everything, none after it stays, and if it stays,
 * none before it does.
 *
 * One search for each earlier rule that shares a packet, in what the two share, which is small. Where a search gives up, the
 * rule stays, and the cover may then not be minimal.
 */
export function coverOf(judge: Judge, rule: number, holder: number): number[] {
  const { sequence } = judge
  const kept = certainBefore(judge, rule, holder === -1 ? sequence.earlierEnd[rule]! : holder)
  if (holder !== -1 && (isEmptyRow(kept) || ownEscape(judge, rule, kept) !== false)) return [holder]
  const cover: number[] = []
  for (let w = sequence.words - 1; w >= 0; w--) {
    for (let bits = kept[w]!; bits !== 0; ) {
      const bit = 31 - Math.clz32(bits)
      bits &= ~(1 << bit)
      kept[w]! &= ~(1 << bit)
      if (sharedEscape(judge, rule, w * 32 + bit, kept) === false) continue
      kept[w]! |= 1 << bit
      cover.push(w * 32 + bit)
    }
  }
  return cover.reverse()
}

/** Earlier rules outside the cover that decide some packets of the dead rule in hand, with another access. */
export function oppositesBesides(judge: Judge, rule: number, holder: number, cover: readonly number[]): number[] {
  const { sequence } = judge
  const { access } = sequence.rules[rule]!
  if (isUnknown(access)) return []
  const earlier = certainBefore(judge, rule, sequence.earlierEnd[rule]!)
  const opposite = oppositeOf(sequence, access)
  const before = new Int32Array(earlier.length)
  const found: number[] = []
  for (let w = 0; w < earlier.length; w++) {
    for (let bits = earlier[w]! & opposite[w]!; bits !== 0; bits &= bits - 1) {
      const other = w * 32 + lowestBit(bits)
      // Behind the rule that holds everything none decides; its equals may.
      if (holder !== -1 && sequence.earlierEnd[other]! > holder) return found
      if (cover.includes(other)) continue
      for (let x = 0; x < before.length; x++) before[x] = earlier[x]! & bitsBefore(sequence.earlierEnd[other]!, x)
      if (sharedEscape(judge, rule, other, before) === true) found.push(other)
    }
  }
  return found
}

/** The rules that are surely before `end` and may share a packet with the rule in hand. */
function certainBefore(judge: Judge, rule: number, end: number): Int32Array {
  const row = new Int32Array(judge.sequence.words)
  partnersInto(judge, rule, judge.sequence.certain, row)
  for (let w = 0; w < row.length; w++) row[w]! &= bitsBefore(end, w)
  return row
}
