import * as l10n from "@vscode/l10n"
import type { AddressTerm } from "../values/address.ts"
import type { PortTerm } from "../values/port.ts"
import { isUnknown } from "../values/unknown.ts"
import { openValues } from "./open-values.ts"
import { asPartial, isPartlyKnown } from "./partial.ts"
import type { LocatedGroup, LocatedRule, RuleCopy, RuleProperty, StandaloneRule } from "./reader.ts"

/** A group as a dialect found it, with its rules read. */
export type GroupSource = Omit<LocatedGroup, "rules" | "standaloneRules" | "statedDefaults" | "problems" | "copies"> &
  Partial<Pick<LocatedGroup, "problems" | "statedDefaults">> & {
    /** Rules in the group's own list. */
    readonly inline: readonly LocatedRule[]
    /** Rules that are resources of their own. */
    readonly standalone?: readonly LocatedRule[]
  }

/** Puts a group's rules together: in file order, two copies of one rule once. */
export function locatedGroup({
  inline,
  standalone = [],
  problems = [],
  statedDefaults = [],
  ...group
}: GroupSource): LocatedGroup {
  const merged = mergeCopies(inline, standalone)
  const rules = merged.rules.toSorted((a, b) => a.at.self.start - b.at.self.start)
  const { copies } = merged
  const own = standalone.length > 0 && { standaloneRules: standaloneRules(inline, standalone) }
  return withOpenRules({
    ...withoutPresent(group, rules),
    ...{ rules, statedDefaults, problems, copies },
    ...own,
  })
}

/** A rule that the group has in another form is not left out of it. */
function withoutPresent<G extends Pick<LocatedGroup, "leftOut">>(group: G, rules: readonly LocatedRule[]): G {
  const { leftOut, ...rest } = group
  const names = new Set(rules.map(({ name }) => name.toLowerCase()))
  const left = leftOut?.filter(({ name }) => !names.has(name.toLowerCase())) ?? []
  return left.length > 0 ? { ...group, leftOut: left } : (rest as G)
}

/** What is to be known of rules that are resources of their own, beside a list of rules. */
export function standaloneRules(
  list: readonly LocatedRule[],
  standalone: readonly LocatedRule[],
): readonly StandaloneRule[] {
  const listed = new Set(list.map(({ name }) => name.toLowerCase()))
  return standalone.map(rule => {
    const name = rule.name.toLowerCase()
    return { name, isListed: listed.has(name) }
  })
}

/** A rule of which one expression gives all that it matches leaves its group as open as a rule that is not there. */
function withOpenRules(group: LocatedGroup): LocatedGroup {
  if (isPartlyKnown(group)) return group
  for (const rule of group.rules) {
    const open = openValues(rule)
    if (open) return asPartial(group, l10n.t`the values of "${rule.name}" are not known: ${open.reason}`)
  }
  return group
}

/** Inline and standalone rules together; of two copies of one rule the standalone one, whose values win. */
export function mergeCopies(
  inline: readonly LocatedRule[],
  standalone: readonly LocatedRule[],
): Pick<LocatedGroup, "rules" | "copies"> {
  const copies: RuleCopy[] = []
  const names = new Map(standalone.map(rule => [rule.name.toLowerCase(), rule]))
  const kept = inline.filter(other => {
    const rule = names.get(other.name.toLowerCase())
    if (rule) copies.push({ rule, other, properties: differences(rule, other) })
    return !rule
  })
  return { rules: [...kept, ...standalone], copies }
}

/** All that is written of its rules: copies that are not used, too. */
export function writtenRules({ rules, copies }: Pick<LocatedGroup, "rules" | "copies">): readonly LocatedRule[] {
  return copies.length === 0 ? rules : [...rules, ...copies.map(({ other }) => other)]
}

/** The properties in which two copies surely differ. What is unknown in one may well be what stands in the other. */
function differences(rule: LocatedRule, other: LocatedRule): RuleProperty[] {
  const words = (["priority", "direction", "access", "protocol"] as const).filter(property => {
    const [a, b] = [rule[property], other[property]]
    return !isUnknown(a) && !isUnknown(b) && a !== b
  })
  const addresses = (["source", "destination"] as const)
    .filter(side => differ(rule[side].map(addressKey), other[side].map(addressKey)))
    .map(side =>
      writtenProperty(
        rule,
        other,
        `${side}AddressPrefix`,
        `${side}AddressPrefixes`,
        `${side}ApplicationSecurityGroups`,
      ),
    )
  const ports = (["source", "destination"] as const)
    .filter(side => differ(rule[`${side}Ports`].map(portKey), other[`${side}Ports`].map(portKey)))
    .map(side => writtenProperty(rule, other, `${side}PortRange`, `${side}PortRanges`))
  return [...words, ...addresses, ...ports]
}

/** Undefined stands for an unknown term. */
function differ(a: readonly (string | undefined)[], b: readonly (string | undefined)[]): boolean {
  const [left, right] = [new Set(a), new Set(b)]
  if (left.has(undefined) || right.has(undefined)) return false
  return left.size !== right.size || [...left].some(key => !right.has(key))
}

function addressKey(term: AddressTerm): string | undefined {
  return term.kind === "unknown" ? undefined : term.key
}

function portKey(term: PortTerm): string | undefined {
  return "unknown" in term ? undefined : `${term.first}-${term.last}`
}

/** Of the fields that could hold a side, the one that is written. */
function writtenProperty(
  rule: LocatedRule,
  other: LocatedRule,
  ...properties: [RuleProperty, ...RuleProperty[]]
): RuleProperty {
  const written = properties.find(property => rule.at.properties[property] ?? other.at.properties[property])
  return written ?? properties[0]
}
