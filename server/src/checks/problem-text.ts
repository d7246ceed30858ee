import { pluralOf, singularOf } from "../readers/property-names.ts"
import type { LocatedRule, ProblemReason, RuleProblem, RuleProperty } from "../readers/reader.ts"
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
  /** The rule by name and priority. */
  readonly rule: string
}

/** What is wrong with a value, in the document's own words. */
export function problemText(problem: RuleProblem, rule: LocatedRule | null): string {
  const keyOf = (property: string | undefined) =>
    property === undefined ? undefined : rule ? rule.names[property as RuleProperty] : property
  const key = keyOf(problem.property) ?? problem.property
  return texts[problem.reason]({ value: "", ...problem, key, keyOf, rule: subjectOf(rule) })
}

/** Rules that a loop makes are told together, and named in front of what is the same of all. */
function subjectOf(rule: LocatedRule | null): string {
  if (!rule) return "The group"
  return rule.iteration === undefined ? nameRule(rule) : "The rule"
}

/** A rule that lacks several properties. */
export function missingText(properties: readonly RuleProperty[], { names }: LocatedRule): string {
  const keys = properties.map(property => names[property] ?? property)
  return `The rule has no ${listWords(keys, "or")}: Azure requires all of them.`
}

const texts: Readonly<Record<ProblemReason, (problem: Told) => string>> = {
  missing: ({ property, key }) =>
    property in words
      ? `The rule has no ${words[property]}: write one under ${key} (${expected[property]}).`
      : `The rule has no ${key}: Azure requires ${expected[property] ?? "it"}.`,
  "wrong-type": ({ property, key }) => `This is no value for ${key}: write ${expected[property] ?? "a text"}.`,
  "not-an-integer": ({ value }) => `Priority "${value}" is not a whole number: write one from 100 to 4096.`,
  "out-of-range": ({ value }) => `Priority ${value} is out of range: custom rules have 100 to 4096.`,
  "unknown-word": ({ property, key, value }) => `"${value}" is no ${key}: write ${expected[property] ?? "another"}.`,
  "bad-address": ({ value, instead }) =>
    `"${value}" is neither an address, a CIDR block nor a service tag, so Azure refuses it (SecurityRuleInvalidAddressPrefix)${hint(instead)}.`,
  "host-bits": ({ value, instead }) =>
    `${value} has bits set behind its prefix length, which Azure refuses (SecurityRuleInvalidAddressPrefix)${hint(instead)}.`,
  "ambiguous-address": ({ value }) =>
    `"${value}" is no address with four decimal parts, so Azure refuses it (SecurityRuleInvalidAddressPrefix).`,
  "any-word": ({ value, instead }) => `Azure does not know the word "${value}" here: write "${instead ?? "*"}".`,
  "classic-tag": ({ value, instead }) =>
    `${value} is a tag of the classic deployment model, which Azure refuses today: write ${instead}.`,
  "host-name": ({ value }) =>
    `${value} is a host name, and a security group takes no host names: write its address, a CIDR block or a service tag (SecurityRuleInvalidAddressPrefix).`,
  "bad-port": ({ value, instead }) =>
    `"${value}" is no port: Azure takes a number, a range such as 80-90, or *${instead === undefined ? "" : `; write "${instead}"`}.`,
  "reversed-range": ({ value, instead }) => `The range ${value} runs backwards${hint(instead)}.`,
  "port-too-large": ({ value }) => `${value} is beyond the last port, 65535.`,
  "comma-list": told =>
    `"${told.value}" is a list in one text, which Azure refuses (${commaCode(told)}): ${commaAdvice(told)}.`,
  "all-digits": ({ value }) =>
    `"${value}" is no address: Azure stores it, but what it matches is not known. Write an address, a CIDR block or a service tag.`,
  "list-in-singular": told =>
    `${told.rule}: ${told.key} takes one value, so Azure refuses a list here. ${listAdvice(told)}.`,
  "value-in-plural": told =>
    `${told.rule}: ${told.key} takes a list, so Azure refuses a single value here. Write ${singleAdvice(told)}.`,
  "tag-in-list": ({ value, property, keyOf }) =>
    `"${value}" stands in a list: Azure takes addresses and CIDR blocks there (SecurityRuleParameterContainsUnsupportedValue). Write it alone under ${keyOf(singularName(property))}.`,
  "any-port-in-list": ({ value, property, keyOf }) =>
    `"${value}" stands in a list of ports, which Azure refuses (SecurityRuleParameterContainsInvalidPortRanges): write it alone under ${keyOf(singularName(property))}.`,
  "several-fields": ({ rule, key, property, instead, keyOf }) =>
    `${rule} has ${keyOf(instead) ?? instead} as well as ${key}: ${property.includes("Port") ? "what Azure makes of both is not documented. Write one of them" : "Azure takes exactly one of them. Leave one out"}.`,
  "too-many-groups": ({ rule, key, value }) =>
    `${rule} has ${value} entries under ${key}: Azure takes 10 application security groups a side (NumberOfApplicationSecurityGroupsReferencedInSecurityRuleLimitReached). Split the rule.`,
  "no-properties": ({ rule }) =>
    `${rule} has no "properties": Azure reads a rule's values only there, and refuses them here (Could not find member on object of type). Move all but the name into "properties": { … }.`,
  "outside-properties": ({ rule, value }) =>
    `${rule}: "${value}" stands beside "properties", where Azure refuses it (Could not find member on object of type). Move it into "properties".`,
  "not-rules": ({ value }) =>
    `These rules stand under ${value === "properties" ? "a second " : ""}"${value}", where Azure does not read them. Write them under "securityRules" in the group's "properties".`,
  "name-in-properties": ({ rule }) =>
    `${rule}: the name stands in "properties", where Azure refuses it (Could not find member on object of type). Move it out, beside "properties".`,
  "object-for-list": ({ key }) => `${key} takes a list, so Azure refuses an object here. Put [ ] around the rule.`,
  "name-without-group": ({ value, instead }) =>
    `"${value}" does not say which group the rule is for: Azure refuses it (incorrect segment lengths). Write the name as "GROUP/${instead ?? value}".`,
  "name-with-group": ({ value, instead }) =>
    `The name repeats the group in which the rule stands: Azure refuses it (incorrect segment lengths). Write "${instead ?? value}".`,
  "too-long": ({ value }) => `The description has ${value.length} letters: Azure takes 140 at most.`,
  "too-many": ({ value }) => `Azure takes 1,000 rules in a network security group, and this one has ${value}.`,
  "far-too-many": ({ value }) =>
    `Azure takes 1,000 rules in a network security group, and this one has ${value}: only the first 5,000 are judged.`,
  "too-many-names": ({ value }) =>
    `Only the rules before this one are judged (${value}): with it they name more than 10,000 different tags, security groups and expressions.`,
  "bad-name": ({ value, instead }) => nameFaultText(value, instead),
}

