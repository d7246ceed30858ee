import * as l10n from "@vscode/l10n"
import { tagNames } from "../azure/service-tags.ts"
import { uncarriedAddress } from "../azure/uncarried-addresses.ts"
import { describeClash, priorityClashes } from "../checks/priority-clashes.ts"
import { isNamed, listWords, nameGroup, nameRule, withCapital } from "../checks/wording.ts"
import { formatPacket } from "../flows/packet-text.ts"
import { absenceOf } from "../judging/group-rule.ts"
import { isReadable, readableExample } from "../judging/readable-example.ts"
import { type FlowVerdict, isUnheardOf } from "../judging/verify-flow.ts"
import { similarName } from "../values/similar-name.ts"
import { describeEndings, tooComplex } from "./ending-text.ts"
import { formatAddress } from "./flow-text.ts"
import { describeKeptRules } from "./kept-rules-text.ts"
import { isOneConnection, isSingle } from "./need-text.ts"
import { describeNetwork } from "./network-assumption-text.ts"
import { describeDeciders } from "./outcome-text.ts"
import { describePlatform } from "./platform-text.ts"
import { describeLeftOut, describeReason, groupPresence } from "./presence-text.ts"
import { describeTagData } from "./tag-data-text.ts"

/** What an answer rests on, and what would have to be known for a better one: sentences, the most important first. */
export function describeAssumptions(verdict: FlowVerdict): string[] {
  return [...(verdict.access === "Unknown" ? describeEndings(verdict) : []), ...describeRemarks(verdict)]
}

/** The same without how the flow can end, which the first line of an answer says. */
export function describeRemarks(verdict: FlowVerdict): string[] {
  return [
    ...describeGroupRemarks(verdict, describeNetwork(verdict)),
    ...(mayBeBlocked(verdict) ? [l10n.t`A second NSG (${levelsOf(verdict)}) could still block this.`] : []),
  ]
}

/** No rule of any group reaches traffic of the platform that has no tag. */
function mayBeBlocked({ access, platform }: FlowVerdict): boolean {
  return access === "Allow" && platform?.tag !== null
}

/** What a group may be attached to. */
function levelsOf({ judged: { group } }: FlowVerdict): string {
  return group.model === "classic" ? l10n.t`subnet, VM or cloud service` : l10n.t`subnet or NIC`
}

/** What is to be said of the group itself, wherever it stands; `ofNetwork`: what is to be said of its network. */
export function describeGroupRemarks(verdict: FlowVerdict, ofNetwork: readonly string[] = []): string[] {
  const sentences = [
    ...describeWords(verdict),
    ...(verdict.access === "Unknown" ? describeUnknown(verdict) : describeAgreement(verdict)),
    ...describeValueless(verdict),
    ...describePresence(verdict),
    ...describeLeftOut(verdict.judged.group),
    ...describeKeptRules(verdict.judged),
    ...describeParameters(verdict),
    ...describePlatform(verdict),
    ...describeUncarried(verdict),
    ...ofNetwork,
    ...describeTagData(verdict),
    ...describeTies(verdict),
  ]
  return sentences.map(withCapital)
}

function describeUnknown(verdict: FlowVerdict): string[] {
  const isCutOff = verdict.undetermined && verdict.outcomes.length > 0
  return [...(isCutOff ? [tooComplex()] : []), ...describeExamples(verdict)]
}

/**
 * One packet for each access, of those that surely have it: none where a rule that is not known may come first. Traffic of
 * the platform may be among the packets of a rule, and of a word that is not known here no packet can be named.
 */
function describeExamples(verdict: FlowVerdict): string[] {
  const { flow, outcomes, hidden, platform, platformParts, context } = verdict
  if (hidden || platform || platformParts.length > 0) return []
  if (isUnheardOf(flow.source, context) || isUnheardOf(flow.destination, context)) return []
  if (isOneConnection(flow) && flow.sourcePort !== "*") return []
  const sure = outcomes.filter(({ assumptions, access }) => access !== null && assumptions.length === 0)
  const [allowed, denied] = (["Allow", "Deny"] as const).map(access => {
    const examples = sure.filter(one => one.access === access).map(one => readableExample(verdict, one))
    return examples.find(packet => isReadable(packet, flow)) ?? examples[0]
  })
  if (!allowed || !denied) return []
  return [l10n.t`For example, ${formatPacket(allowed)} is allowed and ${formatPacket(denied)} is denied.`]
}

