import type { GroupRule } from "../checks/judged-group.ts"
import { listWords, nameRule } from "../checks/wording.ts"
import { describeEndings } from "./ending-text.ts"
import { formatAddress } from "./flow-text.ts"
import { describeOutcomes } from "./outcome-text.ts"
import { describePlatform } from "./platform-text.ts"
import { absenceOf, groupPresence } from "./presence-text.ts"
import type { FlowVerdict } from "./verify-flow.ts"

/** What an answer rests on, and what would have to be known for a better one: sentences, the most important first. */
export function describeAssumptions(verdict: FlowVerdict): string[] {
  return [
    ...describeUnknown(verdict),
    ...describeFault(verdict),
    ...describePresence(verdict),
    ...describeParameters(verdict),
    ...describePlatform(verdict),
    ...describeNetwork(verdict),
    ...describeTies(verdict),
    "Only this group was judged: a group on the other level (subnet or network interface) must allow the flow, too.",
  ]
}

function describeUnknown(verdict: FlowVerdict): string[] {
  const { access, flow, outcomes, undecided } = verdict
  if (access !== "Unknown") return describeAgreement(flow, outcomes)
  return [
    ...describeEndings(verdict),
    ...(undecided ? ["Not decided: the group is so intricate that the work was cut off."] : []),
  ]
}

/** Several rules may decide, or each decides a part, and the answer is the same. */
function describeAgreement(flow: FlowVerdict["flow"], outcomes: FlowVerdict["outcomes"]): string[] {
  if (outcomes.length < 2) return []
  if (outcomes.every(({ assumptions }) => assumptions.length === 0)) {
    return ["Several rules share the flow, and all of them agree."]
  }
  return [`Which rule decides is not known, but the answer is the same: ${describeOutcomes(flow, outcomes)}.`]
}

function describeFault({ brokenLine }: FlowVerdict): string[] {
  if (brokenLine === undefined) return []
  return [`The document is broken (line ${brokenLine}): rules behind the fault may be missing.`]
}

/** What of the group, or of what would decide, the parameters' defaults leave out. */
function describePresence({ judged: { group }, outcomes, idle }: FlowVerdict): string[] {
  const presence = groupPresence(group)
  const open = outcomes.flatMap(({ rule }) => rule ?? [])
  const absent = [...new Set(open)].flatMap(rule => {
    const absence = absenceOf(rule)
    return absence ? [`${nameRule(rule)} is not deployed by default: ${absence.condition} is false.`] : []
  })
  const left = idle.map(rule => `${nameRule(rule)} is not deployed by default: its loop runs 0 times.`)
  return [...(presence === undefined ? [] : [`${group.name} is ${presence}`]), ...absent, ...left]
}

function describeParameters({ defaultedParameters: names }: FlowVerdict): string[] {
  if (names.length === 0) return []
  const more = names.length - mostParameters
  const list = listWords(more > 0 ? [...names.slice(0, mostParameters), `${more} more`] : names)
  return names.length === 1
    ? [`The parameter ${list} has its default value: a deployment may give another.`]
    : [`The parameters ${list} have their default values: a deployment may give others.`]
}

const mostParameters = 3

/** Said only where a rule that was tried names the virtual network or what lies outside of it. */
function describeNetwork({ flow, virtualNetwork, rows, judged }: FlowVerdict): string[] {
  if (!rows.some(({ rule }) => namesNetwork(rule))) return []
  if (judged.group.expansions?.has("tag:virtualnetwork")) {
    return ["The virtual network and the service tags have the addresses that Azure printed with these rules."]
  }
  if (virtualNetwork.length > 0) {
    const prefixes = virtualNetwork.map(formatAddress).join(", ")
    return [`The virtual network is ${prefixes}, as stated, and everything else is outside of it.`]
  }
  const local = flow.direction === "Inbound" ? flow.destination : flow.source
  if (local.kind !== "prefix") return []
  return [
    `${formatAddress(local)}, the local side, is taken to be inside the virtual network, and public addresses outside.`,
  ]
}

function namesNetwork({ source, destination }: GroupRule): boolean {
  return [...source, ...destination].some(({ key }) => key === "tag:virtualnetwork" || key === "tag:internet")
}

function describeTies({ tiedPriority, decider }: FlowVerdict): string[] {
  if (!tiedPriority || !decider) return []
  return [
    `Another rule has the priority of ${nameRule(decider)}, which Azure refuses: such rules were taken in the order of the document, and that decides here.`,
  ]
}
