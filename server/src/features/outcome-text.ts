import { listWords } from "../checks/wording.ts"
import type { Assumption, Flow, Outcome, RulePart } from "../engine/flow.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import { formatAddress } from "./flow-text.ts"
import { formatPacket } from "./packet-text.ts"

type Outcomes = readonly Outcome<SecurityRule>[]

/**
 * Every way a flow can end, as one sentence without a full stop: "Allow if 172.31.0.100 is in the virtual network
 * (AllowVnetInBound), else Deny (DenyAllInBound)"; where packets of one flow end differently, one packet for each.
 */
export function describeOutcomes(flow: Flow, outcomes: Outcomes): string {
  const conditional = outcomes.slice(0, -1).every((_, index) => newAssumptions(outcomes, index).length > 0)
  return conditional ? describeConditions(flow, outcomes) : describePackets(flow, outcomes)
}

function describeConditions(flow: Flow, outcomes: Outcomes): string {
  return outcomes
    .map((outcome, index) => {
      const conditions = newAssumptions(outcomes, index)
      const opening = index === 0 ? "" : "else "
      return `${opening}${ending(outcome)}${ifAll(flow, conditions)} (${name(outcome)})`
    })
    .join(", ")
}

function describePackets(flow: Flow, outcomes: Outcomes): string {
  return outcomes
    .map(outcome => {
      const conditions = ifAll(flow, outcome.assumptions)
      return `${ending(outcome)} for ${formatPacket(outcome.example)}${conditions} (${name(outcome)})`
    })
    .join(", ")
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

function ifAll(flow: Flow, assumptions: readonly Assumption[]): string {
  const conditions = new Set(assumptions.map(one => describeAssumption(flow, one, assumptions)))
  return conditions.size === 0 ? "" : ` if ${listWords([...conditions])}`
}

/** Values of one rule come in one condition: what they have in common is that rule. */
function describeAssumption(flow: Flow, assumption: Assumption, all: readonly Assumption[]): string {
  const not = isDenied(assumption) ? "not " : ""
  if (assumption.kind === "address") {
    return `${formatAddress(flow[assumption.side])} is ${not}in ${describeSet(assumption.set)}`
  }
  const rule = `"${assumption.rule}"`
  if (assumption.kind === "rule") return `${rule} is ${not}there and first`
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

function describeSet(set: Extract<Assumption, { kind: "address" }>["set"]): string {
  if (set.key === "tag:virtualnetwork") return "the virtual network"
  // Where nothing is written at all the identity is only a place in the document.
  if (set.kind === "unknown" && /\bat \d+$/.test(set.key)) return "addresses that are not written here"
  if (set.kind !== "group") return formatAddress(set)
  return `the application security group ${set.name.slice(set.name.lastIndexOf("/") + 1)}`
}

const partWords: Readonly<Record<RulePart, string>> = {
  protocol: "protocol",
  source: "source",
  sourcePort: "source port",
  destination: "destination",
  destinationPort: "destination port",
}