const words: Readonly<Record<string, string>> = {
  sourceAddressPrefix: "source address",
  destinationAddressPrefix: "destination address",
  sourcePortRange: "source port",
  destinationPortRange: "destination port",
}

const expected: Readonly<Record<string, string>> = {
  securityRules: "objects, one for each rule",
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

function hint(instead: string | undefined): string {
  return instead === undefined ? "" : `: write ${instead}`
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
  if (value !== "" && items.length === 1) return `Write "${value}" without [ ]`
  const hasWord = items.some(item => item === "*" || (property.includes("Address") && isWord(item)))
  return list === undefined || hasWord ? "Write a rule for each" : `Write the list under ${list}`
}

/** A list takes no words; some dialects have no list at all; and what stands in one already needs no other. */
function commaAdvice({ value, property, key, keyOf }: Told): string {
  const isPort = property.includes("Port")
  const hasWord = !isPort && value.split(",").some(part => isWord(part.trim()))
  if (hasWord) return "write a rule for each service tag, since a list takes addresses and CIDR blocks only"
  const plural = pluralName(property)
  if (plural === undefined) return `write each as an item of its own under ${key}`
  const list = keyOf(plural)
  return list === undefined ? "write a rule for each" : `write a list under ${list}`
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
  if (noList) return isOther ? `it under ${singular}` : "a rule of its own for it"
  const list = `["${value.split(/\s*,\s*/).join('", "')}"]`
  return isOther ? `${list}, or ${singular} instead` : list
}
