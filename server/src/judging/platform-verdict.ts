import { type PlatformPart, type PlatformTraffic, platformTraffic } from "../azure/platform-traffic.ts"
import { internetKey } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import type { Flow, Verdict } from "../engine/flow.ts"
import type { Access } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { type Evaluate, judgeByTag } from "./flow-evaluator.ts"
import { type GroupRule, isHidden, type TriedRule } from "./group-rule.ts"

/** Traffic of the platform among the packets of a flow. */
export interface JudgedPart {
  readonly traffic: PlatformTraffic
  /** The part as a flow of its own. */
  readonly flow: Flow
  readonly access: Access | "Unknown"
  /** The rule that denies it, by the name of its tag. */
  readonly rule: GroupRule | null
}

export interface PlatformAddressVerdict {
  readonly access: Access
  /** Null for traffic of the platform that no ordinary rule judges. */
  readonly rule: GroupRule | null
}

export function judgePart(evaluate: Evaluate, part: PlatformPart): JudgedPart {
  const byTag = judgeByTag(evaluate, part.flow, part.traffic)
  const rule = byTag?.access === "Deny" ? byTag.outcomes[0]?.rule : null
  return { ...part, access: byTag?.access ?? "Allow", rule: rule && !isHidden(rule) ? rule : null }
}

/** What happens to the platform's address if Internet holds it: asked only of an end that holds the address as one of many. */
export function judgePlatformAddress(
  evaluate: Evaluate,
  { access, outcomes }: Verdict<TriedRule>,
  flow: Flow,
): PlatformAddressVerdict | undefined {
  const side = (["source", "destination"] as const).find(one => holdsPlatform(flow[one]))
  if (!side) return undefined
  const alone = { ...flow, [side]: platformPrefix }
  const isInternet = flow[side].key === internetKey
  const traffic = isInternet ? platformTraffic(alone) : undefined
  if (traffic)
    return judgeByTag(evaluate, alone, traffic) || access === "Allow" ? undefined : { access: "Allow", rule: null }
  const within = evaluate(alone, "inside")
  const rule = within.outcomes[0]?.rule ?? null
  if (within.access === "Unknown" || rule === null || isHidden(rule)) return undefined
  const isSaid = isInternet
    ? within.access === access || outcomes.some(outcome => outcome.rule === rule)
    : within.access === evaluate(alone, "outside").access
  return isSaid ? undefined : { access: within.access, rule }
}

function holdsPlatform(end: AddressTerm): boolean {
  if (end.kind !== "prefix") return end.kind === "any" || end.key === internetKey
  const { first, last } = platformPrefix
  return end.key !== platformPrefix.key && end.first <= first && last <= end.last
}
