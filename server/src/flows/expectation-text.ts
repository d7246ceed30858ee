import { platformEndpoints } from "../azure/platform-traffic.ts"
import { internetKey } from "../azure/service-tags.ts"
import { listRules, listWords, nameRule, quoteName } from "../checks/wording.ts"
import type { Packet } from "../engine/flow.ts"
import type { ClaimExample, ClaimRule, OpenPart } from "../judging/claim.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { formatAddress } from "./address-text.ts"
import type { Expectation, JudgedClaim } from "./expectation.ts"
import type { ClaimLine } from "./flow-file.ts"
import { formatWitness } from "./packet-text.ts"

/** What there is to be said of a line: a sentence or two, the deciding rule first. */
export function expectationText(expectation: Expectation): string {
  if (expectation.status === "error") return expectation.problem
  const { status, verdict, line } = expectation
  if (status === "holds") return `Holds for every packet${decidedText(verdict.decidedBy)}.${platformNote(line)}`
  const { counterexample, doubt } = verdict
  if (status === "fails")
    return `${counterexample ? failureText(line, counterexample) : closedText(line)}${platformNote(line)}`
  if (verdict.isCutOff) return "Not decided: the proof reached its work limit. Split this claim."
  if (!doubt) return "Not decided: these files do not show everything on the path."
  const other = line.access === "Allow" ? "denied" : "allowed"
  const rule = doubt.rule ? ` by ${nameRule(doubt.rule)}` : ""
  const example = exampleText({ ...doubt, packet: atAddresses(doubt.packet) })
  return `Not decided: ${example} may be ${other}${rule}${openText(doubt.open)}.${platformNote(line)}`
}

/** The packet that shows that a claim does not hold, as a flow; null where there is none. */
export function counterexampleOf({ verdict: { counterexample } }: JudgedClaim): string | null {
  return counterexample ? exampleText(counterexample) : null
}

function exampleText({ direction, packet }: ClaimExample): string {
  const text = formatWitness(direction ?? "Inbound", packet)
  return direction ? text : text.replace(/^inbound /, "")
}

/** In which sets the addresses would have to be is said besides. */
function atAddresses(packet: Packet): Packet {
  const { source, destination } = packet
  return { ...packet, source: { ...source, of: [] }, destination: { ...destination, of: [] } }
}

function failureText({ access }: ClaimLine, example: ClaimExample): string {
  const done = access === "Allow" ? "denies" : "allows"
  if (example.rule) return `${nameRule(example.rule)} ${done} ${exampleText(example)}.`
  const why = access === "Allow" ? "is denied: no rule allows it" : "is allowed: no NSG applies"
  return `${exampleText(example)} ${why}.`
}

function closedText({ access }: ClaimLine): string {
  return access === "Allow"
    ? "None of this traffic arrives: the load balancer has no rule for it, or no NSG allows it from the Internet."
    : "This traffic is allowed."
}

function decidedText(rules: readonly ClaimRule[]): string {
  return rules.length === 0 ? "" : `: ${listRules(rules, 4)} ${rules.length === 1 ? "decides" : "decide"}`
}

/** What a claim that is not decided hangs on, in a few words. */
export function dependsText({ verdict: { doubt, isCutOff } }: JudgedClaim): string {
  if (isCutOff) return "not decided: too many steps"
  const [need] = doubt?.open ?? []
  // Whether or not it is so: that it is reads better.
  return need ? `depends on whether ${openPart({ ...need, holds: true })}` : "not decided"
}

function openText(open: readonly OpenPart[]): string {
  const needs = open.slice(0, 3).map(openPart)
  return needs.length === 0 ? "" : `: that depends on whether ${listWords(needs)}`
}

function openPart(one: OpenPart): string {
  const not = one.holds ? "" : "not "
  if ("set" in one) return `the ${one.part} is ${not}in ${formatAddress(one.set)}`
  const rule = quoteName({ name: one.rule })
  if (one.part === "presence") return `${rule} is ${not}deployed`
  if (one.part === "direction") return `${rule} is ${not}for this direction`
  return `${rule} ${one.holds ? "matches" : "does not match"} the ${one.part === "protocol" ? "protocol" : portWords[one.part]}`
}

const portWords = { sourcePort: "source port", destinationPort: "port" } as const

/** Said where packets to the platform would otherwise be among those described. */
function platformNote({ direction, destination, protocols }: ClaimLine): string {
  if (direction === "Inbound" || !protocols.some(one => one === "Tcp" || one === "Udp")) return ""
  const holdsPlatform = destination.ends.some(({ end }) => {
    if (end.kind !== "address") return false
    const { term } = end
    if (term.kind === "any" || term.key === internetKey) return true
    return (
      term.kind === "prefix" &&
      platformEndpoints().some(({ address }) => term.key !== address.key && isPrefixWithin(address, term))
    )
  })
  return holdsPlatform ? " Platform traffic (DNS, IMDS, KMS, DHCP) is not part of it." : ""
}
