import * as l10n from "@vscode/l10n"
import type { Side } from "../../readers/edit-side.ts"
import { pluralOf, singularOf } from "../../readers/property-names.ts"
import type { LocatedGroup, LocatedRule, RuleProperty } from "../../readers/reader.ts"
import type { RuleValues } from "../../readers/write-rule.ts"
import { parseAddress } from "../../values/parse-address.ts"
import type { Change, Fix } from "../fix.ts"
import { mostPriority } from "../free-priority.ts"
import { listWords } from "../wording.ts"
import { nameOrLike } from "./free-name.ts"
import { singleFields } from "./written-terms.ts"

/** The side that a field is of. */
export function sideOfField(property: string): Side | undefined {
  const single = singularOf(property as RuleProperty)
  return (Object.keys(singleFields) as Side[]).find(side => singleFields[side] === single)
}

/**
 * Values that stand in a field which does not take so many of them, or not these: in the field that does, and what may stand in
 * no list in rules of its own. `*` is all that others are, too.
 */
export function listFixes(
  rule: LocatedRule,
  group: LocatedGroup,
  property: string,
  values: readonly string[],
): readonly Fix[] {
  const side = sideOfField(property)
  const isPlural = property.endsWith("s")

  if (!side || values.length === 0 || values.some(value => value === "")) return []
  const words = values.filter(value => !fitsList(value, side))
  if (words.includes("*"))
    return [sideFix(rule, side, ["*"], values.length > 1 ? l10n.t`Use * alone` : l10n.t`Use * without a list`)]
  if (words.length === 0)
    return [sideFix(rule, side, values, isPlural ? l10n.t`Write it as a list` : unlistedTitle(values))]
  if (values.length === 1) return [sideFix(rule, side, values, l10n.t`Use ${values[0] ?? ""} without a list`)]
  return apart(rule, group, side, { words, others: values.filter(value => !words.includes(value)) })
}

function unlistedTitle({ length }: readonly string[]): string {
  return length > 1 ? l10n.t`Move the list to the field for lists` : l10n.t`Write the value without a list`
}

function sideFix(rule: LocatedRule, side: Side, values: readonly string[], title: string): Fix {
  return { title, changes: [{ kind: "side", rule, side, values }], isPreferred: true }
}

function fitsList(value: string, side: Side): boolean {
  if (side.endsWith("Ports")) return value !== "*"
  const term = parseAddress(value)
  return "fault" in term || (term.kind !== "any" && term.kind !== "tag")
}

/** A rule for each word, directly behind the rule, which keeps the others, or the first. */
function apart(
  rule: LocatedRule,
  group: LocatedGroup,
  side: Side,
  { words, others }: Readonly<Record<"words" | "others", readonly string[]>>,
): readonly Fix[] {
  const [kept, own] = others.length > 0 ? [others, words] : [words.slice(0, 1), words.slice(1)]
  const priorities = prioritiesBehind(rule, group, own.length)
  if (!priorities || rule.written.unknown.length > 0) return []
  const made: { readonly name: string }[] = []
  const inserted = own.map((word, place): Change => {
    const name = nameOrLike({ rules: [...group.rules, ...made] }, `${rule.name}-${word.replace(/[^\w.-]/g, "")}`)
    made.push({ name })
    return { kind: "insert", rule, values: { ...withSide(rule, side, word), name, priority: priorities[place] ?? 0 } }
  })
  return [
    {
      title:
        own.length > 1
          ? l10n.t`Move ${listWords(own)} to rules of their own at ${listWords(priorities.map(String))}`
          : l10n.t`Move ${listWords(own)} to a rule of its own at ${listWords(priorities.map(String))}`,
      changes: [{ kind: "side", rule, side, values: kept }, ...inserted.toReversed()],
      isPreferred: true,
    },
  ]
}

/** So many numbers directly behind the rule that no other has. */
function prioritiesBehind(
  { priority, direction }: LocatedRule,
  { rules, incompleteReason, numbersRules }: LocatedGroup,
  count: number,
): readonly number[] | undefined {
  if (typeof priority !== "number" || incompleteReason !== undefined || numbersRules) return undefined
  const numbers = Array.from({ length: count }, (_, place) => priority + 1 + place)
  const isFree = rules.every(other => other.direction !== direction || !numbers.includes(Number(other.priority)))
  return isFree && priority + count <= mostPriority ? numbers : undefined
}

function withSide({ written: { values } }: LocatedRule, side: Side, word: string): RuleValues {
  const single = singleFields[side]
  const plural = pluralOf(single)
  const others = Object.entries(values).filter(([property]) => property !== single && property !== plural)
  return { ...Object.fromEntries(others), [single]: word }
}
