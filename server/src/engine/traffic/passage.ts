import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { Truth } from "../flow.ts"
import type { Access } from "../security-rule.ts"

/** What has been decided about packets on a path, after some of its lists of rules. */
export interface Passage {
  /** Denied, whatever is unknown: no list is asked any more. */
  readonly isDenied: boolean
  /** The end of the path that asks no list any more. */
  readonly leaving: number
  /** The end at which an admin rule decided whose access cannot be known: what its groups deny, AlwaysAllow would let through. */
  readonly doubted: number
  /** What cannot be known and decides whether they pass. Where this and `isDenied` are the same, so is what happens. */
  readonly unknown: readonly Doubt[]
}

/** Something that cannot be known and decides whether packets pass. */
type Doubt =
  /** The access of an admin rule at this end. */
  | { readonly kind: "admin"; readonly end: number; readonly identity: string }
  /** The access of a group's rule, wherever it stands on the path. */
  | { readonly kind: "group"; readonly identity: string }
  /** The same where an admin rule at this end may overrule the group. */
  | { readonly kind: "doubted-group"; readonly end: number; readonly identity: string }
  /** A group's Deny that an admin rule at this end may overrule. */
  | { readonly kind: "doubted-deny"; readonly end: number }

export const untouched: Passage = { isDenied: false, leaving: -1, doubted: -1, unknown: [] }
export const refused: Passage = { ...untouched, isDenied: true }
/** The passage of a version of the path that does not exist: no other passage has the same ending. */
export const unasked: Passage = { ...refused, unknown: [{ kind: "admin", end: -1, identity: "" }] }

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
    const { identity } = access
    if (!isAdmin) return behindUnknownGroup(passage, end, identity)
    return { ...withDoubt(passage, { kind: "admin", end, identity }), doubted: end }
  }
  if (access === "AlwaysAllow") return { ...passage, leaving: end }
  if (access === "Allow" || (isAdmin && access === null)) return passage
  if (isAdmin || passage.doubted !== end) return refused
  // What other groups at this end do makes no difference any more.
  const rest = without(passage, doubt => isDoubted(doubt) && doubt.end === end)
  return { ...withDoubt(rest, { kind: "doubted-deny", end }), leaving: end }
}

/** What a group's access decides where an admin may overrule it says nothing more where it decides anyhow. */
function behindUnknownGroup(passage: Passage, end: number, identity: string): Passage {
  const isOfIt = (doubt: Doubt) => doubt.kind !== "doubted-deny" && doubt.identity === identity
  if (passage.doubted !== end) {
    const stronger = without(passage, doubt => doubt.kind === "doubted-group" && doubt.end < end && isOfIt(doubt))
    return withDoubt(stronger, { kind: "group", identity })
  }
  const isAnyhow = passage.unknown.some(doubt => doubt.kind === "group" && isOfIt(doubt))
  return isAnyhow ? passage : withDoubt(passage, { kind: "doubted-group", end, identity })
}

function isDoubted(doubt: Doubt): doubt is Extract<Doubt, { kind: "doubted-group" | "doubted-deny" }> {
  return doubt.kind === "doubted-group" || doubt.kind === "doubted-deny"
}

/** Whether the packets pass, at the end of the path; null where that cannot be known. */
export function isAllowed({ isDenied, unknown }: Passage): Truth {
  if (isDenied) return false
  return unknown.length === 0 ? true : null
}

/** Whether the same has been decided so far. */
export function isAlike(a: Passage, b: Passage): boolean {
  return isSameEnding(a, b) && a.leaving === b.leaving && a.doubted === b.doubted
}

/** Whether the same happens in every case, of two passages at the end of the path. */
export function isSameEnding(a: Passage, b: Passage): boolean {
  const isIn = (doubt: Doubt, { unknown }: Passage) => unknown.some(other => isSame(doubt, other))
  const isSameLength = a.unknown.length === b.unknown.length
  return a.isDenied === b.isDenied && isSameLength && a.unknown.every(doubt => isIn(doubt, b))
}

function withDoubt(passage: Passage, doubt: Doubt): Passage {
  if (passage.unknown.some(other => isSame(doubt, other))) return passage
  return { ...passage, unknown: [...passage.unknown, doubt] }
}

function without(passage: Passage, isGone: (doubt: Doubt) => boolean): Passage {
  return { ...passage, unknown: passage.unknown.filter(doubt => !isGone(doubt)) }
}

function isSame(a: Doubt, b: Doubt): boolean {
  const endOf = (doubt: Doubt) => ("end" in doubt ? doubt.end : undefined)
  const identityOf = (doubt: Doubt) => ("identity" in doubt ? doubt.identity : undefined)
  return a.kind === b.kind && endOf(a) === endOf(b) && identityOf(a) === identityOf(b)
}
