import type { Direction } from "../engine/security-rule.ts"
import { isUnknown } from "../values/unknown.ts"
import type { GroupRule, HiddenRules } from "./group-rule.ts"
import { hiddenRulesOf } from "./hidden-rules.ts"
import type { RuledGroup } from "./judged-group.ts"

/**
 * What stands in two versions of a group for rules that cannot be known and are the same in both. Among rules that did not change
 * it is all the same where they come; so one stands before the first rule that changed, and one behind each, as a rule that moved
 * from one priority to another may have passed some.
 */
export function sharedHiddenRules(before: RuledGroup, after: RuledGroup, direction: Direction): readonly HiddenRules[] {
  const reason = after.group.incompleteReason ?? ""
  const taken = new Set([...before.rules, ...after.rules].filter(isSure).map(({ priority }) => priority))
  const starts = [firstPriority, ...changedPriorities(before, after).map(priority => priority + 1)]
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? Number.POSITIVE_INFINITY
    let free = start
    while (taken.has(free)) free++
    if (free >= end) return []
    // Half a step earlier, so that it ties with no rule that is only possibly there.
    return [hiddenRulesOf(`${index}`, direction, free - 0.5, reason)]
  })

  function isSure({ direction: own, possiblyAbsent }: GroupRule): boolean {
    return own === direction && !possiblyAbsent
  }
}

const firstPriority = 100

/** The known priorities of rules that only one of the versions has at that place. */
function changedPriorities(before: RuledGroup, after: RuledGroup): readonly number[] {
  const [olds, news] = [before, after].map(({ rules }) => new Map(rules.map(rule => [keyOf(rule), rule])))
  const changed = [
    ...[...(olds ?? [])].filter(([key]) => !news?.has(key)),
    ...[...(news ?? [])].filter(([key]) => !olds?.has(key)),
  ].flatMap(([, { priority }]) => (isUnknown(priority) ? [] : [priority]))
  return [...new Set(changed)].toSorted((a, b) => a - b)
}

/** What a rule does, and where. */
function keyOf({ priority, direction, access, protocol, possiblyAbsent, conditions, ...rule }: GroupRule): string {
  const words = [priority, direction, access, protocol].map(word =>
    isUnknown(word) ? { unknown: word.identity } : word,
  )
  const addresses = [rule.source, rule.destination].map(terms => terms.map(({ key }) => key))
  const presence = possiblyAbsent ? (conditions ?? rule.name) : undefined
  return JSON.stringify([words, addresses, rule.sourcePorts, rule.destinationPorts, presence])
}
