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
  ]
}

function describeWhole({ platform, access, outcomes, decider }: FlowVerdict): string[] {
  if (!platform) return []
  const stop = platform.tag === null ? "" : `; only a Deny rule for ${platform.tag} stops it`
  const text = `${platform.name} is platform traffic, not judged by ordinary rules${stop}.`
  const caveat = platform.caveat === undefined ? [] : [`But ${platform.caveat}.`]
  const [rule, another] = new Set(outcomes.map(one => one.rule))
  const isSilent = access !== "Allow" || decider !== null || !rule || another !== undefined
  if (isSilent) return [text, ...caveat]
  const word = rule.access === "Deny" ? "denied" : "allowed"
  return [text, ...caveat, `By the rules alone it would be ${word} by ${nameDecider(rule)}.`]
}

function describeParts(parts: readonly JudgedPart[]): string[] {
  return (["Allow", "Deny", "Unknown"] as const).flatMap(access => {
    const names = new Set(parts.filter(part => part.access === access).map(({ traffic }) => traffic.name))
    if (names.size === 0) return []
    const list = listWords([...names].map(name => name.replace(/^The /, "the ")))
    return [`Part of this flow is platform traffic (${list}), not judged by ordinary rules: ${partWords[access]}.`]
  })
}

const partWords = {
  Allow: "that part is allowed",
  Deny: "that part is denied by a rule for its service tag",
  Unknown: "whether that part is allowed depends on rules for its service tag",
} as const

function describeAddress({ platformAddress }: FlowVerdict): string[] {
  if (!platformAddress) return []
  const { access, rule } = platformAddress
  const word = access === "Allow" ? "allowed" : "denied"
  const by = rule ? `by ${nameDecider(rule)}` : "as platform traffic"
  return [`168.63.129.16 (Azure's platform address), if it counts as Internet, is ${word} ${by}.`]
}
