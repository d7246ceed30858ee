import { pluralOf, singularOf } from "../readers/property-names.ts"
import type { LocatedRule, RuleProperty } from "../readers/reader.ts"
import type { ProblemReason, RuleProblem } from "../readers/rule-problem.ts"
import { noName } from "../readers/rule-reading.ts"
import { parseAddress } from "../values/parse-address.ts"
import { nameFaultText } from "./name-fault.ts"
import { listWords, nameRule } from "./wording.ts"

/** A problem as its text is made from it. */
interface Told extends RuleProblem {
  /** The offending text, empty where there is none. */
  readonly value: string
  /** The document's name of the property. */
  readonly key: string
  /** The document's name of another property; undefined where the dialect has none. */
  keyOf(property: string | undefined): string | undefined
  /** Whether the value is all that the property holds. */
  readonly isAlone: boolean
  /** The rule by name and priority. */
  readonly rule: string
}

/** What is wrong with a value, in the document's own words, behind the rule that has the fault. */
export function problemText(problem: RuleProblem, rule: LocatedRule | null): string {
  const keyOf = (property: string | undefined) =>
    property === undefined ? undefined : rule ? rule.names[property as RuleProperty] : property
  const key = keyOf(problem.property) ?? problem.property
  const listed = rule?.written.values[problem.property as RuleProperty]
  const isAlone = !Array.isArray(listed) || listed.length < 2
  const told = { value: "", ...problem, key, keyOf, isAlone, rule: rule ? subjectOf(rule) : "This NSG" }
  const isAboutAll = problem.reason in wholeTexts
  const text = isAboutAll
    ? wholeTexts[problem.reason as WholeReason](told)
    : valueTexts[problem.reason as ValueReason](told)
  if (!rule || isAboutAll) return text
  return told.rule === unnamed ? text.replace(/^(?:the|priority|port) /, start) : `${told.rule}: ${text}`
}

