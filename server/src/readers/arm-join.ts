import * as l10n from "@vscode/l10n"
import type { Condition } from "../engine/security-rule.ts"
import { groupedBy } from "../values/grouped.ts"
import { mergeCopies } from "./group.ts"
import { asPartial } from "./partial.ts"
import { areNeverTogether, withinGroup } from "./presence.ts"
import type { LocatedGroup, RuleCopy } from "./reader.ts"
import { joinRules, type KeyedGroup, type SeparateRule } from "./separate-rules.ts"

/** A group of a template; its key says its name and where it is deployed to. */
export interface ArmGroup extends KeyedGroup {
  /** The template it stands in. */
  readonly template: string
  /** What has to hold for the document to make it. */
  readonly conditions: readonly Condition[]
}

/** A rule that is a resource of its own. */
export interface ArmRule extends SeparateRule {
  readonly template: string
  /** Its name holds no expression: a group of that name in another file may be meant. */
  readonly isLiteral: boolean
  /** The resource group it is deployed to, where that is stated. */
  readonly resourceGroup: string | undefined
  /** There may be any number of it: how often its loop runs is not known. */
  readonly uncounted: boolean
}

/**
 * Gives each group its standalone rules, across all templates of a document. A group that the document makes comes
 * before a reference to it as existing; of two groups of one name the rules take the one in their own template.
 */
export function joinArmRules(groups: readonly ArmGroup[], written: readonly ArmRule[]): readonly LocatedGroup[] {
  const { rules, copies } = oneOfEach(written)
  const templates = new Map<string, Set<string>>()
  for (const { key, template, referenceOnly } of groups) {
    if (key === undefined || referenceOnly) continue
    templates.set(key, (templates.get(key) ?? new Set()).add(template))
  }
  const keyOf = (key: string, template: string) => {
    const made = templates.get(key)
    return made && made.size > 1 && made.has(template) ? `${template} ${key}` : key
  }
  const shared = new Set(rules.filter(rule => !isApart(rule, groups)))
  const ruleKey = (rule: ArmRule) => (shared.has(rule) ? keyOf(rule.key, rule.template) : `apart ${rule.key}`)
  const joined = joinRules(
    withoutDoubles(groups, templates).map(each =>
      each.key === undefined ? each : { ...each, key: keyOf(each.key, each.template) },
    ),
    rules.map(each => ({ ...each, key: ruleKey(each) })),
  )
  const made = new Map(groups.map(({ source, conditions }) => [originKey(source), conditions]))
  return joined.map(group => {
    const conditions = made.get(originKey(group))
    const own = copies.filter(({ rule }) => group.rules.includes(rule))
    const whole = own.length > 0 ? { ...group, copies: [...group.copies, ...own] } : group
    return withinGroup(withUncounted(conditions ? whole : asReference(whole, [...shared]), rules), conditions ?? [])
  })
}

/** Several templates may deploy one rule: it is there once, as the last of them has it. */
function oneOfEach(rules: readonly ArmRule[]): {
  readonly rules: readonly ArmRule[]
  readonly copies: readonly RuleCopy[]
} {
  const byName = groupedBy(rules, each => (isCertain(each) ? `${each.key} ${each.rule.name.toLowerCase()}` : undefined))
  const copies: RuleCopy[] = []
  const left = new Set<ArmRule>()
  for (const all of byName.values()) {
    const last = all.at(-1)
    for (const other of all) {
      // In one template Azure refuses the second.
      if (!last || other === last || other.template === last.template) continue
      left.add(other)
      copies.push(...mergeCopies([other.rule], [last.rule]).copies)
    }
  }
  return { rules: rules.filter(each => !left.has(each)), copies }
}

function isCertain({ rule, uncounted }: ArmRule): boolean {
  return !uncounted && !rule.possiblyAbsent && rule.condition === undefined && rule.iteration === undefined
}

/** Loops and linked templates make several groups of one text. */
function originKey({ range, iteration, call }: Pick<LocatedGroup, "range" | "iteration" | "call">): string {
  return `${range.start} ${range.end} ${iteration ?? ""} ${call ?? ""}`
}

/** Whether a rule is deployed only where the document does not make its group: then it is for one that exists already. */
function isApart({ key, rule: { conditions = [] } }: ArmRule, groups: readonly ArmGroup[]): boolean {
  const own = groups.filter(group => group.key === key && !group.referenceOnly)
  return own.length > 0 && own.every(group => areNeverTogether(group, { conditions }))
}

/** A group that only its rules refer to. */
function asReference(group: LocatedGroup, rules: readonly ArmRule[]): LocatedGroup {
  const found = rules.find(({ isLiteral, rule }) => isLiteral && group.rules.includes(rule))
  if (!found) return group
  return { ...group, reference: true, ...(found.resourceGroup !== undefined && { scope: found.resourceGroup }) }
}

/** Without references to groups that the document makes, and with one of several references to the same group. */
function withoutDoubles(groups: readonly ArmGroup[], made: ReadonlyMap<string, unknown>): readonly ArmGroup[] {
  const referred = new Set<string>()
  return groups.filter(({ key, referenceOnly }) => {
    if (!referenceOnly || key === undefined) return true
    const isDouble = made.has(key) || referred.has(key)
    referred.add(key)
    return !isDouble
  })
}

function withUncounted(group: LocatedGroup, rules: readonly ArmRule[]): LocatedGroup {
  const isUncounted = rules.some(({ uncounted, rule }) => uncounted && group.rules.includes(rule))
  return isUncounted ? asPartial(group, l10n.t`how many times a rule's loop runs is not known`) : group
}
