import { holdPlatformByNetwork, isPlatformAddress } from "../azure/platform-reading.ts"
import { internetWord, loadBalancerWord, virtualNetworkWord } from "../checks/tag-words.ts"
import { listWords } from "../checks/wording.ts"
import type { JudgedPart } from "../judging/platform-verdict.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import { nameDecider } from "./parts-text.ts"

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
  const stop = platform.tag === null ? "" : `; only a Deny for ${platform.tag} blocks it`
  const text = `${platform.name} is platform traffic, to which ordinary rules do not apply${stop}.`
  const caveat = platform.caveat === undefined ? [] : [`But ${platform.caveat}.`]
  const [rule, another] = new Set(outcomes.map(one => one.rule))
  const isSilent = access !== "Allow" || decider !== null || !rule || another !== undefined
  if (isSilent) return [text, ...caveat]
  const verb = rule.access === "Deny" ? "deny" : "allow"
  return [text, ...caveat, `Without this exception, ${nameDecider(rule)} would ${verb} it.`]
}

function describeParts(parts: readonly JudgedPart[]): string[] {
  return (["Allow", "Deny", "Unknown"] as const).flatMap(access => {
    const names = new Set(parts.filter(part => part.access === access).map(({ traffic }) => traffic.name))
    if (names.size === 0) return []
    const list = listWords([...names].map(name => name.replace(/^The /, "the ")))
    return [
      `Part of this flow is platform traffic (${list}), to which ordinary rules do not apply: ${partWords[access]}.`,
    ]
  })
}

const partWords = {
  Allow: "that part is allowed",
  Deny: "that part is denied by a rule for its service tag",
  Unknown: "whether that part is allowed depends on rules for its service tag",
} as const

function describeAddress({ judged: { group }, platformAddress }: FlowVerdict): string[] {
  if (!platformAddress) return []
  const { access, rule } = platformAddress
  const word = access === "Allow" ? "allowed" : "denied"
  const by = rule ? `by ${nameDecider(rule)}` : "as platform traffic"
  return [`168.63.129.16 (Azure's platform address), if ${internetWord(group)} includes it, is ${word} ${by}.`]
}

/** Health probes are among the packets of many a flow whose name does not say so. */
function describeProbes({ judged: { group }, probes, isDivided }: FlowVerdict): string[] {
  if (!probes) return []
  const subject = "Load balancer health probes come from 168.63.129.16, which is part of this source"
  if (probes.access === "Unknown") {
    return isDivided
      ? [`${subject}: not all of them are allowed. To check them, use ${loadBalancerWord(group)} as the source.`]
      : []
  }
  const rules = listWords(probes.rules.map(nameDecider), "or")
  const isByNetwork = probes.rules.some(({ source }) => holdPlatformByNetwork(source))
  const reason = isByNetwork ? `, because ${virtualNetworkWord(group)} includes that address` : ""
  return [`${subject}: they are ${probes.access === "Allow" ? "allowed" : "denied"} by ${rules}${reason}.`]
}

/** Of a flow about the platform's address itself, why a rule for VirtualNetwork decides it. */
function describeMembership({ judged: { group }, flow, outcomes, platform }: FlowVerdict): string[] {
  const side = (["source", "destination"] as const).find(one => isPlatformAddress(flow[one]))
  if (!side || platform) return []
  const rule = outcomes.map(one => one.rule).find(one => one && holdPlatformByNetwork(one[side]))
  if (!rule) return []
  const [network, balancer] = [virtualNetworkWord(group), loadBalancerWord(group)]
  return [`${network} includes 168.63.129.16, the address of ${balancer}, so ${nameDecider(rule)} matches.`]
}
