import { pluralOf, singularOf } from "../../readers/property-names.ts"
import type { LocatedRule, RuleProperty } from "../../readers/reader.ts"
import type { ProblemReason, RuleProblem } from "../../readers/rule-problem.ts"
import { noName } from "../../readers/rule-reading.ts"
import type { Severity } from "../check.ts"
import { nameRule } from "../wording.ts"

/** A reason for which Azure refuses a value, or a whole rule or group. */
export interface Reason {
  /** Where it is not the check's own. */
  readonly severity?: Severity
  /** The message is a whole sentence, whose subject is the rule or group; else it is what follows the rule's name. */
  readonly isSentence?: true
  message(told: ToldProblem): string
}

/** The reasons of one subject. */
export type Reasons = Readonly<Partial<Record<ProblemReason, Reason>>>

/** A problem as its message is made from it. */
export interface ToldProblem extends RuleProblem {
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

export function toldProblem(problem: RuleProblem, rule: LocatedRule | null): ToldProblem {
  const keyOf = (property: string | undefined) =>
    property === undefined ? undefined : rule ? rule.names[property as RuleProperty] : property
  const key = keyOf(problem.property) ?? problem.property
  const listed = rule?.written.values[problem.property as RuleProperty]
  const isAlone = !Array.isArray(listed) || listed.length < 2
  return { value: "", ...problem, key, keyOf, isAlone, rule: rule ? subjectOf(rule) : "This NSG" }
}

export const unnamed = "This rule"

/** A name so long that nothing else would be seen of the message is left out. */
export function subjectOf(rule: LocatedRule): string {
  return rule.name === noName || rule.name.length > 60 ? unnamed : nameRule(rule)
}

/** What a property is called in a sentence. */
export const words: Readonly<Record<string, string>> = {
  sourceAddressPrefix: "source address",
  destinationAddressPrefix: "destination address",
  sourcePortRange: "source port",
  destinationPortRange: "destination port",
}

/** What a property's value should be. */
export const expected: Readonly<Record<string, string>> = {
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

export function advice(instead: string | undefined): string {
  return instead === undefined ? "" : ` Use ${instead}.`
}

/** Properties of a problem may be none of a rule's: the list of rules. */
export function singularName(property: string): string {
  return singularOf(property as RuleProperty)
}

export function pluralName(property: string): string | undefined {
  return pluralOf(property as RuleProperty)
}
