import type { Reasons } from "./told-problem.ts"

/** Values that stand where Azure does not look for them, or in more places than one. */
export const placeReasons = {
  "several-fields": {
    isSentence: true,
    message: ({ rule, key, property, instead, keyOf }) =>
      `${rule} has both ${keyOf(instead) ?? instead} and ${key}. ${property.includes("Port") ? "What Azure does with both is not documented. Keep one." : "Azure accepts only one of them. Keep one."}`,
  },
  "no-properties": {
    isSentence: true,
    message: ({ rule }) =>
      `${rule} has no "properties", where Azure expects its values ("Could not find member on object of type"). Move all but the name into "properties": { … }.`,
  },
  "outside-properties": {
    message: ({ value }) =>
      `"${value}" belongs inside "properties"; Azure refuses it here ("Could not find member on object of type"). Move it there.`,
  },
  "name-in-properties": {
    message: () =>
      `"name" belongs beside "properties"; Azure refuses it inside ("Could not find member on object of type"). Move it out.`,
  },
  "not-rules": {
    isSentence: true,
    message: ({ value }) =>
      `Azure does not read rules in ${value === "properties" ? "a second " : ""}"${value}". Move them to "securityRules" in the NSG's "properties".`,
  },
  "object-for-list": {
    isSentence: true,
    message: ({ key }) => `${key} must be a list, not an object. Put [ ] around the rule.`,
  },
} satisfies Reasons
