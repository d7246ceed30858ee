import { withPlatformReading } from "../azure/platform-reading.ts"
import { internetKey, virtualNetworkKey } from "../azure/service-tags.ts"
import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
import type { KnownSets, Packet } from "../engine/flow.ts"
import { preparePath } from "../engine/questions/prepare.ts"
import type { Access, Direction } from "../engine/security-rule.ts"
import type { PathEnd, RuleList } from "../engine/traffic-path.ts"
import type { AddressTerm } from "../values/address.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import { anyFlow } from "./any-flow.ts"
import type { ClaimRule, ClaimTraffic, ClaimVerdict } from "./claim.ts"
import { factsFor, listOf } from "./claim-lists.ts"
import type { ClaimPlace, EndSets } from "./claim-prover.ts"
import { exceptRules, trafficRules } from "./claim-rules.ts"
import type { TriedRule } from "./group-rule.ts"
import { type ClaimPath, proveClaim } from "./prove-claim.ts"

/**
 * Proves claims of all packets between two ends, out of the one place and into the other, as one path: that a packet is denied
 * on either side is enough to deny it. Each side has its own Internet and VirtualNetwork.
 */
export function pathProver(
  sender: ClaimPlace,
  receiver: ClaimPlace,
): (access: Access, traffic: ClaimTraffic, sets: EndSets) => ClaimVerdict {
  const originals = new Map<ClaimRule, ClaimRule>()
  const isOneNetwork = sender.context.identity === receiver.context.identity
  const end = endOf(receiver, "Inbound", originals)
  const ends = [endOf(sender, "Outbound", originals), isOneNetwork ? end : atReceiver(end, originals)]
  const path: ClaimPath = preparePath<TriedRule, RankedAdminRule>(ends, joinedFacts(sender, receiver))
  return (access, traffic, sets) =>
    withOwnNames(
      proveClaim(
        path,
        {
          ...{ within: trafficRules(traffic), and: [], except: exceptRules(traffic) },
          sourceSets: sets.sourceSets?.flatMap(one => (isOneNetwork ? [one] : [one, renamedSets(one)])),
          destinationSets: sets.destinationSets?.flatMap(one => (isOneNetwork ? [one] : [one, renamedSets(one)])),
        },
        { access, direction: undefined, written: rule => originals.get(rule) ?? rule },
      ),
    )
}

/** What is told of packets names sets as rules do. */
function withOwnNames({ counterexample, doubt, ...verdict }: ClaimVerdict): ClaimVerdict {
  return {
    ...verdict,
    ...(counterexample && { counterexample: { ...counterexample, packet: packetInOwnNames(counterexample.packet) } }),
    ...(doubt && {
      doubt: {
        ...doubt,
        packet: packetInOwnNames(doubt.packet),
        open: doubt.open.map(one => ("set" in one ? { ...one, set: ownTerm(one.set) } : one)),
      },
    }),
  }
}

function packetInOwnNames({ source, destination, ...packet }: Packet): Packet {
  return {
    ...packet,
    source: { ...source, of: source.of.map(ownTerm) },
    destination: { ...destination, of: destination.of.map(ownTerm) },
  }
}

function ownTerm(term: AddressTerm): AddressTerm {
  return "name" in term && term.key.endsWith(ofReceiver)
    ? { ...term, key: term.key.slice(0, -ofReceiver.length) }
    : term
}

type End = PathEnd<TriedRule, RankedAdminRule>

function endOf({ admin = [], groups }: ClaimPlace, direction: Direction, originals: Map<ClaimRule, ClaimRule>): End {
  const lists = groups.map((group, place) => listOf(group, place, direction, originals))
  return {
    direction,
    ...(admin.length > 0 && { admin: { name: "admin", rules: admin } }),
    groups: direction === "Inbound" ? lists : lists.reverse(),
  }
}

const ofReceiver = "@receiver"

/**
 * The names that each network has for itself are told apart where two networks meet on a path: also application security groups,
 * whose members elsewhere do not count.
 */
function isOwn(key: string): boolean {
  return key === virtualNetworkKey || key === internetKey || key.startsWith("group:")
}

function renamed(key: string): string {
  return isOwn(key) ? `${key}${ofReceiver}` : key
}

function renamedSets({ inside, outside }: KnownSets): KnownSets {
  return { inside: inside.map(renamed), outside: outside.map(renamed) }
}

function atReceiver({ admin, groups, ...end }: End, originals: Map<ClaimRule, ClaimRule>): End {
  const read = <R extends ClaimRule>(rule: R): R => {
    const [source, destination] = [rule.source.map(renamedTerm), rule.destination.map(renamedTerm)]
    const one = { ...rule, source, destination }
    originals.set(one, originals.get(rule) ?? rule)
    return one
  }
  const list = <R extends ClaimRule>({ name, rules }: RuleList<R>): RuleList<R> => ({ name, rules: rules.map(read) })
  return { ...end, ...(admin && { admin: list(admin) }), groups: groups.map(list) }
}

function renamedTerm(term: AddressTerm): AddressTerm {
  return "name" in term && isOwn(term.key) ? { ...term, key: renamed(term.key) } : term
}

function joinedFacts(sender: ClaimPlace, receiver: ClaimPlace): AddressFacts {
  const [own, other] = [factsOf(sender), factsOf(receiver)]
  return {
    about: key =>
      key.endsWith(ofReceiver) ? renamedFacts(other.about(key.slice(0, -ofReceiver.length))) : own.about(key),
  }
}

function factsOf({ context, groups }: ClaimPlace): AddressFacts {
  return withPlatformReading(factsFor(context.factsAbout(anyFlow), groups), "outside")
}

function renamedFacts(facts: SetFacts | undefined): SetFacts | undefined {
  if (!facts) return undefined
  const { inside, disjoint, ...rest } = facts
  return {
    ...rest,
    ...(inside && { inside: inside.map(renamed) }),
    ...(disjoint && { disjoint: disjoint.map(renamed) }),
  }
}
