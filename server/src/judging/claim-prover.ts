import { withExpansions } from "../azure/expansion-facts.ts"
import { platformReadingOf, withPlatformReading } from "../azure/platform-reading.ts"
import type { NetworkFacts } from "../azure/verify-facts.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { ClaimedTraffic } from "../engine/questions/claim-courses.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { Access, Direction, MatchingRule, SecurityRule } from "../engine/security-rule.ts"
import type { PathEnd, RuleList } from "../engine/traffic-path.ts"
import type { AddressTerm } from "../values/address.ts"
import { addressText } from "../values/format-address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import { remember } from "../values/remember.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import { type ClaimRule, type ClaimTraffic, type ClaimVerdict, joinVerdicts } from "./claim.ts"
import { ordinaryParts, type PlatformClaimPart, platformParts } from "./claim-parts.ts"
import { oneSided } from "./claim-rules.ts"
import type { TriedRule } from "./group-rule.ts"
import { isHidden } from "./group-rule.ts"
import { hiddenRules } from "./hidden-rules.ts"
import { withIpv6Reading, withReadingFacts } from "./ipv6-reading.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"
import { platformRules } from "./platform-rules.ts"
import { type ClaimPath, proveClaim } from "./prove-claim.ts"
import { isIdle } from "./verify-flow.ts"

/** Proves claims, any number of them, about the same groups. */
export type ProveClaim = (access: Access, traffic: ClaimTraffic) => ClaimVerdict

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
  const pathFor = (flow: Flow, isPlatform: boolean): ClaimPath => {
    const facts = context.factsAbout(flow)
    const { direction } = flow
    const reading = platformReadingOf(flow)
    return remember(paths, JSON.stringify([direction, isPlatform, reading, facts.identity]), () => {
      const end: PathEnd<TriedRule, RankedAdminRule> = {
        direction,
        ...(admin.length > 0 && !isPlatform && { admin: { name: "admin", rules: admin } }),
        groups: lists[direction].map(list => (isPlatform ? withPlatformRules(list) : list)),
      }
      return preparePath<TriedRule, RankedAdminRule>([end], withPlatformReading(factsFor(facts, groups), reading))
    })
  }
  return (access, traffic) => {
    const { direction } = traffic
    const options = { access, direction, written }
    const and = addresses ? oneSided(direction, direction === "Inbound" ? "destination" : "source", addresses) : []
    const ordinary = ordinaryParts(traffic, !context.defaultRoute, route).map(part =>
      proveClaim(pathFor(part.flow, false), { ...part.traffic, and }, options),
    )
    const platform = platformParts(traffic, route).map(part => {
      const path = part.endpoint.traffic.tag === null ? openPath : pathFor(part.flow, true)
      return told(part, proveClaim(path, { ...part.traffic, and } satisfies ClaimedTraffic, options))
    })
    return joinVerdicts([...ordinary, ...platform])
  }
}

/** The rules of a group as they are read; `originals` has what each stands for. */
function listOf(
  group: RuledGroup | undefined,
  place: number,
  direction: Direction,
  originals: Map<ClaimRule, ClaimRule>,
): RuleList<TriedRule> {
  if (!group) return { name: `unresolved ${place}`, rules: [anything(direction)] }
  const own = group.rules.filter(rule => !isIdle(rule))
  const read = own.map(rule => {
    const one = withIpv6Reading(rule)
    originals.set(one, rule)
    return one
  })
  return { name: group.group.name, rules: [...hiddenRules(group, direction), ...read] }
}

/** A group that no document defines may do anything. */
function anything(direction: Direction): TriedRule {
  const access = { identity: "group", reason: "no document here defines the group" }
  return { ...everyPacket(direction), name: "a group that no document here defines", access, hidden: access.reason }
}

function everyPacket(direction: Direction): MatchingRule & { readonly priority: number } {
  return {
    name: "",
    priority: 100,
    direction,
    protocol: "*",
    source: [anyAddress],
    sourcePorts: [allPorts],
    destination: [anyAddress],
    destinationPorts: [allPorts],
    possiblyAbsent: false,
  }
}

function factsFor(facts: NetworkFacts, groups: readonly (RuledGroup | undefined)[]): AddressFacts {
  const printed = groups.reduce<AddressFacts>(
    (known, group) => (group?.group.expansions ? withExpansions(known, group.group.expansions) : known),
    facts,
  )
  return withReadingFacts(printed)
}

/** What none of the group's rules names by the platform's tag is allowed. */
function withPlatformRules({ name, rules }: RuleList<TriedRule>): RuleList<TriedRule> {
  return { name, rules: [...rules, ...platformRules.map(asHidden)] }
}

function asHidden(rule: SecurityRule & { readonly priority: unknown }): TriedRule {
  return { ...rule, priority: Number.MAX_SAFE_INTEGER, hidden: "platform traffic" }
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

/** Packets to a tag of the platform are told by its address; no rule is named that only stands for the platform. */
function told({ endpoint }: PlatformClaimPart, verdict: ClaimVerdict): ClaimVerdict {
  const { counterexample, decidedBy, ...rest } = verdict
  const { family, first } = endpoint.address
  const destination = { address: addressText(family, first), of: [] }
  return {
    ...rest,
    decidedBy: decidedBy.filter(rule => !isPlatformRule(rule)),
    ...(counterexample && {
      counterexample: {
        ...counterexample,
        packet: { ...counterexample.packet, destination },
        rule: counterexample.rule && isPlatformRule(counterexample.rule) ? null : counterexample.rule,
      },
    }),
  }
}

function isPlatformRule(rule: ClaimRule): boolean {
  return !("configuration" in rule) && isHidden(rule) && rule.hidden === "platform traffic"
}
