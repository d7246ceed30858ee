import * as l10n from "@vscode/l10n"
import type { Reasons } from "./told-problem.ts"

/** Values that stand where Azure does not look for them, or in more places than one. */
export const placeReasons = {
  "several-fields": {
    isSentence: true,
    message: ({ rule, key, property, instead, keyOf }) => {
      const other = keyOf(instead) ?? instead ?? ""
      return property.includes("Port")
        ? l10n.t`${rule} has both ${other} and ${key}. What Azure does with both is not documented. Keep one.`
        : l10n.t`${rule} has both ${other} and ${key}. Azure accepts only one of them. Keep one.`
    },
  },
  "no-properties": {
    isSentence: true,
    message: ({ rule }) =>
      l10n.t`${rule} has no "properties", where Azure expects its values ("Could not find member on object of type"). Move all but the name into "properties": { … }.`,
  },
  "outside-properties": {
    message: ({ value }) =>
      l10n.t`"${value}" belongs inside "properties"; Azure refuses it here ("Could not find member on object of type"). Move it there.`,
  },
  "name-in-properties": {
    message: () =>
      l10n.t`"name" belongs beside "properties"; Azure refuses it inside ("Could not find member on object of type"). Move it out.`,
  },
  "not-rules": {
    isSentence: true,
    message: ({ value }) =>
      value === "properties"
        ? l10n.t`Azure does not read rules in a second "properties". Move them to "securityRules" in the NSG's "properties".`
        : l10n.t`Azure does not read rules in "${value}". Move them to "securityRules" in the NSG's "properties".`,
  },
  "object-for-list": {
    isSentence: true,
    message: ({ key }) => l10n.t`${key} must be a list, not an object. Put [ ] around the rule.`,
  },
} satisfies Reasons
