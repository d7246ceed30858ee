import * as l10n from "@vscode/l10n"
import type { Condition, SecurityRule } from "../engine/security-rule.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"

/**
 * What has to hold for an expression to be true (or false), by its normalised text: the parts of `and` one by one, and
 * those of `or` where it has to be false. So a rule under `c` and one under `and(c, d)` are known to meet.
 */
export function conditionsOf(identity: string, holds = true): readonly Condition[] {
  const [negated] = argumentsOf("not", identity) ?? []
  const parts = negated === undefined ? argumentsOf(holds ? "and" : "or", identity) : undefined
  if (negated !== undefined) return conditionsOf(negated, !holds)
  return parts ? distinct(parts.flatMap(part => conditionsOf(part, holds))) : [{ identity, holds }]
}

/**
 * A condition in brackets as people read it: without the places that tell the names of nested templates apart. One of values
 * that have no text of their own is told in words, which stand before "is true" as well.
 */
export function shownCondition(condition: string): string {
  const shown = withoutPlaces(condition)
  return /#\d/.test(shown) ? l10n.t`a condition on its loop` : shown
}

/** What an expression that has no text of its own comes from, as people read it. */
export function shownIdentity(identity: string): string {
  const shown = withoutPlaces(identity)
  if (!/^\w+\(/.test(shown)) return shown
  return /#\d/.test(shown) ? l10n.t`(not known)` : `[${shown}]`
}

/** The arguments of a call of this function that is all of the text. */
function argumentsOf(name: string, text: string): readonly string[] | undefined {
  if (!text.startsWith(`${name}(`) || !text.endsWith(")")) return undefined
  const args: string[] = []
  let start = name.length + 1
  let depth = 0
  let isQuoted = false
  for (let at = start; at < text.length - 1; at++) {
    const letter = text.charAt(at)
    if (letter === "'") isQuoted = !isQuoted
    if (isQuoted) continue
    if ("([{".includes(letter)) depth++
    if (")]}".includes(letter) && --depth < 0) return undefined
    if (letter !== "," || depth > 0) continue
    args.push(text.slice(start, at))
    start = at + 1
  }
  return depth === 0 && !isQuoted ? [...args, text.slice(start, -1)] : undefined
}

/** Both together, each once. */
export function joinConditions(some: readonly Condition[], more: readonly Condition[]): readonly Condition[] {
  return more.length === 0 ? some : distinct([...some, ...more])
}

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  return [...new Map(conditions.map(one => [keyOf(one), one])).values()]
}

function keyOf({ identity, holds }: Condition): string {
  return `${holds ? "+" : "-"}${identity}`
}

/** A deployment may be named by an expression, which names another one. */
function withoutPlaces(text: string): string {
  const shorter = text.replace(/@‹[^‹›]*›/g, "")
  return shorter === text ? text : withoutPlaces(shorter)
}

/** What tells whether a rule is there. */
type Presence = Pick<LocatedRule, "possiblyAbsent" | "branches" | "condition" | "conditions">

/** Whether two rules may never be there together: neither asks for all that the other asks for. */
export function mayExclude(a: Presence, b: Presence): boolean {
  if (!a.possiblyAbsent && !b.possiblyAbsent) return false
  const [one, other] = [askedBy(a), askedBy(b)]
  if (!one || !other) return a.possiblyAbsent && b.possiblyAbsent
  return !isWithin(one, other) && !isWithin(other, one)
}

/** Undefined for a rule of which only that it may be absent is known. */
function askedBy({ possiblyAbsent, branches, condition, conditions }: Presence): ReadonlySet<string> | undefined {
  if (branches) return new Set(branches)
  if (conditions) return new Set(conditions.map(keyOf))
  if (!possiblyAbsent) return new Set()
  return condition === undefined ? undefined : new Set([condition])
}

type Conditional = Pick<SecurityRule, "conditions">

/** Whether what one rule asks for keeps the other from being there: no deployment has both. */
export function areNeverTogether(one: Conditional, other: Conditional): boolean {
  const others = other.conditions ?? []
  return (one.conditions ?? []).some(own => others.some(theirs => isOpposed(own, theirs)))
}

/** The same condition, once met and once not; two branches of one choice; or one value, equal to two texts. */
function isOpposed(one: Condition, other: Condition): boolean {
  if (one.identity === other.identity) return one.holds !== other.holds
  if (!one.holds || !other.holds) return false
  if (one.choice !== undefined && one.choice === other.choice) return true
  const [left, right] = [one, other].map(({ identity }) => argumentsOf("equals", identity) ?? [])
  const isFixed = (text: string) => /^('[^']*'|-?\d+)$/.test(text)
  const [own, others] = [left?.filter(isFixed) ?? [], right?.filter(isFixed) ?? []]
  const [subject, same] = [left, right].map(all => all?.find(text => !isFixed(text)))
  return own.length === 1 && others.length === 1 && subject !== undefined && subject === same && own[0] !== others[0]
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every(one => all.has(one))
}

/**
 * The group's rules as they are there where the group is: what the group asks for itself is so then. What rules ask for
 * that are there by default is of use only beside rules that are not.
 */
export function withinGroup(group: LocatedGroup, asked: readonly Condition[]): LocatedGroup {
  const given = new Set(asked.map(keyOf))
  const rules = group.rules.map(rule => asGiven(rule, given))
  const isAlike = rules.every(({ absentByDefault }) => !absentByDefault)
  return { ...group, rules: isAlike ? rules.map(withoutTaken) : rules }
}

function asGiven(rule: LocatedRule, given: ReadonlySet<string>): LocatedRule {
  if (!rule.conditions) return rule
  const left = rule.conditions.filter(one => !given.has(keyOf(one)))
  if (left.length > 0) return { ...rule, conditions: left }
  const { condition: _, conditions: __, absentByDefault: ___, presentByDefault: ____, ...sure } = rule
  return { ...sure, possiblyAbsent: false }
}

function withoutTaken(rule: LocatedRule): LocatedRule {
  if (rule.possiblyAbsent || !rule.conditions) return rule
  const { conditions: _, ...sure } = rule
  return sure
}
