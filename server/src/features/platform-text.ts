import * as l10n from "@vscode/l10n"
import { holdPlatformByNetwork, isPlatformAddress } from "../azure/platform-reading.ts"
import { internetWord, loadBalancerWord, virtualNetworkWord } from "../checks/tag-words.ts"
import { listWords } from "../checks/wording.ts"
import type { JudgedPart } from "../judging/platform-verdict.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import { nameDecider } from "./parts-text.ts"
import { platformName } from "./platform-name.ts"

/** What is to be said of traffic that no ordinary rule judges, and of the platform's own address: sentences. */
export function describePlatform(verdict: FlowVerdict): string[] {
  return [
    ...describeWhole(verdict),
    ...(verdict.isDivided ? [] : describeParts(verdict.platformParts)),
    ...describeAddress(verdict),
    ...describeProbes(verdict),
    ...describeMembership(verdict),
  ]
}

function describeWhole({ platform, access, outcomes, decider }: FlowVerdict): string[] {
  if (!platform) return []
  const name = l10n.t(platform.name)
  const text =
    platform.tag === null
      ? l10n.t`${name} is platform traffic, to which ordinary rules do not apply.`
      : l10n.t`${name} is platform traffic, to which ordinary rules do not apply; only a Deny for ${platform.tag} blocks it.`
  const caveat = platform.caveat === undefined ? [] : [l10n.t`But ${l10n.t(platform.caveat)}.`]
  const [rule, another] = new Set(outcomes.map(one => one.rule))
  const isSilent = access !== "Allow" || decider !== null || !rule || another !== undefined
  if (isSilent) return [text, ...caveat]
  const otherwise =
    rule.access === "Deny"
      ? l10n.t`Without this exception, ${nameDecider(rule)} would deny it.`
      : l10n.t`Without this exception, ${nameDecider(rule)} would allow it.`
  return [text, ...caveat, otherwise]
}

function describeParts(parts: readonly JudgedPart[]): string[] {
  return (["Allow", "Deny", "Unknown"] as const).flatMap(access => {
    const names = new Set(parts.filter(part => part.access === access).map(({ traffic }) => platformName(traffic)))
    if (names.size === 0) return []
    const list = listWords([...names])
    return [
      l10n.t`Part of this flow is platform traffic (${list}), to which ordinary rules do not apply: ${partWords[access]()}.`,
    ]
  })
}

const partWords = {
  Allow: () => l10n.t`that part is allowed`,
  Deny: () => l10n.t`that part is denied by a rule for its service tag`,
  Unknown: () => l10n.t`whether that part is allowed depends on rules for its service tag`,
} as const

function describeAddress({ judged: { group }, platformAddress }: FlowVerdict): string[] {
  if (!platformAddress) return []
  const { access, rule } = platformAddress
  const [internet, by] = [internetWord(group), rule && nameDecider(rule)]
  if (!by)
    return [
      l10n.t`168.63.129.16 (Azure's platform address), if ${internet} includes it, is allowed as platform traffic.`,
    ]
  return access === "Allow"
    ? [l10n.t`168.63.129.16 (Azure's platform address), if ${internet} includes it, is allowed by ${by}.`]
    : [l10n.t`168.63.129.16 (Azure's platform address), if ${internet} includes it, is denied by ${by}.`]
}

/** Health probes are among the packets of many a flow whose name does not say so. */
function describeProbes({ judged: { group }, probes, isDivided }: FlowVerdict): string[] {
  if (!probes) return []
  const subject = l10n.t`Load balancer health probes come from 168.63.129.16, which is part of this source`
  if (probes.access === "Unknown") {
    return isDivided
      ? [l10n.t`${subject}: not all of them are allowed. To check them, use ${loadBalancerWord(group)} as the source.`]
      : []
  }
  const rules = listWords(probes.rules.map(nameDecider), "or")
  const isByNetwork = probes.rules.some(({ source }) => holdPlatformByNetwork(source))
  const reason = isByNetwork ? l10n.t`, because ${virtualNetworkWord(group)} includes that address` : ""
  return probes.access === "Allow"
    ? [l10n.t`${subject}: they are allowed by ${rules}${reason}.`]
    : [l10n.t`${subject}: they are denied by ${rules}${reason}.`]
}

/** Of a flow about the platform's address itself, why a rule for VirtualNetwork decides it. */
function describeMembership({ judged: { group }, flow, outcomes, platform }: FlowVerdict): string[] {
  const side = (["source", "destination"] as const).find(one => isPlatformAddress(flow[one]))
  if (!side || platform) return []
  const rule = outcomes.map(one => one.rule).find(one => one && holdPlatformByNetwork(one[side]))
  if (!rule) return []
  const [network, balancer] = [virtualNetworkWord(group), loadBalancerWord(group)]
  return [l10n.t`${network} includes 168.63.129.16, the address of ${balancer}, so ${nameDecider(rule)} matches.`]
}
