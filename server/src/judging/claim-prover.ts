import { platformReadingOf, withPlatformReading } from "../azure/platform-reading.ts"
import { virtualNetworkTag } from "../azure/service-tags.ts"
import { platformAddress, platformPrefix } from "../azure/special-addresses.ts"
import type { Flow, PacketEnd } from "../engine/flow.ts"
import type { ClaimedTraffic } from "../engine/questions/claimed-traffic.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { Access, Direction } from "../engine/security-rule.ts"
import type { PathEnd } from "../engine/traffic-path.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { remember } from "../values/remember.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import { atAnyMachine } from "./any-machine.ts"
import {
  type ClaimDoubt,
  type ClaimExample,
  type ClaimRule,
  type ClaimSide,
  type ClaimTraffic,
  type ClaimVerdict,
  joinVerdicts,
} from "./claim.ts"
import { everyPacket, factsFor, listOf, withPlatformRules } from "./claim-lists.ts"
import { type ClaimPart, type KnownOfPlace, ordinaryParts, platformParts } from "./claim-parts.ts"
import { oneSided } from "./claim-rules.ts"
import type { TriedRule } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import type { NetworkContext } from "./network-context.ts"
import { told } from "./platform-claim.ts"
import { type ClaimPath, proveClaim } from "./prove-claim.ts"
import { platformTraffic } from "./stand-in-names.ts"

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

export function claimProver(place: ClaimPlace): ProveClaim {
  const { context, addresses } = place
  const known: KnownOfPlace = {
    defaultRoute: context.defaultRoute,
    hasNetwork: context.isOfAllFlows || place.groups.some(group => group?.group.expansions !== undefined),
  }
  const originals = new Map<ClaimRule, ClaimRule>()
  const written = (rule: ClaimRule) => originals.get(rule) ?? rule
  const pathFor = pathFinder(place, originals)
  const prove: ProveClaim = (access, traffic, sets) => {
    const { direction } = traffic
    const options = { access, direction, written }
    const and = addresses ? oneSided(direction, localSide[direction], addresses) : []
    const alone = (example: ClaimExample) => doubtAlone(example, traffic, one => prove(access, one, sets))
    const ordinary = ordinaryParts(traffic, known).map(part => {
      const isOfOneEnd = context.isOfAllFlows || part.flow[localSide[direction]].kind === "prefix"
      const doubtOf = (example: ClaimExample) =>
        !isOfOneEnd || (isOfPlatform(example) && !namesPlatform(part.flow)) ? alone(example) : undefined
      return proveClaim(pathFor(part, false), { ...part.traffic, ...sets, and }, { ...options, doubtOf })
    })
    const platform = platformParts(traffic, known).map(part => {
      const path = part.endpoint.traffic.tag === null ? openPath : pathFor(part, true)
      return told(part, proveClaim(path, { ...part.traffic, ...sets, and }, options))
    })
    return joinVerdicts([...ordinary, ...platform])
  }
  return prove
}

/** Whether Internet has the platform's address is not known of that address by itself, whatever it is taken for in others. */
function isOfPlatform({ packet: { source, destination } }: ClaimExample): boolean {
  return source.address === platformAddress || destination.address === platformAddress
}

function namesPlatform({ source, destination }: Flow): boolean {
  return source.key === platformPrefix.key || destination.key === platformPrefix.key
}

/**
 * Without a network in sight a machine that is known by its address is in the virtual network, and of all machines together
 * nothing is known: what breaks a claim about all has to break it about this one, as `verify` would say.
 */
