import * as l10n from "@vscode/l10n"
import type { Direction, SecurityRule } from "../engine/security-rule.ts"
import type { AttachedAdminRule } from "../judging/admin-level.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { noName } from "../readers/rule-reading.ts"

/** A rule as messages name it: `"allow-ssh" (100)`. */
export function nameRule(rule: Pick<SecurityRule, "name" | "priority">): string {
  const { priority } = rule
  return typeof priority === "number" ? `${quoteName(rule)} (${priority})` : quoteName(rule)
}

/** A security admin rule, by its priority in its own collection: `"no-ssh" (10)`. */
export function nameAdminRule({ name, priority, statedPriority = priority }: AttachedAdminRule): string {
  return nameRule({ name, priority: statedPriority })
}

/** A rule's name in a sentence, where its priority would say nothing. */
export function quoteName({ name }: Pick<SecurityRule, "name">): string {
  return name === noName ? l10n.t`a rule without a name` : `"${name}"`
}

/** A sentence by itself, of one that follows other words. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A sentence behind other words; what begins with an abbreviation stays. */
export function withoutCapital(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** A sentence that may begin with a rule without a name. */
export function withCapital(text: string): string {
  // Nearly all begin with a quotation mark.
  if (text.startsWith('"')) return text
  return text.startsWith(l10n.t`a rule without a name`) ? capitalised(text) : text
}

export function isNamed({ name, inside }: Pick<LocatedGroup, "name" | "inside">): boolean {
  return inside === undefined && name !== "" && !name.startsWith("(")
}

/** A group as sentences name it; one without a name of its own, that is written inside of a subnet for example, is this one. */
export function nameGroup(group: Pick<LocatedGroup, "name" | "inside">): string {
  return isNamed(group) ? group.name : l10n.t`this NSG`
}

export type Conjunction = "and" | "or"

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[], conjunction: Conjunction = "and"): string {
  const last = words.at(-1) ?? ""
  if (words.length < 2) return last
  const others = words.slice(0, -1).join(", ")
  return conjunction === "and" ? l10n.t`${others} and ${last}` : l10n.t`${others} or ${last}`
}

/** ` with the default value of port`; "" where no parameter has a part in it. */
export function withDefaults(parameters: readonly string[]): string {
  if (parameters.length === 0) return ""
  const more = parameters.length - 3
  const names = more > 0 ? [...parameters.slice(0, 3), l10n.t`${more} more`] : parameters
  return parameters.length > 1
    ? l10n.t` with the default values of ${listWords(names)}`
    : l10n.t` with the default value of ${listWords(names)}`
}

/** As `listWords`, but names at most `most` of them, and says how many more there are. */
export function listRules(
  rules: readonly Pick<SecurityRule, "name" | "priority">[],
  most = 5,
  conjunction: Conjunction = "and",
): string {
  return listSome(rules.map(nameRule), most, conjunction)
}

/** At most so many of some words, and how many more there are. */
export function listSome(words: readonly string[], most: number, conjunction: Conjunction = "and"): string {
  const more = words.length - most
  return listWords(more > 0 ? [...words.slice(0, most), l10n.t`${more} more`] : words, conjunction)
}

/** `1 group`, `2 groups`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`
}

export function sideWord(side: "source" | "destination"): string {
  return side === "source" ? l10n.t`source` : l10n.t`destination`
}

export function directionWord(direction: Direction): string {
  return direction === "Inbound" ? l10n.t`inbound` : l10n.t`outbound`
}
