import * as l10n from "@vscode/l10n"
import { possibly } from "../severity.ts"
import type { Reasons } from "./told-problem.ts"

/** More than Azure takes, or than is judged. */
export const limitReasons = {
  "too-many-groups": {
    isSentence: true,
    message: ({ rule, key, value }) =>
      l10n.t`${rule} has ${value} entries in ${key}; Azure accepts at most 10 application security groups per side (NumberOfApplicationSecurityGroupsReferencedInSecurityRuleLimitReached). Split the rule.`,
  },
  "too-many": {
    isSentence: true,
    message: ({ value }) => l10n.t`This NSG has ${value} rules; Azure accepts at most 1,000.`,
  },
  "perhaps-too-many": {
    isSentence: true,
    severity: possibly("error"),
    message: ({ value }) =>
      l10n.t`This NSG may have ${value} rules, depending on conditions; Azure accepts at most 1,000.`,
  },
  "far-too-many": {
    isSentence: true,
    message: ({ value }) =>
      l10n.t`This NSG has ${value} rules; Azure accepts at most 1,000. Only the first 5,000 were checked.`,
  },
  "too-many-names": {
    isSentence: true,
    message: ({ value }) =>
      l10n.t`Only the ${value} rules before this one were checked: with it they use more than 10,000 different tags, security groups and expressions.`,
  },
} satisfies Reasons
