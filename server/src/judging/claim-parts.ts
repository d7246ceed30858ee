import { isPlatformAddress } from "../azure/platform-reading.ts"
import { type DefaultRoute, type PlatformEndpoint, platformEndpoints } from "../azure/platform-traffic.ts"
import { loadBalancerKey, platformTags } from "../azure/service-tags.ts"
import { platformPrefix } from "../azure/special-addresses.ts"
import type { Flow } from "../engine/flow.ts"
import type { ClaimedTraffic } from "../engine/questions/claimed-traffic.ts"
import type { MatchingRule } from "../engine/security-rule.ts"
import type { AddressTerm } from "../values/address.ts"
import { anyAddress } from "../values/parse-address.ts"
import { allPorts } from "../values/parse-ports.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { anyFlow } from "./any-flow.ts"
import { withGroupsOfMachine } from "./any-machine.ts"
import type { ClaimTraffic } from "./claim.ts"
import { everything, exceptRules, hasPort, trafficRules } from "./claim-rules.ts"

/** A part of a claim for which the same facts hold. */
export interface ClaimPart {
  readonly traffic: ClaimedTraffic
  /** A flow between the ends, as far as facts about a network hang on one. */
  readonly flow: Flow
  /** Of every machine at once, where no network is in sight: rules meet it as `any-machine.ts` has them. */
  readonly isOfAnyMachine: boolean
}

/** What is known of the network that claims are held against. */
export interface KnownOfPlace {
  /** What its default route is; undefined where facts hang on the address of the local end. */
  readonly defaultRoute: DefaultRoute | undefined
  /** Whether anything says which addresses are in the network. */
  readonly hasNetwork: boolean
}

/** A part that is traffic of the platform, which only rules that name its tag judge. */
export interface PlatformClaimPart extends ClaimPart {
  readonly endpoint: PlatformEndpoint
}

/**
 * What ordinary rules judge: all but traffic of the platform. Where facts hang on the address of the local end, each is a part of
 * its own; so is the platform's own address, which is asked about as itself.
 */
export function ordinaryParts(traffic: ClaimTraffic, place: KnownOfPlace): ClaimPart[] {
  const { direction } = traffic
  const [local, remote] =
    direction === "Inbound" ? (["destination", "source"] as const) : (["source", "destination"] as const)
  const isLocal = !place.defaultRoute
  const ordinary = (terms: readonly AddressTerm[]) => terms.filter(({ key }) => !(key in platformTags))
  const locals = isLocal ? ordinary(traffic[local].terms).map(term => [term]) : [ordinary(traffic[local].terms)]
  const except = [...exceptRules(traffic), ...(direction === "Outbound" ? platformRulesOf(routeOf(place)) : [])]
  return locals.flatMap(near =>
    apartFrom(ordinary(traffic[remote].terms)).flatMap((far): ClaimPart[] => {
      if (near.length === 0 || far.length === 0) return []
      const part = {
        ...traffic,
        [local]: { ...traffic[local], terms: near },
        [remote]: { ...traffic[remote], terms: far },
      }
      const flow = { ...anyFlow, direction, [local]: alone(near), [remote]: alone(far) }
      const isOfAnyMachine = !place.hasNetwork && isEveryAddress(near)
      const missing = isOfAnyMachine ? except.map(rule => withGroupsOfMachine(rule, local)) : except
      return [{ traffic: { within: trafficRules(part), and: [], except: missing }, flow, isOfAnyMachine }]
    }),
  )
}

/** Parts of a claim that names addresses or tags of the platform. */
export function platformParts(traffic: ClaimTraffic, place: KnownOfPlace): PlatformClaimPart[] {
  const { direction, protocols, source, destination } = traffic
  if (direction !== "Outbound") return []
  const isOfAnyMachine = !place.hasNetwork && isEveryAddress(source.terms)
  return platformEndpoints(routeOf(place)).flatMap((endpoint): PlatformClaimPart[] => {
    const {
      address,
      protocol,
      port,
      traffic: { tag },
    } = endpoint
    const isNamed = destination.terms.some(term => names(term, endpoint))
    const isTaken = destination.except.some(
      term => term.kind === "any" || names(term, endpoint) || (term.kind === "prefix" && isPrefixWithin(address, term)),
    )
    if (!isNamed || isTaken || !protocols.includes(protocol) || !hasPort(destination, port)) return []
    const term: AddressTerm = tag === null ? address : { kind: "tag", key: `tag:${tag.toLowerCase()}`, name: tag }
    const ports = [{ first: port, last: port }]
    const part: ClaimTraffic = { ...traffic, protocols: [protocol], destination: { terms: [term], ports, except: [] } }
    const flow = { ...anyFlow, direction, source: alone(traffic.source.terms), destination: address }
    const except = exceptRules(part)
    const missing = isOfAnyMachine ? except.map(rule => withGroupsOfMachine(rule, "source")) : except
    return [{ endpoint, flow, traffic: { within: trafficRules(part), and: [], except: missing }, isOfAnyMachine }]
  })
}

function names(term: AddressTerm, { address, traffic: { tag } }: PlatformEndpoint): boolean {
  if (term.key === address.key) return true
  if (term.key === loadBalancerKey) return address.key === platformPrefix.key
  return tag !== null && term.key === `tag:${tag.toLowerCase()}`
}

function platformRulesOf(route: DefaultRoute): MatchingRule[] {
  return platformEndpoints(route).map(({ protocol, address, port }) => ({
    ...everything("Outbound"),
    protocol,
    source: [anyAddress],
    sourcePorts: [allPorts],
    destination: [address],
    destinationPorts: [{ first: port, last: port }],
  }))
}

function routeOf({ defaultRoute = "unknown" }: KnownOfPlace): DefaultRoute {
  return defaultRoute
}

function isEveryAddress(terms: readonly AddressTerm[]): boolean {
  return terms.length > 0 && terms.every(({ kind }) => kind === "any")
}

/** Addresses of the platform by themselves, and all others together. */
function apartFrom(terms: readonly AddressTerm[]): readonly (readonly AddressTerm[])[] {
  const own = terms.filter(isPlatformAddress)
  return [terms.filter(term => !isPlatformAddress(term)), ...own.map(term => [term])]
}

function alone([first, second]: readonly AddressTerm[]): AddressTerm {
  return first && !second ? first : anyAddress
}
