import { holdsPlatform } from "../azure/platform-reading.ts"
import { type PlatformPart, type PlatformTraffic, platformTraffic } from "../azure/platform-traffic.ts"
import { internetKey, virtualNetworkKey } from "../azure/service-tags.ts"
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

/** What happens to the health probes of load balancers among the packets of a flow. */
export interface ProbesVerdict {
  readonly access: Access | "Unknown"
  /** Those that decide; of the one access all of them. */
  readonly rules: readonly GroupRule[]
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
  const side = (["source", "destination"] as const).find(
    one => holdsOthersToo(flow[one]) || flow[one].key === internetKey,
  )
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

/** What happens to the probes, TCP from the platform's address, where the flow's source holds that address as one of many. */
export function judgeProbes(evaluate: Evaluate, flow: Flow): ProbesVerdict | undefined {
  const { direction, protocol, source } = flow
  if (direction !== "Inbound" || protocol !== "Tcp") return undefined
  if (source.key !== virtualNetworkKey && !holdsOthersToo(source)) return undefined
  const { access, outcomes } = evaluate({ ...flow, source: platformPrefix }, "stated")
  const rules = outcomes.flatMap(({ rule }) => (rule === null || isHidden(rule) ? [] : [rule]))
  return rules.length < outcomes.length ? undefined : { access, rules }
}

/** Whether the end is a set of addresses of which the platform's surely is one. */
function holdsOthersToo(end: AddressTerm): boolean {
  return end.kind === "any" || (end.kind === "prefix" && end.key !== platformPrefix.key && holdsPlatform(end))
}
