import * as l10n from "@vscode/l10n"
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
  /** Its text begins with a word, not with a key or a value, and so with a capital where it is a sentence by itself. */
  readonly startsWithWord?: true
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
  /** It is the group's, and no rule's. */
  readonly isOfGroup: boolean
}

export function toldProblem(problem: RuleProblem, rule: LocatedRule | null): ToldProblem {
  const keyOf = (property: string | undefined) =>
    property === undefined ? undefined : rule ? rule.names[property as RuleProperty] : property
  const key = keyOf(problem.property) ?? problem.property
  const listed = rule?.written.values[problem.property as RuleProperty]
  const isAlone = !Array.isArray(listed) || listed.length < 2
  return {
    value: "",
    ...problem,
    key,
    keyOf,
    isAlone,
    rule: rule ? subjectOf(rule) : l10n.t`This NSG`,
    isOfGroup: !rule,
  }
}

export const unnamed = () => l10n.t`This rule`

/** A name so long that nothing else would be seen of the message is left out. */
export function subjectOf(rule: LocatedRule): string {
  return rule.name === noName || rule.name.length > 60 ? unnamed() : nameRule(rule)
}

/** What a property is called in a sentence. */
export const words = (): Readonly<Record<string, string>> => ({
  sourceAddressPrefix: l10n.t`source address`,
  destinationAddressPrefix: l10n.t`destination address`,
  sourcePortRange: l10n.t`source port`,
  destinationPortRange: l10n.t`destination port`,
})

/** What a property's value should be. */
export const expected = (): Readonly<Record<string, string>> => ({
  securityRules: l10n.t`a list of objects, one for each rule`,
  properties: l10n.t`an object with the rule's values`,
  name: l10n.t`a name`,
  priority: l10n.t`a whole number from 100 to 4096`,
  direction: l10n.t`Inbound or Outbound`,
  access: l10n.t`Allow or Deny`,
  protocol: l10n.t`Tcp, Udp, Icmp, Esp, Ah or *`,
  sourceAddressPrefix: l10n.t`an address, a service tag or *`,
  destinationAddressPrefix: l10n.t`an address, a service tag or *`,
  sourcePortRange: l10n.t`a port, a range or *`,
  destinationPortRange: l10n.t`a port, a range or *`,
})

export function advice(instead: string | undefined): string {
  return instead === undefined ? "" : l10n.t` Use ${instead}.`
}

/** Properties of a problem may be none of a rule's: the list of rules. */
export function singularName(property: string): string {
  return singularOf(property as RuleProperty)
}

export function pluralName(property: string): string | undefined {
  return pluralOf(property as RuleProperty)
}
