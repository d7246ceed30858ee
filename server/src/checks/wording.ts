import type { SecurityRule } from "../engine/security-rule.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { noName } from "../readers/rule-reading.ts"

/** A rule as messages name it: `"allow-ssh" (100)`. */
export function nameRule(rule: Pick<SecurityRule, "name" | "priority">): string {
  const { priority } = rule
  return typeof priority === "number" ? `${quoteName(rule)} (${priority})` : quoteName(rule)
}

/** A rule's name in a sentence, where its priority would say nothing. */
export function quoteName({ name }: Pick<SecurityRule, "name">): string {
  return name === noName ? "a rule without a name" : `"${name}"`
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
  return text.startsWith("a rule without a name") ? capitalised(text) : text
}

/** A group as sentences name it; one without a name of its own, that is written inside of a subnet for example, is this one. */
export function nameGroup({ name, inside }: Pick<LocatedGroup, "name" | "inside">): string {
  return inside !== undefined || name === "" || name.startsWith("(") ? "this NSG" : name
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[], conjunction = "and"): string {
  const last = words.at(-1) ?? ""
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`
}

/** ` with the default value of port`; "" where no parameter has a part in it. */
export function withDefaults(parameters: readonly string[]): string {
  if (parameters.length === 0) return ""
  const more = parameters.length - 3
  const names = more > 0 ? [...parameters.slice(0, 3), `${more} more`] : parameters
  return ` with the default ${parameters.length > 1 ? "values" : "value"} of ${listWords(names)}`
}

/** As `listWords`, but names at most `most` of them, and says how many more there are. */
export function listRules(
  rules: readonly Pick<SecurityRule, "name" | "priority">[],
  most = 5,
  conjunction = "and",
): string {
  const more = rules.length - most
  const names = rules.map(nameRule)
  return listWords(more > 0 ? [...names.slice(0, most), `${more} more`] : names, conjunction)
}

/** `1 group`, `2 groups`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`
}
