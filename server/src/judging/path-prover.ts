import { withPlatformReading } from "../azure/platform-reading.ts"
import { internetKey, virtualNetworkKey } from "../azure/service-tags.ts"
import type { AddressFacts, SetFacts } from "../engine/address-facts.ts"
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
  const ends = [endOf(sender, "Outbound", originals), atReceiver(endOf(receiver, "Inbound", originals), originals)]
  const path: ClaimPath = preparePath<TriedRule, RankedAdminRule>(ends, joinedFacts(sender, receiver))
  return (access, traffic, sets) =>
    proveClaim(
      path,
      { within: trafficRules(traffic), and: [], except: exceptRules(traffic), ...sets },
      { access, direction: undefined, written: rule => originals.get(rule) ?? rule },
    )
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
const ownKeys: ReadonlySet<string> = new Set([virtualNetworkKey, internetKey])

/** The names that each network has for itself are told apart where two networks meet on a path. */
function renamed(key: string): string {
  return ownKeys.has(key) ? `${key}${ofReceiver}` : key
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
  return term.kind === "tag" && ownKeys.has(term.key) ? { ...term, key: renamed(term.key) } : term
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
