import { platformReadingOf, withPlatformReading } from "../azure/platform-reading.ts"
import type { NetworkFacts } from "../azure/verify-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { ClaimedTraffic } from "../engine/questions/claimed-traffic.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { Access } from "../engine/security-rule.ts"
import type { PathEnd } from "../engine/traffic-path.ts"
import type { AddressTerm } from "../values/address.ts"
import { remember } from "../values/remember.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import { type ClaimRule, type ClaimTraffic, type ClaimVerdict, joinVerdicts } from "./claim.ts"
import { everyPacket, factsFor, listOf, withPlatformRules } from "./claim-lists.ts"
import { ordinaryParts, platformParts } from "./claim-parts.ts"
import { oneSided } from "./claim-rules.ts"
import type { TriedRule } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"
import { told } from "./platform-claim.ts"
import { type ClaimPath, proveClaim } from "./prove-claim.ts"

/** Proves claims, any number of them, about the same groups. */
export type ProveClaim = (access: Access, traffic: ClaimTraffic, sets?: EndSets) => ClaimVerdict

/** What is known of ends whose addresses Azure chooses. */
export type EndSets = Pick<ClaimedTraffic, "sourceSets" | "destinationSets">

/** Where claims are held against: the levels that traffic of one end passes. */
export interface ClaimPlace {
  readonly context: NetworkContext
  readonly admin?: readonly RankedAdminRule[]
  /** In the order in which inbound traffic meets them; undefined for a group that no document defines. */
  readonly groups: readonly (RuledGroup | undefined)[]
  /** The addresses of the local end, where claims are about them alone. */
  readonly addresses?: readonly AddressTerm[]
}

export function claimProver({ context, admin = [], groups, addresses }: ClaimPlace): ProveClaim {
  const route = context.defaultRoute ?? "unknown"
  const paths = new Map<string, ClaimPath>()
  const originals = new Map<ClaimRule, ClaimRule>()
  const lists = {
    Inbound: groups.map((group, place) => listOf(group, place, "Inbound", originals)),
    Outbound: groups.map((group, place) => listOf(group, place, "Outbound", originals)).reverse(),
  }
  const written = (rule: ClaimRule) => originals.get(rule) ?? rule
  const known = new Map<string, NetworkFacts>()
  const pathFor = (flow: Flow, isPlatform: boolean): ClaimPath => {
    const { direction } = flow
    const local = context.isOfAllFlows ? undefined : localPrefix(flow)
    const facts = remember(known, JSON.stringify([direction, local?.key]), () => context.factsAbout(flow))
    const reading = platformReadingOf(flow)
    return remember(paths, JSON.stringify([direction, isPlatform, reading, local?.key, facts.identity]), () => {
      const end: PathEnd<TriedRule, RankedAdminRule> = {
        direction,
        ...(admin.length > 0 && !isPlatform && { admin: { name: "admin", rules: admin } }),
        groups: lists[direction].map(list => (isPlatform ? withPlatformRules(list) : list)),
      }
      const [around] = local ? oneSided(direction, localSide[direction], [local]) : []
      return preparePath<TriedRule, RankedAdminRule>(
        [end],
        withPlatformReading(factsFor(facts, groups), reading),
        around,
      )
    })
  }
  return (access, traffic, sets) => {
    const { direction } = traffic
    const options = { access, direction, written }
    const and = addresses ? oneSided(direction, localSide[direction], addresses) : []
    const ordinary = ordinaryParts(traffic, !context.defaultRoute, route).map(part =>
      proveClaim(pathFor(part.flow, false), { ...part.traffic, ...sets, and }, options),
    )
    const platform = platformParts(traffic, route).map(part => {
      const path = part.endpoint.traffic.tag === null ? openPath : pathFor(part.flow, true)
      return told(part, proveClaim(path, { ...part.traffic, ...sets, and }, options))
    })
    return joinVerdicts([...ordinary, ...platform])
  }
}

const localSide = { Inbound: "destination", Outbound: "source" } as const

/** Without a network in sight facts hang on this end alone, and only where its addresses are known. */
function localPrefix(flow: Flow): AddressTerm | undefined {
  const local = flow[localSide[flow.direction]]
  return local.kind === "prefix" ? local : undefined
}

const openPath: ClaimPath = preparePath<TriedRule, RankedAdminRule>(
  [
    {
      direction: "Outbound",
      groups: [{ name: "", rules: [{ ...everyPacket("Outbound"), access: "Allow", hidden: "platform traffic" }] }],
    },
  ],
  { about: () => undefined },
)
