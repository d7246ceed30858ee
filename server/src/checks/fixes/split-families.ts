import * as l10n from "@vscode/l10n"
import { pluralOf } from "../../readers/property-names.ts"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { RuleValues } from "../../readers/write-rule.ts"
import type { Fix } from "../fix.ts"
import { nameOrLike } from "./free-name.ts"
import { othersText, placeBehind, placementChanges } from "./placed-priority.ts"
import { singleFields, writtenTerms } from "./written-terms.ts"

type Family = 4 | 6
const sides = ["source", "destination"] as const
type EndValues = Readonly<Record<(typeof sides)[number], readonly string[]>>

/**
 * A rule for each family of addresses. A family of which one side has nothing has no traffic, and needs no rule; where that
 * is so of both, what was meant cannot be known.
 */
export function splitFamiliesFix(rule: LocatedRule, group: LocatedGroup): readonly Fix[] {
  const [first, other] = ([4, 6] as const).flatMap(family => {
    const values = valuesOf(rule, family)
    return values ? [{ family, values }] : []
  })
  if (!first) return []
  const keep = sides
    .filter(side => first.values[side].length < rule[side].length)
    .map(side => ({ kind: "side", rule, side, values: first.values[side] }) as const)
  if (!other) return [{ title: l10n.t`Keep only the IPv${first.family} addresses`, changes: keep, isPreferred: true }]
  const placement = placeBehind(group, rule)
  if (!placement) return []
  const { name: _, ...written } = rule.written.values
  const values = { ...withEnds(written, other.values), priority: placement.priority }
  const name = nameOrLike(group, `${rule.name}-ipv6`)
  return [
    {
      title: l10n.t`Move the IPv6 addresses to a separate rule at ${placement.priority}${othersText(placement)}`,
      changes: [
        ...keep,
        ...placementChanges(rule, placement).slice(1),
        { kind: "insert", rule, values: { name, ...values } },
      ],
      isPreferred: true,
    },
  ]
}

/** What a rule for the family has at its ends; undefined where an end has nothing of it. */
function valuesOf(rule: LocatedRule, family: Family): EndValues | undefined {
  const [source, destination] = sides.map(side => {
    const fits = rule[side].map(term => term.kind !== "prefix" || term.family === family)
    return writtenTerms(rule, side)?.filter((_, index) => fits[index])
  })
  const isWhole = source && destination && source.length > 0 && destination.length > 0
  return isWhole ? { source, destination } : undefined
}

function withEnds(written: RuleValues, ends: EndValues): RuleValues {
  const changed = new Map(Object.entries(written))
  for (const side of sides) {
    const single = singleFields[side]
    const plural = pluralOf(single)
    const isList = plural !== undefined && changed.has(plural)
    changed.delete(single)
    if (plural) changed.delete(plural)
    const [only, more] = ends[side]
    if (only !== undefined && more === undefined && !isList) changed.set(single, only)
    else if (plural) changed.set(plural, ends[side])
  }
  return Object.fromEntries(changed)
}
