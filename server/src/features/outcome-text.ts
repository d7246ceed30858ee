import { listWords } from "../checks/wording.ts"
import type { Assumption, Flow, Outcome, Packet, RulePart } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { isUnknown } from "../values/unknown.ts"
import { formatAddress } from "./flow-text.ts"
import { formatPacket } from "./packet-text.ts"

type Outcomes = readonly Outcome<SecurityRule>[]

/**
 * Every way a flow can end, as one sentence without a full stop: "Allow if 172.31.0.100 is in the virtual network
 * (AllowVnetInBound), else Deny (DenyAllInBound)"; where packets of one flow end differently, one packet for each.
 */
export function describeOutcomes(flow: Flow, outcomes: Outcomes): string {
  const isConditional = outcomes.slice(0, -1).every((_, index) => newAssumptions(outcomes, index).length > 0)
  const isPacketwise =
    outcomes.length > 1 && outcomes.some(outcome => outcome.assumptions.some(one => isOfSet(one, flow)))
  return isConditional && !isPacketwise ? describeConditions(flow, outcomes) : describePackets(flow, outcomes)
}

/** Whether the end that is spoken of is a set: some of its packets may lie inside, and others outside. */
function isOfSet(assumption: Assumption, flow: Flow): boolean {
  if (assumption.kind !== "address") return false
  const end = flow[assumption.side]
  return end.kind !== "prefix" || end.first !== end.last
}

function describeConditions(flow: Flow, outcomes: Outcomes): string {
  return outcomes
    .map((outcome, index) => {
      const conditions = newAssumptions(outcomes, index)
      const opening = index === 0 ? "" : "else "
      return `${opening}${ending(outcome)}${ifAll(conditions, { flow, outcomes })} (${name(outcome)})`
    })
    .join(", ")
}

function describePackets(flow: Flow, outcomes: Outcomes): string {
  return outcomes
    .map(outcome => {
      const { example } = outcome
      const conditions = outcome.assumptions.filter(assumption => !isPrinted(assumption, example))
      return `${ending(outcome)} for ${formatPacket(example)}${ifAll(conditions, { flow, outcomes }, example)} (${name(outcome)})`
    })
    .join(", ")
}

/** Whether the packet's own text says it: `10.0.0.4 (in VirtualNetwork)`. */
function isPrinted(assumption: Assumption, packet: Packet): boolean {
  if (assumption.kind !== "address" || !assumption.in) return false
  return packet[assumption.side].of.some(({ key }) => key === assumption.set.key)
}

function ending({ access }: Outcome<SecurityRule>): string {
  return access ?? "Allow or Deny"
}

function name({ rule }: Outcome<SecurityRule>): string {
  return rule?.name ?? "no rule"
}

/** What an outcome assumes, without what follows from the earlier ones not having come true. */
function newAssumptions(outcomes: Outcomes, index: number): Assumption[] {
  const earlier = new Set(outcomes.slice(0, index).flatMap(({ assumptions }) => assumptions.map(subject)))
  return (
    outcomes[index]?.assumptions.filter(assumption => !(isDenied(assumption) && earlier.has(subject(assumption)))) ?? []
  )
}

function subject(assumption: Assumption): string {
  if (assumption.kind === "address") return `${assumption.side} ${assumption.set.key}`
  return assumption.kind === "rule" ? assumption.rule : `${assumption.rule} ${assumption.part}`
}

function isDenied(assumption: Assumption): boolean {
  if (assumption.kind === "address") return !assumption.in
  return assumption.kind === "rule" ? !assumption.applies : !assumption.matches
}

/** What the conditions of an outcome are about. */
interface Context {
  readonly flow: Flow
  readonly outcomes: Outcomes
}

/** `packet`: the one of the flow's packets that is spoken of, where it is not the whole flow. */
function ifAll(assumptions: readonly Assumption[], context: Context, packet?: Packet): string {
  const conditions = new Set(
    assumptions.map(one =>
      one.kind === "address"
        ? describeMembership(one, packet ? packet[one.side].address : formatAddress(context.flow[one.side]))
        : describeValues(one, assumptions, context),
    ),
  )
  return conditions.size === 0 ? "" : ` if ${listWords([...conditions])}`
}

type Membership = Extract<Assumption, { kind: "address" }>

function describeMembership({ in: isIn, set }: Membership, address: string): string {
  return `${address} is ${isIn ? "" : "not "}in ${describeSet(set)}`
}

/** Values of one rule come in one condition: what they have in common is that rule. */
function describeValues(
  assumption: Exclude<Assumption, Membership>,
  all: readonly Assumption[],
  { flow, outcomes }: Context,
): string {
  const not = isDenied(assumption) ? "not " : ""
  const rule = `"${assumption.rule}"`
  if (assumption.kind === "rule") return `${rule} ${describePlace(assumption, outcomes)}`
  const parts = all
    .filter(
      other =>
        other.kind === assumption.kind && other.rule === assumption.rule && isDenied(other) === isDenied(assumption),
    )
    .map(other => ("part" in other ? partWords[other.part] : ""))
  const what = listWords(parts, not ? "or" : "and")
  const verb = parts.length > 1 && !not ? "match" : "matches"
  if (assumption.kind === "value") return `the ${what} of ${rule} ${not ? "does not match" : verb}`
  return `the ${what} of ${rule} ${not ? "does not count" : parts.length > 1 ? "count" : "counts"} for ${flow.protocol}`
}

/** What of a rule is open: whether it is there, whether it comes before the others, or both. */
function describePlace({ rule: name, applies }: Extract<Assumption, { kind: "rule" }>, outcomes: Outcomes): string {
  const rule = outcomes.find(({ rule }) => rule?.name === name)?.rule
  const hasPlace = rule && !isUnknown(rule.priority) && !isUnknown(rule.direction)
  if (hasPlace) return applies ? "is there" : "is not there"
  const isPlaceAll = rule && !rule.possiblyAbsent && !isUnknown(rule.direction)
  if (isPlaceAll) return applies ? "comes first" : "does not come first"
  return `is ${applies ? "" : "not "}there and first`
}

function describeSet(set: AddressTerm): string {
  if (set.key === "tag:virtualnetwork") return "the virtual network"
  // Of what is missing or refused the identity is only a place in the document.
  if (set.kind === "unknown" && /\bat \d+$/.test(set.key)) return "addresses that cannot be known"
  if (set.kind !== "group") return formatAddress(set)
  return `the application security group ${set.name}`
}

const partWords: Readonly<Record<RulePart, string>> = {
  protocol: "protocol",
  source: "source",
  sourcePort: "source port",
  destination: "destination",
  destinationPort: "destination port",
}
