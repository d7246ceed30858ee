import { privatePrefixes } from "../azure/special-addresses.ts"
import { addressesLeft, prepareAddresses } from "../engine/questions/addresses-left.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import type { LocatedAdminRule, Subnet, Topology } from "../topology/topology.ts"
import { appendTo } from "../values/grouped.ts"
import { keptFor } from "../values/kept-for.ts"
import { type AdminLevel, type AttachedAdminRule, adminLevel } from "./admin-level.ts"
import { adminRulesFor } from "./admin-rules.ts"
import type { Exposure } from "./exposures.ts"
import { defaultExposureWidth } from "./internet-exposures.ts"
import { isBefore, perhaps, surely } from "./level-passages.ts"
import { atMachine } from "./machine-rule.ts"
import { theInternet } from "./remote-addresses.ts"
import { remoteRule } from "./remote-rule.ts"
import { countedShare, isWide } from "./wide-shares.ts"

/** What a security admin rule lets in from the Internet, whatever the groups say (AlwaysAllow). */
export interface AdminExposure extends Pick<Exposure, "left" | "open"> {
  readonly rule: AttachedAdminRule
  readonly written: LocatedAdminRule
  /** Where it does; at least one. */
  readonly subnets: readonly Subnet[]
  /** Whether it does so for certain, in one of these. */
  readonly isSure: boolean
}

export function adminExposures(topology: Topology): readonly AdminExposure[] {
  const found = new Map<LocatedAdminRule, AdminExposure[]>()
  for (const subnet of topology.virtualNetworks.flatMap(({ subnets }) => subnets)) {
    const ranked = adminRulesFor(topology, subnet, undefined)
    const level = adminLevel(ranked)
    for (const [place, { written }] of ranked.entries()) {
      const rule = level.rules[place]
      const exposed = rule && written && exposureIn(subnet, rule, level)
      if (exposed) appendTo(found, written, { ...exposed, rule, written, subnets: [subnet] })
    }
  }
  return [...found.values()].flatMap(each => united(each) ?? [])
}

/** Told as it is where it is sure, if it is anywhere. */
function united(each: readonly AdminExposure[]): AdminExposure | undefined {
  const first = each.find(({ isSure }) => isSure) ?? each[0]
  const alike = each.filter(({ isSure }) => isSure === first?.isSure)
  return first && { ...first, subnets: alike.flatMap(({ subnets }) => subnets) }
}

const remote = theInternet(undefined, undefined)
const read = keptFor((rule: AttachedAdminRule) => remoteRule(rule, { side: "source", remote }))

function exposureIn(
  { prefixes: { known, areAll } }: Subnet,
  rule: AttachedAdminRule,
  { rules }: AdminLevel,
): Pick<AdminExposure, "left" | "open" | "isSure"> | undefined {
  if (!perhaps.does(rule, "Inbound", "AlwaysAllow")) return undefined
  const addresses = areAll ? known : undefined
  const wide = (own: MatchingRule | undefined, before: readonly (MatchingRule | undefined)[]) => {
    const atSubnet = atMachine(own, "source", { addresses })
    const missing = before.filter(one => one !== undefined)
    if (!atSubnet) return []
    const others = known.length > 0 ? known : privatePrefixes
    const prepared = prepareAddresses([atSubnet, ...missing], { side: "source", among: remote.among, others })
    const { shares } = addressesLeft(prepared, atSubnet, missing)
    return shares.map(countedShare).filter(share => isWide(share, defaultExposureWidth))
  }
  const others = rules.filter(other => other !== rule && other.direction !== "Outbound")
  const earlier = others.filter(
    other => isBefore(other, rule) && !other.possiblyAbsent && other.direction === "Inbound",
  )
  const possible = wide(
    read(rule).most,
    earlier.map(other => read(other).least),
  )
  if (possible.length === 0) return undefined
  const certain = surely.does(rule, "Inbound", "AlwaysAllow")
    ? wide(
        read(rule).least,
        others.filter(other => !isBefore(rule, other)).map(other => read(other).most),
      )
    : []
  const left = certain.length > 0 ? certain : possible
  return { left, open: left, isSure: certain.length > 0 }
}
