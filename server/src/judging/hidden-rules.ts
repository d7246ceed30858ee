import { platformTags } from "../azure/service-tags.ts"
import type { Assumption } from "../engine/flow.ts"
import type { Direction } from "../engine/security-rule.ts"
import type { HiddenRules } from "./group-rule.ts"
import type { RuledGroup } from "./judged-group.ts"
import { hiddenName } from "./stand-in-names.ts"

/**
 * The stand-in, at the first priority that no known rule of the direction holds: hidden rules cannot come earlier,
 * because a priority is unique in its direction. None for a group whose rules are all known.
 */
export function hiddenRules({ group, rules }: RuledGroup, direction: Direction, version?: string): HiddenRules[] {
  const { incompleteReason } = group
  if (incompleteReason === undefined) return []
  const taken = new Set(
    rules.filter(rule => rule.direction === direction && !rule.possiblyAbsent).map(rule => rule.priority),
  )
  let free = 100
  while (taken.has(free)) free++
  // Half a step earlier, so that it ties with no rule that is only possibly there.
  const priority = free - 0.5
  return [
    version === undefined
      ? rulesNotKnown(direction, priority, incompleteReason)
      : hiddenRulesOf(version, direction, priority, incompleteReason),
  ]
}

/** Rules of which nothing is known: they may be there, match anything, and do either. `hidden`: why they cannot be known. */
export function rulesNotKnown(
  direction: Direction,
  priority: number,
  hidden: string,
  name: string = hiddenName,
): HiddenRules {
  const unknown = { identity: name, reason: hidden }
  const addresses = [{ kind: "unknown" as const, key: name, unknown }]
  const ports = [{ unknown }]
  return {
    hidden,
    name,
    priority,
    direction,
    access: unknown,
    protocol: unknown,
    source: addresses,
    sourcePorts: ports,
    // Traffic of the platform stands apart from all addresses: a hidden rule may name it by its tag.
    destination: [...addresses, ...platformTerms],
    destinationPorts: ports,
    possiblyAbsent: true,
  }
}

/** The same where there are several in one question, of which `which` tells these: they are called alike, and are others. */
export function hiddenRulesOf(which: string, direction: Direction, priority: number, hidden: string): HiddenRules {
  const identity = `${hiddenName} ${which} ${direction}`
  const conditions = [{ identity, holds: true }]
  return { ...rulesNotKnown(direction, priority, hidden, identity), name: hiddenName, conditions }
}

/** The platform's own traffic, by the tags that alone reach it. */
export const platformTerms = Object.entries(platformTags).map(([key, name]) => ({ kind: "tag" as const, key, name }))

export function concernsHidden(assumption: Assumption): boolean {
  return (assumption.kind === "address" ? assumption.set.key : assumption.rule) === hiddenName
}
