import { withoutPrefixes } from "../azure/prefix-difference.ts"
import { proofFacts } from "../azure/proof-facts.ts"
import { internetKey, virtualNetworkKey } from "../azure/service-tags.ts"
import { platformPrefix, publicPrefixes } from "../azure/special-addresses.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import { analyseRules, type RuleAnalysis } from "../engine/questions/analyse-rules.ts"
import type { AddressPrefix } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { remember } from "../values/remember.ts"
import type { AttachedNetwork, Attachments } from "./attachments.ts"
import type { GroupRule } from "./group-rule.ts"
import { type CustomJudgement, customJudgements, deadByTagData, type JudgedGroup } from "./judged-group.ts"

/** A rule that never matches in any network that its group is attached to, though in another one it may. */
export interface DeadInNetworks {
  /** As in the first of them. */
  readonly judgement: CustomJudgement
  /** The names of the networks, once each. */
  readonly networks: readonly string[]
}

/** None where the group may be attached elsewhere, or where it is not known which network a place is in. */
export function deadInNetworks(
  judged: JudgedGroup,
  { places, areAll }: Attachments,
  onPremises: readonly AddressPrefix[],
): readonly DeadInNetworks[] {
  const networks = places.flatMap(place => place.networks ?? [])
  const areKnown = areAll && places.length > 0 && places.every(({ networks }) => networks)
  if (!areKnown || !judged.rules.some(namesNetwork)) return []
  const byContent = new Map(networks.map(network => [contentOf(network, onPremises), network]))
  const analyses = [...byContent].map(([content, network]) =>
    remember(analysesOf(judged), content, () => analyseIn(judged, network, onPremises)),
  )
  const names = [...new Set(networks.map(({ name }) => name))]
  const byTagData = new Set(deadByTagData(judged).map(({ judgement }) => judgement.rule))
  const own = new Set(customJudgements(judged))
  return judged.analysis.judgements.flatMap((judgement, place) => {
    const isNews = own.has(judgement as CustomJudgement) && judgement.reach === "live"
    if (!isNews || byTagData.has((judgement as CustomJudgement).rule)) return []
    const there = analyses.map(({ judgements }) => judgements[place])
    if (!there.every(one => one?.reach === "dead" && one.cover.length > 0)) return []
    return [{ judgement: there[0] as CustomJudgement, networks: names }]
  })
}

function namesNetwork({ source, destination }: GroupRule): boolean {
  return [...source, ...destination].some(({ key }) => key === virtualNetworkKey || key === internetKey)
}

function contentOf({ content }: AttachedNetwork, onPremises: readonly AddressPrefix[]): string {
  return JSON.stringify([content, onPremises.map(({ key }) => key)])
}

type Analyses = Map<string, RuleAnalysis<GroupRule>>

/** A judged group is a value, so that it is analysed once in a network. */
const analysesOf = keptFor((_: JudgedGroup): Analyses => new Map())

function analyseIn(
  { rules, analysis, proofSteps }: JudgedGroup,
  network: AttachedNetwork,
  onPremises: readonly AddressPrefix[],
): RuleAnalysis<GroupRule> {
  const limits = proofSteps !== undefined && { budget: proofSteps }
  return analyseRules(rules, factsIn(network, onPremises), { alike: analysis, ...limits })
}

/**
 * What holds whatever routes the network learns: they only add to VirtualNetwork. Which public addresses are left to Internet
 * hangs on them, so that it surely has some only where all is known.
 */
function factsIn({ inside, areAll }: AttachedNetwork, onPremises: readonly AddressPrefix[]): AddressFacts {
  const network = proofFacts.about(virtualNetworkKey)
  const internet = proofFacts.about(internetKey)
  const own = [platformPrefix, ...inside, ...onPremises]
  const outside = withoutPrefixes(publicPrefixes, own)
  const facts = new Map([
    [virtualNetworkKey, { ...network, sure: own }],
    [internetKey, { ...internet, possible: outside, ...(areAll && { sure: outside }) }],
  ])
  return { about: key => facts.get(key) ?? proofFacts.about(key) }
}
