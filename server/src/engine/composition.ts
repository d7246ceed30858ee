import type { AddressTerm } from "../values/address.ts"
import { isUnknown, type Maybe } from "../values/unknown.ts"
import type { AddressFacts } from "./address-facts.ts"
import { everyPacket } from "./flow-case.ts"
import { orderedFields } from "./ordered-rules.ts"
import { type FieldedRule, fieldsOf, type MatchingRule } from "./rule-fields.ts"
import type { Access, SecurityRule } from "./security-rule.ts"
import { type TrafficBox, trafficBoxes } from "./traffic-box.ts"
import { type Budget, casesOf, heldCases, type TrafficCase, type World, worldOf } from "./traffic-case.ts"

/**
 * What traffic has to pass. Security admin rules (of Virtual Network Manager) come first: Deny ends it, AlwaysAllow lets it
 * through whatever the groups say, and Allow, or no rule that matches, leaves it to the groups. Then every group must
 * allow it: the subnet's and the network interface's, at one end of a path or at both. Where there is no group, nothing is
 * asked; each group has its default rules among its rules.
 */
export interface TrafficPath {
  readonly adminRules: readonly AdminRule[]
  readonly groups: readonly (readonly SecurityRule[])[]
}

/** A security admin rule. */
export interface AdminRule extends MatchingRule {
  readonly access: Maybe<Access | "AlwaysAllow">
}

export interface AllowedTraffic {
  /** What passes, as few disjoint boxes; each under the conditions that it states. */
  readonly boxes: readonly TrafficBox[]
  /** What may pass besides, by rules whose access cannot be known. */
  readonly uncertain: readonly TrafficBox[]
  /** False where the work was cut off: there may be more. */
  readonly complete: boolean
}

export interface PathOptions {
  /** How many times a rule may be looked at. */
  readonly budget?: number
}

/**
 * The part of the traffic that passes in the end; a rule says which traffic is meant. For each chain of rules that may let
 * it through, one for each group, the packets that exactly these decide: as many searches as there are such chains.
 */
export function allowedTraffic(
  path: TrafficPath,
  traffic: MatchingRule,
  facts: AddressFacts,
  options: PathOptions = {},
): AllowedTraffic {
  return passingBoxes(path, traffic, facts, one => one, options)
}

/** The boxes of what passes, each case first made into what is to be read of it. */
export function passingBoxes(
  path: TrafficPath,
  traffic: MatchingRule,
  facts: AddressFacts,
  told: (passing: TrafficCase, world: World) => TrafficCase,
  { budget = 5_000_000 }: PathOptions,
): AllowedTraffic {
  const rules = [traffic, ...path.adminRules, ...path.groups.flat()]
  const terms = rules.flatMap(rule => [...rule.source, ...rule.destination])
  const world = worldOf(terms, facts)
  const setOf = new Map(terms.map((term): [string, AddressTerm] => [term.key, term]))
  const left: Budget = { left: budget }
  const passing = [...passingCases(path, traffic, world, left)]
  const casesWhere = (certain: boolean) =>
    passing.filter(one => one.certain === certain).map(({ one }) => told(one, world))
  const [certain, uncertain] = [casesWhere(true), casesWhere(false)]
  return {
    boxes: trafficBoxes(certain, setOf, world),
    uncertain: trafficBoxes(uncertain, setOf, world, certain),
    complete: left.left >= 0,
  }
}

interface Passing {
  readonly one: TrafficCase
  /** False where a rule on the way has an access that cannot be known. */
  readonly certain: boolean
}

function* passingCases(path: TrafficPath, traffic: MatchingRule, world: World, left: Budget): Generator<Passing> {
  const meant = fieldsOf(traffic, "traffic", world.line)
  const starts = everyPacket(world).flatMap(start => heldCases(start, meant, world))
  const groups = path.groups.map((rules, index) => orderedFields(rules, `group ${index} `, world))
  for (const { one, access } of decisions(starts, orderedFields(path.adminRules, "admin ", world), world, left)) {
    if (access === "AlwaysAllow") yield { one, certain: true }
    else if (access !== "Deny") yield* throughGroups({ one, certain: !isUnknown(access) }, groups, world, left)
  }
}

function* throughGroups(
  { one, certain }: Passing,
  [rules, ...others]: readonly (readonly FieldedRule<SecurityRule>[])[],
  world: World,
  left: Budget,
): Generator<Passing> {
  if (!rules) return yield { one, certain }
  for (const next of decisions([one], rules, world, left)) {
    if (next.access === "Deny" || next.access === null) continue
    yield* throughGroups({ one: next.one, certain: certain && next.access === "Allow" }, others, world, left)
  }
}

/** The packets apart by the rule that decides them, with its access; null where none does. */
function* decisions<R extends AdminRule>(
  starts: readonly TrafficCase[],
  rules: readonly FieldedRule<R>[],
  world: World,
  left: Budget,
): Generator<{ one: TrafficCase; access: R["access"] | null }> {
  for (const start of starts) {
    for (const [index, rule] of [...rules, null].entries()) {
      for (const one of casesOf(start, rule ? [rule] : [], rules.slice(0, index), world, left)) {
        yield { one, access: rule ? rule.rule.access : null }
      }
    }
  }
}