function doubtAlone(
  example: ClaimExample,
  traffic: ClaimTraffic,
  prove: (traffic: ClaimTraffic) => ClaimVerdict,
): ClaimDoubt | undefined {
  const { packet } = example
  const { direction } = traffic
  const local = localSide[direction]
  // Somewhere in a set is as much as is known of its machine, too.
  if (!addressOf(packet[local])) return undefined
  const alone = (side: "source" | "destination"): ClaimSide => {
    const address = addressOf(packet[side])
    const port = packet[`${side}Port`]
    const ports = port === null ? undefined : [{ first: port, last: port }]
    return { terms: address ? [address] : traffic[side].terms, ports, except: [] }
  }
  const { status, doubt } = prove({
    direction,
    protocols: [packet.protocol],
    source: alone("source"),
    destination: alone("destination"),
  })
  if (status === "fails") return undefined
  return doubt ?? { ...example, open: [{ part: local, set: virtualNetworkTag, holds: false }] }
}

function addressOf({ address }: PacketEnd): AddressPrefix | undefined {
  const term = parseAddress(address)
  return "kind" in term && term.kind === "prefix" ? term : undefined
}

/** The path that a part of a claim passes, prepared with what is known of it. Paths of one direction have the same rules. */
function pathFinder(
  { context, admin = [], groups }: ClaimPlace,
  originals: Map<ClaimRule, ClaimRule>,
): (part: ClaimPart, isPlatform: boolean) => ClaimPath {
  const lists = {
    Inbound: groups.map((group, place) => listOf(group, place, "Inbound", originals)),
    Outbound: groups.map((group, place) => listOf(group, place, "Outbound", originals)).reverse(),
  }
  const machineRule = <R extends ClaimRule>(rule: R, direction: Direction): R => {
    const one = atAnyMachine(rule, localSide[direction])
    if (one !== rule) originals.set(one, originals.get(rule) ?? rule)
    return one
  }
  const ends = new Map<string, PathEnd<TriedRule, RankedAdminRule>>()
  const endOf = (direction: Direction, isPlatform: boolean, isOfAnyMachine: boolean) =>
    remember(ends, `${direction} ${isPlatform} ${isOfAnyMachine}`, () => {
      const rulesOf = <R extends ClaimRule>(rules: readonly R[]) =>
        isOfAnyMachine ? rules.map(rule => machineRule(rule, direction)) : rules
      return {
        direction,
        ...(admin.length > 0 && !isPlatform && { admin: { name: "admin", rules: rulesOf(admin) } }),
        groups: lists[direction].map(list => {
          const { name, rules } = isPlatform ? withPlatformRules(list) : list
          return { name, rules: rulesOf(rules) }
        }),
      }
    })
  const known = new Map<string, ClaimPath>()
  const ofFacts = new Map<string, ClaimPath>()
  const first = new Map<PathEnd<TriedRule, RankedAdminRule>, ClaimPath>()
  return ({ flow, isOfAnyMachine }, isPlatform) => {
    const { direction } = flow
    const reading = platformReadingOf(flow)
    const local = context.isOfAllFlows ? "" : localKey(flow)
    return remember(known, `${direction} ${isPlatform} ${isOfAnyMachine} ${reading} ${local}`, () => {
      const facts = context.factsAbout(flow)
      const key = JSON.stringify([direction, isPlatform, isOfAnyMachine, reading, facts.identity])
      return remember(ofFacts, key, () => {
        const end = endOf(direction, isPlatform, isOfAnyMachine)
        const path: ClaimPath = preparePath<TriedRule, RankedAdminRule>(
          [end],
          withPlatformReading(factsFor(facts, groups), reading),
          first.get(end),
        )
        if (!first.has(end)) first.set(end, path)
        return path
      })
    })
  }
}

const localSide = { Inbound: "destination", Outbound: "source" } as const

/** Without a network in sight facts hang on this end alone, and only where its addresses are known. */
function localKey(flow: Flow): string {
  const local = flow[localSide[flow.direction]]
  return local.kind === "prefix" ? local.key : ""
}

const openPath: ClaimPath = preparePath<TriedRule, RankedAdminRule>(
  [
    {
      direction: "Outbound",
      groups: [{ name: "", rules: [{ ...everyPacket("Outbound"), access: "Allow", hidden: platformTraffic }] }],
    },
  ],
  { about: () => undefined },
)
