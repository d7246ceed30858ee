import { lazily } from "../../values/lazily.ts"
import { isUnknown } from "../../values/unknown.ts"
import type { Assumption, Outcome, RulePart, ValueAssumption } from "../flow.ts"
import type { SecurityRule } from "../security-rule.ts"
import type { AddressSpace } from "./address-space.ts"
import { contains, emptySet, isEqual } from "./interval-set.ts"
import { forParts, type Part, parts } from "./parts.ts"
import { isPortless, type PinnedPacket, packetOf, pinPacket } from "./pinned-packet.ts"
import { portlessPoints } from "./port-set.ts"
import { fieldOf, truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { needsOf } from "./rule-needs.ts"
import type { TrafficCase } from "./traffic-case.ts"
import type { TriedRule } from "./tried-rules.ts"

/** What an outcome is based on: the flow, the rule that decides (null for none) and the rules that let it through. */
export interface Decision<R extends SecurityRule> {
  /** All packets of the flow, and the case of them that the packets in question are of. */
  readonly starts: readonly TrafficCase[]
  readonly start: TrafficCase
  readonly decider: TriedRule<R> | null
  readonly earlier: readonly FieldedRule<R>[]
}

/** Makes the outcome that a case of packets shows. Its details are put together when someone asks for them. */
export function outcomeOf<R extends SecurityRule>(
  one: TrafficCase,
  decision: Decision<R>,
  space: AddressSpace,
): Outcome<R> {
  const { decider, starts } = decision
  const rule = decider?.fielded.rule ?? null
  const told = lazily(() => packetAndAssumptions(one, decision, space))
  const needs = lazily(() => (decider ? needsOf(decider, starts, space) : []))
  return {
    rule,
    access: rule && !isUnknown(rule.access) ? rule.access : null,
    get assumptions() {
      return told().assumptions
    },
    get example() {
      return told().example
    },
    get needs() {
      return needs()
    },
  }
}

/**
 * Chooses a packet of the case and the least that has to be assumed for it: first what the deciding rule needs, then, for each
 * earlier rule that the packet and the assumptions so far do not keep away, the part that needs the fewest more.
 */
function packetAndAssumptions<R extends SecurityRule>(
  one: TrafficCase,
  { decider, earlier, start }: Decision<R>,
  space: AddressSpace,
): Pick<Outcome<R>, "assumptions" | "example"> {
  const packet = pinPacket(one, space)
  const steps: Steps = { ...packet, space, isPortless: isPortless(one) }
  let notes = assumeFlow(start, one, steps)
  for (const part of decider ? parts : []) notes = assumeHeld(notes, decider!.fielded, part, steps)
  for (const rule of earlier) notes = assumeMissed(notes, rule, steps)
  return { assumptions: notes.assumptions, example: packetOf(packet, notes.at, space) }
}

/**
 * The packet's point in every part with the names that it is assumed to lie in or outside of so far, and the assumptions.
 * Whether a rule with an unknown direction applies is not kept in `at`, as it says nothing of another rule.
 */
interface Notes {
  readonly at: TrafficCase
  readonly assumptions: readonly Assumption[]
}

/** What stays the same in all steps: the packet with everything that the case assumes. */
interface Steps extends PinnedPacket {
  readonly space: AddressSpace
  readonly isPortless: boolean
}

/** A flow to or from a named set has a packet at an address of our choice only if the set holds that address. */
function assumeFlow(start: TrafficCase, one: TrafficCase, { at, space }: Steps): Notes {
  const ends = (["source", "destination"] as const).filter(side => !isEqual(start[side].points, one[side].points))
  const assumptions = ends.flatMap(side =>
    start[side].inside
      .filter(name => !contains(space.names[side].sure(name), at[side].points[0]!))
      .map((name): Assumption => ({ kind: "address", side, set: space.setOf.get(name)!, holds: true })),
  )
  return { at: forParts(part => ({ ...start[part], points: at[part].points })), assumptions }
}

function assumeHeld<R extends SecurityRule>(notes: Notes, held: FieldedRule<R>, part: Part, steps: Steps): Notes {
  const field = held.fields[part]
  const names = steps.space.names[part]
  if (truthOn(notes.at[part], field, names) === true) {
    const isReading = steps.isPortless && isPort(part) && !isEqual(field.points, portlessPoints)
    return isReading ? noted(notes, portlessAssumption(held.rule, part, true)) : notes
  }
  const name = field.names.find(one => names.implies(steps.at[part].inside, one))!
  return withName(notes, held.rule, part, name, true, steps)
}

function assumeMissed<R extends SecurityRule>(notes: Notes, missed: FieldedRule<R>, steps: Steps): Notes {
  const { fields, rule } = missed
  const { space, isPortless } = steps
  const truthIn = (part: Part, at: TrafficCase) => truthOn(at[part], fields[part], space.names[part])
  const isReading = (part: Part): part is RulePart => isPortless && isPort(part)
  if (parts.some(part => !isReading(part) && truthIn(part, notes.at) === false)) return notes
  const options = parts
    .filter(part => truthIn(part, steps.at) === false)
    .map(part => ({ part, names: openNames(notes.at, fields[part].names, part, space) }))
    .sort((a, b) => a.names.length - b.names.length)
  const { part, names } = options[0]!
  const start =
    isReading(part) && fields[part].points.length > 0 ? noted(notes, portlessAssumption(rule, part, false)) : notes
  return names.reduce((sofar, name) => withName(sofar, rule, part, name, false, steps), start)
}

/** The names that the packet may still lie in. */
function openNames(at: TrafficCase, names: readonly string[], part: Part, space: AddressSpace): readonly string[] {
  return names.filter(
    name => truthOn(at[part], fieldOf(emptySet, [name], space.names[part]), space.names[part]) !== false,
  )
}

function withName(notes: Notes, rule: SecurityRule, part: Part, name: string, isIn: boolean, steps: Steps): Notes {
  const after = noted(notes, assumption(rule, part, name, isIn, steps))
  if (part === "direction" || (part === "presence" && isUnknown(rule.direction))) return after
  const region = notes.at[part]
  const list = isIn ? "inside" : "outside"
  return { ...after, at: { ...notes.at, [part]: { ...region, [list]: [...region[list], name] } } }
}

function noted({ at, assumptions }: Notes, assumption: Assumption): Notes {
  const isKnown = assumptions.some(
    one => isOfWholeRule(one) && isOfWholeRule(assumption) && one.rule === assumption.rule,
  )
  return isKnown ? { at, assumptions } : { at, assumptions: [...assumptions, assumption] }
}

function assumption(rule: SecurityRule, part: Part, name: string, isIn: boolean, { space }: Steps): Assumption {
  if (part === "source" || part === "destination") {
    return { kind: "address", side: part, set: space.setOf.get(name)!, holds: isIn }
  }
  return { kind: "value", part, name, rule: rule.name, holds: isIn }
}

/** Whether it says that a rule applies or does not, which is said once of a rule. */
function isOfWholeRule(assumption: Assumption): assumption is ValueAssumption {
  return assumption.kind === "value" && (assumption.part === "presence" || assumption.part === "direction")
}

function portlessAssumption(rule: SecurityRule, part: RulePart, holds: boolean): Assumption {
  return { kind: "portless", rule: rule.name, part, holds }
}

function isPort(part: Part): part is "sourcePort" | "destinationPort" {
  return part === "sourcePort" || part === "destinationPort"
}
