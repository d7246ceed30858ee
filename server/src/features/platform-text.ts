import { listWords } from "../checks/wording.ts"
import { describeOutcomes } from "./outcome-text.ts"
import type { FlowVerdict, JudgedPart } from "./verify-flow.ts"

/** What is to be said of traffic that no ordinary rule judges: sentences. */
export function describePlatform(verdict: FlowVerdict): string[] {
  return [...describeWhole(verdict), ...describeParts(verdict.platformParts)]
}

function describeWhole({ platform, access, flow, outcomes, decider }: FlowVerdict): string[] {
  if (!platform) return []
  const stop = platform.tag === null ? "" : `; only a Deny that names ${platform.tag} stops it`
  const text = `${platform.name} is platform traffic, not judged by ordinary rules${stop}.`
  const caveat = platform.caveat === undefined ? [] : [`But ${platform.caveat}.`]
  const isSilent = access !== "Allow" || decider !== null || outcomes.every(({ rule }) => rule === null)
  if (isSilent) return [text, ...caveat]
  return [text, ...caveat, `The rules alone would say: ${describeOutcomes(flow, outcomes)}.`]
}

function describeParts(parts: readonly JudgedPart[]): string[] {
  return (["Allow", "Deny", "Unknown"] as const).flatMap(access => {
    const names = new Set(parts.filter(part => part.access === access).map(({ traffic }) => traffic.name))
    if (names.size === 0) return []
    const list = listWords([...names].map(name => name.replace(/^The /, "the ")))
    return [`Part of this flow is platform traffic (${list}), which ordinary rules do not judge: ${partWords[access]}.`]
  })
}

const partWords = {
  Allow: "that part is allowed",
  Deny: "that part is denied by a rule that names its tag",
  Unknown: "whether that part is allowed depends on rules that may name its tag",
} as const
