import * as l10n from "@vscode/l10n"
import { nameFaultText } from "./name-fault.ts"
import type { Reasons } from "./told-problem.ts"

/** Names and descriptions. */
export const nameReasons = {
  "bad-name": {
    startsWithWord: true,
    message: ({ value, instead, isOfGroup }) => nameFaultText(value, instead, isOfGroup),
  },
  "name-without-group": {
    startsWithWord: true,
    message: ({ value, instead }) =>
      l10n.t`the name of a rule resource must begin with its NSG's name ("incorrect segment lengths"). Use "NSG-NAME/${instead ?? value}".`,
  },
  "name-with-slashes": {
    startsWithWord: true,
    message: () =>
      l10n.t`the name of a rule resource is its NSG's name, one slash and the rule's own name ("incorrect segment lengths"). Remove the other slashes.`,
  },
  "name-with-group": {
    message: ({ value, instead }) =>
      l10n.t`a rule written inside its NSG must not repeat the NSG's name ("incorrect segment lengths"). Use "${instead ?? value}".`,
  },
  "too-long": {
    startsWithWord: true,
    message: ({ value }) =>
      l10n.t`the description has ${value.length} characters; Azure accepts at most 140. Shorten it.`,
  },
} satisfies Reasons