function start(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const unnamed = "This rule"

/** A name so long that nothing else would be seen of the message is left out. */
function subjectOf(rule: LocatedRule): string {
  return rule.name === noName || rule.name.length > 60 ? unnamed : nameRule(rule)
}

/** A rule that lacks several properties. */
export function missingText(properties: readonly RuleProperty[], rule: LocatedRule): string {
  const keys = properties.map(property => rule.names[property] ?? property)
  return `${subjectOf(rule)} has no ${listWords(keys, "or")}. Azure requires all of them.`
}

/** Sentences whose subject is the rule or the group. */
const wholeTexts = {
  missing: ({ rule, property, key }) =>
    property in words
      ? `${rule} has no ${words[property]}. Set ${key} to ${expected[property]}.`
      : `${rule} has no ${key}. Azure requires ${expected[property] ?? "it"}.`,
  "several-fields": ({ rule, key, property, instead, keyOf }) =>
    `${rule} has both ${keyOf(instead) ?? instead} and ${key}. ${property.includes("Port") ? "What Azure does with both is not documented. Keep one." : "Azure accepts only one of them. Keep one."}`,
  "too-many-groups": ({ rule, key, value }) =>
    `${rule} has ${value} entries in ${key}; Azure accepts at most 10 application security groups per side (NumberOfApplicationSecurityGroupsReferencedInSecurityRuleLimitReached). Split the rule.`,
  "no-properties": ({ rule }) =>
    `${rule} has no "properties", the only place where Azure reads its values. Move all but the name into "properties": { … } (Could not find member on object of type).`,
  "not-rules": ({ value }) =>
    `Azure does not read rules in ${value === "properties" ? "a second " : ""}"${value}". Move them to "securityRules" in the NSG's "properties".`,
  "object-for-list": ({ key }) => `${key} must be a list, not an object. Put [ ] around the rule.`,
  "too-many": ({ value }) => `This NSG has ${value} rules; Azure accepts at most 1,000.`,
  "far-too-many": ({ value }) =>
    `This NSG has ${value} rules; Azure accepts at most 1,000. Only the first 5,000 were checked.`,
  "too-many-names": ({ value }) =>
    `Only the ${value} rules before this one were checked: with it they use more than 10,000 different tags, security groups and expressions.`,
} satisfies Partial<Record<ProblemReason, (problem: Told) => string>>

type WholeReason = keyof typeof wholeTexts
type ValueReason = Exclude<ProblemReason, WholeReason>

/** What is wrong with one value, as it follows the rule's name. */
const valueTexts: Readonly<Record<ValueReason, (problem: Told) => string>> = {
  "wrong-type": ({ property, key }) => `${key} must be ${expected[property] ?? "a string"}.`,
  "not-an-integer": ({ value }) => `priority "${value}" is not a whole number. Use a number from 100 to 4096.`,
  "out-of-range": ({ value }) => `priority ${value} is out of range. Use a number from 100 to 4096.`,
  "unknown-word": ({ property, key, value }) =>
    `"${value}" is not a valid ${key}.${expected[property] ? ` Use ${expected[property]}.` : ""}`,
  "bad-address": ({ value, instead }) =>
    `"${value}" is not a valid address, CIDR block or service tag (SecurityRuleInvalidAddressPrefix).${advice(instead)}`,
  "host-bits": ({ value, instead }) =>
    `${value} is not a network address: host bits are set.${advice(instead)} Azure refuses it as written (SecurityRuleInvalidAddressPrefix).`,
  "ambiguous-address": ({ value }) =>
    `"${value}" is not a valid IPv4 address (SecurityRuleInvalidAddressPrefix). Write four decimal numbers without leading zeros.`,
  "any-word": ({ value, property, key, instead }) =>
    `"${value}" is not a valid ${words[singularName(property)] ?? key}. Use "${instead ?? "*"}".`,
  "classic-tag": ({ value, instead }) =>
    `${value} is a tag of the classic deployment model, which Azure no longer accepts. Use ${instead}.`,
  "host-name": ({ value }) =>
    `${value} is a host name, which NSG rules do not accept (SecurityRuleInvalidAddressPrefix). Use its address, a CIDR block or a service tag.`,
  "bad-port": ({ value, instead }) =>
    `"${value}" is not a valid port. Use ${instead === undefined ? "a number, a range such as 80-90, or *" : `"${instead}"`}.`,
  "reversed-range": ({ value, instead }) => `port range ${value} is reversed.${advice(instead)}`,
  "port-too-large": ({ value }) => `port ${value} is too high. The highest port is 65535.`,
  "comma-list": told => `"${told.value}" is a list in one string (${commaCode(told)}). ${commaAdvice(told)}.`,
  "all-digits": ({ value }) =>
    `"${value}" is not an IP address. Azure stores it, but what it matches is not known. Use an address, a CIDR block or a service tag.`,
  "list-in-singular": told => `${told.key} accepts one value, not a list. ${listAdvice(told)}.`,
  "value-in-plural": told => `${told.key} accepts only a list. Use ${singleAdvice(told)}.`,
  "tag-in-list": told =>
    `"${told.value}" in a list: ${inList(told)} accepts only addresses and CIDR blocks (SecurityRuleParameterContainsUnsupportedValue). ${alone(told)}.`,
  "any-port-in-list": told =>
    `"${told.value}" in a list: ${inList(told)} accepts only ports and ranges (SecurityRuleParameterContainsInvalidPortRanges). ${alone(told)}.`,
  "outside-properties": ({ value }) =>
    `"${value}" belongs inside "properties"; Azure refuses it here (Could not find member on object of type). Move it into "properties".`,
  "name-in-properties": () =>
    `"name" belongs beside "properties"; Azure refuses it inside (Could not find member on object of type). Move it out.`,
  "name-without-group": ({ value, instead }) =>
    `the name of a rule resource includes its NSG; Azure refuses it without (incorrect segment lengths). Use "GROUP/${instead ?? value}".`,
  "name-with-group": ({ value, instead }) =>
    `a rule written inside its NSG must not repeat the NSG's name (incorrect segment lengths). Use "${instead ?? value}".`,
  "too-long": ({ value }) => `the description has ${value.length} characters; Azure accepts at most 140. Shorten it.`,
  "bad-name": ({ value, instead }) => nameFaultText(value, instead),
}

const words: Readonly<Record<string, string>> = {
  sourceAddressPrefix: "source address",
  destinationAddressPrefix: "destination address",
  sourcePortRange: "source port",
  destinationPortRange: "destination port",
}

const expected: Readonly<Record<string, string>> = {
  securityRules: "a list of objects, one for each rule",
  properties: "an object with the rule's values",
  name: "a name",
  priority: "a whole number from 100 to 4096",
  direction: "Inbound or Outbound",
  access: "Allow or Deny",
  protocol: "Tcp, Udp, Icmp, Esp, Ah or *",
  sourceAddressPrefix: "an address, a service tag or *",
  destinationAddressPrefix: "an address, a service tag or *",
  sourcePortRange: "a port, a range or *",
  destinationPortRange: "a port, a range or *",
}

function advice(instead: string | undefined): string {
  return instead === undefined ? "" : ` Use ${instead}.`
}

/** Properties of a problem may be none of a rule's: the list of rules. */
function singularName(property: string): string {
  return singularOf(property as RuleProperty)
}

function pluralName(property: string): string | undefined {
  return pluralOf(property as RuleProperty)
}

function commaCode({ property }: Told): string {
  return property.includes("Port") ? "SecurityRuleInvalidPortRange" : "SecurityRuleInvalidAddressPrefix"
}

/** A list of one is one value; what may stand in no list is a rule of its own. */
function listAdvice({ value, property, keyOf }: Told): string {
  const list = keyOf(pluralName(property))
  const items = value.split(", ")
  if (value !== "" && items.length === 1) return `Use "${value}" without [ ]`
  const hasWord = items.some(item => item === "*" || (property.includes("Address") && isWord(item)))
  return list === undefined || hasWord ? "Write one rule for each value" : `Move the list to ${list}`
}

/** A list takes no words; some dialects have no list at all; and what stands in one already needs no other. */
function commaAdvice({ value, property, key, keyOf }: Told): string {
  const isPort = property.includes("Port")
  const hasWord = !isPort && value.split(",").some(part => isWord(part.trim()))
  if (hasWord) return "Write one rule for each service tag: a list accepts only addresses and CIDR blocks"
  const plural = pluralName(property)
  if (plural === undefined) return `Make each value an item of its own in ${key}`
  const list = keyOf(plural)
  return list === undefined ? "Write one rule for each value" : `Use a list in ${list}`
}

function isWord(text: string): boolean {
  const term = parseAddress(text)
  return "fault" in term ? term.fault === "any-word" || term.fault === "classic-tag" : term.kind !== "prefix"
}

/** The list to write, or the field for one value; what may stand in no list goes there. */
function singleAdvice({ value, property, key, keyOf }: Told): string {
  const singular = keyOf(singularName(property))
  const isOther = singular !== undefined && singular !== key
  const noList = value === "*" || (property.includes("Address") && isWord(value))
  if (value === "") return "[ ] around it"
  if (noList) return isOther ? singular : "a rule of its own for it"
  const list = `["${value.split(/\s*,\s*/).join('", "')}"]`
  return isOther ? `${list}, or ${singular} instead` : list
}

/** The field that is a list: where it is the field for one value, too, the list in it. */
function inList({ property, key, keyOf }: Told): string {
  return keyOf(singularName(property)) === key ? `a list in ${key}` : key
}

/** What stands in no list goes into the field for one value, and then into that alone. */
function alone({ value, property, key, keyOf, isAlone }: Told): string {
  const singular = keyOf(singularName(property))
  const isOther = singular !== undefined && singular !== key
  if (value === "*") return isOther ? `Use ${singular} "*" instead of the list` : 'Use "*" instead of the list'
  if (!isAlone) return isOther ? `Move it to ${singular} in a rule of its own` : "Move it to a rule of its own"
  return isOther ? `Move it to ${singular}` : `Use "${value}" without the list`
}
