import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { Truth } from "../flow.ts"
import type { Access } from "../security-rule.ts"

/** How packets fare on a path, after some of its lists of rules. */
export interface Passage {
  /** Denied, whatever is unknown: no list is asked any more. */
  readonly isDenied: boolean
  /** The end of the path that asks no list any more. */
  readonly leaving: number
  /** The end at which an admin rule decided whose access cannot be known: what its groups deny, AlwaysAllow would let through. */
  readonly doubted: number
  /** The accesses that cannot be known on which it rests. Where these and `isDenied` are the same, so is what happens. */
  readonly unknown: readonly string[]
}

export const untouched: Passage = { isDenied: false, leaving: -1, doubted: -1, unknown: [] }
export const refused: Passage = { ...untouched, isDenied: true }
/** The passage of a version of the path that is not there: no other ends alike. */
export const unasked: Passage = { ...refused, unknown: ["not asked"] }

/** What a list of rules stands for on a path. */
export interface Post {
  /** The place of its end on the path. */
  readonly end: number
  readonly isAdmin: boolean
}

export function isAsked({ end }: Post, { isDenied, leaving }: Passage): boolean {
  return !isDenied && leaving !== end
}

/** The passage behind a list, by the access of the rule that decides there; null where none does. */
export function passed(
  passage: Passage,
  { end, isAdmin }: Post,
  access: Maybe<Access | "AlwaysAllow"> | null,
): Passage {
  if (isUnknown(access)) {
    if (!isAdmin) return restingOnGroup(passage, end, access.identity)
    return { ...resting(passage, `admin at ${end}: ${access.identity}`), doubted: end }
  }
  if (access === "AlwaysAllow") return { ...passage, leaving: end }
  if (access === "Allow" || (isAdmin && access === null)) return passage
  if (isAdmin || passage.doubted !== end) return refused
  const others = passage.unknown.filter(one => !one.startsWith(doubtsAt(end)))
  return { ...resting({ ...passage, unknown: others }, `${doubtsAt(end)}denied`), leaving: end }
}

/** What a group's access rests on where an admin may overrule it says nothing more where the passage rests on it anyhow. */
function restingOnGroup(passage: Passage, end: number, identity: string): Passage {
  const anyhow = `of a group: ${identity}`
  if (passage.doubted !== end) {
    const weaker = Array.from({ length: end }, (_, earlier) => `${doubtsAt(earlier)}${identity}`)
    return resting({ ...passage, unknown: passage.unknown.filter(one => !weaker.includes(one)) }, anyhow)
  }
  return passage.unknown.includes(anyhow) ? passage : resting(passage, `${doubtsAt(end)}${identity}`)
}

function doubtsAt(end: number): string {
  return `of the groups at ${end}: `
}

/** Whether the packets pass, at the end of the path; null where that cannot be known. */
export function isAllowed({ isDenied, unknown }: Passage): Truth {
  if (isDenied) return false
  return unknown.length === 0 ? true : null
}

/** Whether the packets fare alike so far. */
export function isAlike(a: Passage, b: Passage): boolean {
  return isSameEnding(a, b) && a.leaving === b.leaving && a.doubted === b.doubted
}

/** Whether the same happens in every case, of two passages at the end of the path. */
export function isSameEnding(a: Passage, b: Passage): boolean {
  return (
    a.isDenied === b.isDenied &&
    a.unknown.length === b.unknown.length &&
    a.unknown.every((one, index) => one === b.unknown[index])
  )
}

function resting(passage: Passage, on: string): Passage {
  return { ...passage, unknown: [...new Set([...passage.unknown, on])].sort() }
}