/** Several rules may decide, or each decides a part, and the answer is the same. */
function describeAgreement({ flow, outcomes, decider, access }: FlowVerdict): string[] {
  if (outcomes.length < 2 || decider === null) return []
  const allAlike = agreements[access]
  if (outcomes.every(({ assumptions }) => assumptions.length === 0)) {
    return [l10n.t`Several rules each match part of this flow; ${allAlike()}.`]
  }
  if (!isSingle(flow.source) || !isSingle(flow.destination)) {
    return [l10n.t`Which of these rules decides is not known, but ${allAlike()}.`]
  }
  return [l10n.t`Which rule decides is not known, but ${allAlike()}: ${describeDeciders(flow, outcomes)}.`]
}

const agreements = {
  Allow: () => l10n.t`all of them allow it`,
  Deny: () => l10n.t`all of them deny it`,
  Unknown: () => l10n.t`all of them may allow it`,
} as const

/** What of the group, or of what would decide, the parameters' defaults leave out. */
function describePresence({ judged: { group }, outcomes, idle }: FlowVerdict): string[] {
  const presence = groupPresence(group)
  const open = outcomes.flatMap(({ rule }) => rule ?? [])
  const absent = [...new Set([...open, ...idle])].flatMap(rule => {
    const absence = absenceOf(rule)
    return absence ? [l10n.t`${nameRule(rule)} is not deployed by default: ${describeReason(absence)}.`] : []
  })
  const subject = isNamed(group) ? group.name : l10n.t`This NSG`
  return [...(presence === undefined ? [] : [l10n.t`${subject} is ${presence}`]), ...absent]
}

/** What the names in the answer are, and how to settle it. */
function describeValueless({ valuelessParameters: names }: FlowVerdict): string[] {
  if (names.length === 0) return []
  return names.length === 1
    ? [
        l10n.t`Parameter ${names[0] ?? ""} has no value. Set it in a parameter file beside the template (NAME.parameters.json) or in nsg.parameters.`,
      ]
    : [
        l10n.t`Parameters ${listNames(names)} have no values. Set them in a parameter file beside the template (NAME.parameters.json) or in nsg.parameters.`,
      ]
}

function listNames(names: readonly string[]): string {
  const more = names.length - mostParameters
  return listWords(more > 0 ? [...names.slice(0, mostParameters), l10n.t`${more} more`] : names)
}

function describeParameters({ defaultedParameters: names }: FlowVerdict): string[] {
  if (names.length === 0) return []
  return names.length === 1
    ? [l10n.t`Parameter ${names[0] ?? ""} has its default value; a deployment may set another.`]
    : [l10n.t`Parameters ${listNames(names)} have their default values; a deployment may set others.`]
}

const mostParameters = 3

/** Of packets that a virtual network does not carry a rule that allows them says nothing. */
function describeUncarried({ flow: { source, destination }, access, platform }: FlowVerdict): string[] {
  if (access === "Deny" || platform) return []
  return [source, destination].flatMap(end => {
    const kind = uncarriedAddress(end)
    return kind === undefined ? [] : [uncarriedTexts[kind](formatAddress(end))]
  })
}

const uncarriedTexts = {
  loopback: (end: string) =>
    l10n.t`This traffic does not arrive, whatever NSGs say: ${end} is a loopback address, which never leaves a machine.`,
  broadcast: (end: string) =>
    l10n.t`This traffic does not arrive, whatever NSGs say: ${end} is broadcast, of which virtual networks carry only DHCP.`,
  multicast: (end: string) =>
    l10n.t`This traffic does not arrive, whatever NSGs say: ${end} is multicast, which virtual networks do not carry.`,
} as const

/** An end that is neither a tag we know nor an application security group of the rules, which may name the word as a tag. */
function describeWords({ flow, judged, context }: FlowVerdict): string[] {
  const unheard = [flow.source, flow.destination].filter(end => isUnheardOf(end, context))
  const words = new Map(unheard.map(word => [word.key, word]))
  const named = new Set(
    judged.rules.flatMap(({ source, destination }) => [...source, ...destination]).map(({ key }) => key),
  )
  return [...words.values()].map(word => {
    const isNamed = named.has(word.key)
    const meant = isNamed ? undefined : similarName(formatAddress(word), tagNames)
    const guess = meant === undefined ? "" : l10n.t` (did you mean ${meant}?)`
    return isNamed
      ? l10n.t`${formatAddress(word)} is not a known service tag.`
      : l10n.t`${formatAddress(word)} is not a known service tag${guess}, and no rule of ${nameGroup(judged.group)} names an application security group with this name.`
  })
}

/** Only where the answer would be another one if the other rule came first. */
function describeTies({ tiedPriority, outcomes, judged: { group } }: FlowVerdict): string[] {
  if (!tiedPriority) return []
  const deciders = new Set<unknown>(outcomes.map(({ rule }) => rule))
  return priorityClashes(group.rules)
    .filter(({ rule, earlier }) => deciders.has(rule) || deciders.has(earlier))
    .map(clash => `${describeClash(clash)} ${l10n.t`Here the first one in the file decides.`}`)
}
