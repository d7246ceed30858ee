import * as l10n from "@vscode/l10n"
import { parseAddress } from "../../values/parse-address.ts"
import { pluralName, type Reasons, singularName, type ToldProblem } from "./told-problem.ts"

/** Lists where one value is accepted, single values where only lists are, and what may stand in no list. */
export const listReasons = {
  "comma-list": {
    message: told => l10n.t`"${told.value}" is a list in one string (${commaCode(told)}). ${commaAdvice(told)}.`,
  },
  "list-in-singular": {
    message: told => l10n.t`${told.key} accepts one value, not a list. ${listAdvice(told)}.`,
  },
  "value-in-plural": {
    message: told => l10n.t`${told.key} accepts only a list. Use ${singleAdvice(told)}.`,
  },
  "tag-in-list": {
    message: told =>
      l10n.t`${inList(told)} accepts only addresses and CIDR blocks, not "${told.value}" (SecurityRuleParameterContainsUnsupportedValue). ${alone(told)}.`,
  },
  "any-port-in-list": {
    message: told =>
      l10n.t`${inList(told)} accepts only ports and ranges, not "${told.value}" (SecurityRuleParameterContainsInvalidPortRanges). ${alone(told)}.`,
  },
} satisfies Reasons

function commaCode({ property }: ToldProblem): string {
  return property.includes("Port") ? "SecurityRuleInvalidPortRange" : "SecurityRuleInvalidAddressPrefix"
}

/** A list of one is one value; what may stand in no list is a rule of its own. */
function listAdvice({ value, property, keyOf }: ToldProblem): string {
  const list = keyOf(pluralName(property))
  const items = value.split(", ")
  if (value !== "" && items.length === 1) return l10n.t`Use "${value}" without [ ]`
  const hasWord = items.some(item => item === "*" || (property.includes("Address") && isWord(item)))
  return list === undefined || hasWord ? l10n.t`Write one rule for each value` : l10n.t`Move the list to ${list}`
}

/** A list takes no words; some dialects have no list at all; and what stands in one already needs no other. */
function commaAdvice({ value, property, key, keyOf }: ToldProblem): string {
  const isPort = property.includes("Port")
  const hasWord = !isPort && value.split(",").some(part => isWord(part.trim()))
  if (hasWord) return l10n.t`Write one rule for each service tag: a list accepts only addresses and CIDR blocks`
  const plural = pluralName(property)
  if (plural === undefined) return l10n.t`Make each value a separate item in ${key}`
  const list = keyOf(plural)
  return list === undefined ? l10n.t`Write one rule for each value` : l10n.t`Use a list in ${list}`
}

function isWord(text: string): boolean {
  const term = parseAddress(text)
  return "fault" in term ? term.fault === "any-word" || term.fault === "classic-tag" : term.kind !== "prefix"
}

/** The list to write, or the field for one value; what may stand in no list goes there. */
function singleAdvice({ value, property, key, keyOf }: ToldProblem): string {
  const singular = keyOf(singularName(property))
  const isOther = singular !== undefined && singular !== key
  const noList = value === "*" || (property.includes("Address") && isWord(value))
  if (value === "") return l10n.t`[ ] around it`
  if (noList) return isOther ? singular : l10n.t`a separate rule for it`
  const values = value.split(",").map(each => each.trim())
  const list = `["${values.join('", "')}"]`
  return isOther ? l10n.t`${list}, or ${singular} instead` : list
}

/** The field that is a list: where it is the field for one value, too, the list in it. */
function inList({ property, key, keyOf }: ToldProblem): string {
  return keyOf(singularName(property)) === key ? l10n.t`a list in ${key}` : key
}

/** What stands in no list goes into the field for one value, and then into that alone. */
function alone({ value, property, key, keyOf, isAlone }: ToldProblem): string {
  const singular = keyOf(singularName(property))
  const isOther = singular !== undefined && singular !== key
  if (value === "*")
    return isOther ? l10n.t`Use ${singular} "*" instead of the list` : l10n.t`Use "*" instead of the list`
  if (!isAlone) return isOther ? l10n.t`Move it to ${singular} in a separate rule` : l10n.t`Move it to a separate rule`
  return isOther ? l10n.t`Move it to ${singular}` : l10n.t`Use "${value}" without the list`
}
