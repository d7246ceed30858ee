import { nameFaultText } from "./name-fault.ts"
import type { Reasons } from "./told-problem.ts"

/** Names and descriptions. */
export const nameReasons = {
  "bad-name": {
    message: ({ value, instead }) => nameFaultText(value, instead),
  },
  "name-without-group": {
    message: ({ value, instead }) =>
      `the name of a rule resource must begin with its NSG's name ("incorrect segment lengths"). Use "NSG-NAME/${instead ?? value}".`,
  },
  "name-with-slashes": {
    message: () =>
      `the name of a rule resource is its NSG's name, one slash and the rule's own name ("incorrect segment lengths"). Remove the other slashes.`,
  },
  "name-with-group": {
    message: ({ value, instead }) =>
      `a rule written inside its NSG must not repeat the NSG's name ("incorrect segment lengths"). Use "${instead ?? value}".`,
  },
  "too-long": {
    message: ({ value }) => `the description has ${value.length} characters; Azure accepts at most 140. Shorten it.`,
  },
} satisfies Reasons
