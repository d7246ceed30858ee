import * as l10n from "@vscode/l10n"
import { platformEndpoints } from "../azure/platform-traffic.ts"
import { internetKey } from "../azure/service-tags.ts"
import { listRules, listWords, nameRule, quoteName } from "../checks/wording.ts"
import type { Packet } from "../engine/flow.ts"
import type { ClaimExample, ClaimRule, OpenPart } from "../judging/claim.ts"
import { type HiddenRules, isHidden } from "../judging/group-rule.ts"
import { hiddenName } from "../judging/stand-in-names.ts"
import { addressText } from "../values/format-address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { formatAddress } from "./address-text.ts"
import type { Expectation, JudgedClaim } from "./expectation.ts"
import type { ClaimLine } from "./flow-file.ts"
import { formatWitness } from "./packet-text.ts"

/** What there is to be said of a line: a sentence or two, the deciding rule first. */
export function expectationText(expectation: Expectation): string {
  if (expectation.status === "error") return expectation.problem
  const { status, verdict, line } = expectation
  if (status === "holds") return `${holdsText(verdict.decidedBy)}${platformNote(line)}`
  const { counterexample, doubt } = verdict
  if (status === "fails")
    return `${counterexample ? failureText(line, counterexample) : closedText(line)}${platformNote(line)}`
  if (verdict.isCutOff) return l10n.t`Not decided: the proof reached its work limit. Split this claim.`
  if (!doubt) return l10n.t`Not decided: these files do not show everything on the path.`
  const example = exampleText({ ...doubt, packet: atAddresses(doubt.packet) })
  const { rule } = doubt
  const doubts = doubtText(line, example, rule && nameDecider(rule))
  const needs = listWords([...new Set(doubt.open.map(openPart))].slice(0, 3))
  const depends = needs === "" ? `${doubts}.` : l10n.t`${doubts}: that depends on whether ${needs}.`
  // What may be in them is no answer to what it depends on: why they are not known is.
  const told = rule && isUnknownHere(rule) ? l10n.t`${doubts} (${rule.hidden}).` : depends
  return `${told}${platformNote(line)}`
}

function nameDecider(rule: ClaimRule): string {
  return isUnknownHere(rule) ? unknownRules() : nameRule(rule)
}

function isUnknownHere(rule: ClaimRule): rule is HiddenRules {
  return !("configuration" in rule) && isHidden(rule)
}

const unknownRules = () => l10n.t`rules that cannot be known here`

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
  const packet = exampleText(example)
  if (example.rule) {
    const rule = nameRule(example.rule)
    return access === "Allow" ? l10n.t`${rule} denies ${packet}.` : l10n.t`${rule} allows ${packet}.`
  }
  if (access === "Allow") return l10n.t`${packet} is denied: no rule allows it.`
  return isPlatformTraffic(example)
    ? l10n.t`${packet} is allowed: platform traffic, to which ordinary rules do not apply.`
    : l10n.t`${packet} is allowed: no NSG applies.`
}

function isPlatformTraffic({ direction, packet }: ClaimExample): boolean {
  const { protocol, destination, destinationPort } = packet
  return (
    direction === "Outbound" &&
    platformEndpoints().some(
      one =>
        one.protocol === protocol &&
        one.port === destinationPort &&
        addressText(one.address.family, one.address.first) === destination.address,
    )
  )
}

function closedText({ access }: ClaimLine): string {
  return access === "Allow"
    ? l10n.t`None of this traffic arrives: the load balancer has no rule for it, or no NSG allows it from the Internet.`
    : l10n.t`This traffic is allowed.`
}

function holdsText(rules: readonly ClaimRule[]): string {
  if (rules.length === 0) return l10n.t`Holds for every packet.`
  const list = listRules(rules, 4)
  return rules.length === 1
    ? l10n.t`Holds for every packet: ${list} decides.`
    : l10n.t`Holds for every packet: ${list} decide.`
}

/** Without its full stop: what it depends on may follow. */
function doubtText({ access }: ClaimLine, example: string, rule: string | undefined | null): string {
  if (access === "Allow") {
    return rule
      ? l10n.t`Not decided: ${example} may be denied by ${rule}`
      : l10n.t`Not decided: ${example} may be denied`
  }
  return rule
    ? l10n.t`Not decided: ${example} may be allowed by ${rule}`
    : l10n.t`Not decided: ${example} may be allowed`
}

/** What a claim that is not decided hangs on, in a few words. */
export function dependsText({ verdict: { doubt, isCutOff } }: JudgedClaim): string {
  if (isCutOff) return l10n.t`not decided: too many steps`
  const [need] = doubt?.open ?? []
  // Whether or not it is so: that it is reads better.
  return need ? l10n.t`depends on whether ${openPart({ ...need, holds: true })}` : l10n.t`not decided`
}

/** Behind "whether". */
function openPart(one: OpenPart): string {
  if ("set" in one) return setParts[one.part][one.holds ? "holds" : "fails"](formatAddress(one.set))
  if (one.rule === hiddenName)
    return one.holds
      ? l10n.t`rules that cannot be known here match it`
      : l10n.t`rules that cannot be known here do not match it`
  return ruleParts[one.part][one.holds ? "holds" : "fails"](quoteName({ name: one.rule }))
}

const setParts = {
  source: {
    holds: (set: string) => l10n.t`the source is in ${set}`,
    fails: (set: string) => l10n.t`the source is not in ${set}`,
  },
  destination: {
    holds: (set: string) => l10n.t`the destination is in ${set}`,
    fails: (set: string) => l10n.t`the destination is not in ${set}`,
  },
} as const

const ruleParts = {
  presence: {
    holds: (rule: string) => l10n.t`${rule} is deployed`,
    fails: (rule: string) => l10n.t`${rule} is not deployed`,
  },
  direction: {
    holds: (rule: string) => l10n.t`${rule} is for this direction`,
    fails: (rule: string) => l10n.t`${rule} is not for this direction`,
  },
  protocol: {
    holds: (rule: string) => l10n.t`${rule} matches the protocol`,
    fails: (rule: string) => l10n.t`${rule} does not match the protocol`,
  },
  sourcePort: {
    holds: (rule: string) => l10n.t`${rule} matches the source port`,
    fails: (rule: string) => l10n.t`${rule} does not match the source port`,
  },
  destinationPort: {
    holds: (rule: string) => l10n.t`${rule} matches the port`,
    fails: (rule: string) => l10n.t`${rule} does not match the port`,
  },
} as const

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
  return holdsPlatform ? l10n.t` Platform traffic (DNS, IMDS, KMS, DHCP) is not part of it.` : ""
}
