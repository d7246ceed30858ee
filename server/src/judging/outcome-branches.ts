import type { Outcome, RuleNeed } from "../engine/flow.ts"
import type { Access, SecurityRule } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"

type AnyOutcome = Outcome<SecurityRule>

/** Outcomes that follow one another and end alike; null where it is not known how. */
export interface Branch<O extends AnyOutcome> {
  readonly access: Access | null
  readonly outcomes: readonly O[]
}

/** The ways a flow can end, in the order in which they are tried, and how it ends where none of them comes true. */
export interface Branches<O extends AnyOutcome> {
  readonly tried: readonly Branch<O>[]
  readonly otherwise: Branch<O>
}

/**
 * As few branches as say the same: an outcome that ends as the last one does goes with it, unless it takes packets from one
 * that ends otherwise.
 */
export function branchesOf<O extends AnyOutcome>(
  outcomes: readonly [O, ...O[]] | readonly O[],
): Branches<O> | undefined {
  const last = outcomes.at(-1)
  if (!last) return undefined
  const rest: O[] = [last]
  const listed: O[] = []
  for (const one of outcomes.slice(0, -1).reverse()) {
    const isLikeLast = one.access !== null && one.access === last.access
    const cuts = listed.some(other => other.access !== one.access && mayOverlap(one, other))
    if (isLikeLast && !cuts) rest.unshift(one)
    else listed.unshift(one)
  }
  return { tried: grouped(listed), otherwise: { access: last.access, outcomes: rest } }
}

function grouped<O extends AnyOutcome>(outcomes: readonly O[]): Branch<O>[] {
  const branches: Branch<O>[] = []
  for (const one of outcomes) {
    const before = branches.at(-1)
    if (before && before.access === one.access && one.access !== null) {
      branches[branches.length - 1] = { ...before, outcomes: [...before.outcomes, one] }
    } else branches.push({ access: one.access, outcomes: [one] })
  }
  return branches
}

/** Whether some packet of the flow may be one that both rules hold. */
export function mayOverlap(one: AnyOutcome, other: AnyOutcome): boolean {
  return one.needs.every(need => other.needs.every(against => need.part !== against.part || doMeet(need, against)))
}

function doMeet(one: RuleNeed, other: RuleNeed): boolean {
  if ("sets" in one && "sets" in other) return one.sets.some(a => other.sets.some(b => doSetsMeet(a, b)))
  if ("terms" in one && "terms" in other) return one.terms.some(a => other.terms.some(b => doPortsMeet(a, b)))
  return true
}

function doSetsMeet(a: AddressTerm, b: AddressTerm): boolean {
  if (a.kind !== "prefix" || b.kind !== "prefix") return true
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}

function doPortsMeet(a: PortTerm, b: PortTerm): boolean {
  return "unknown" in a || "unknown" in b || (a.first <= b.last && b.first <= a.last)
}
