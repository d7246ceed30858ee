import * as l10n from "@vscode/l10n"
import { listWords } from "../wording.ts"
import { advice, expected, type Reasons, singularName, words } from "./told-problem.ts"

/** Values that are missing, of another type, or none of a property's words. */
export const valueReasons = {
  missing: {
    isSentence: true,
    message: ({ rule, property, key }) => {
      const [word, value] = [words()[property], expected()[property]]
      if (word !== undefined) return l10n.t`${rule} has no ${word}. Set ${key} to ${value ?? ""}.`
      return value === undefined
        ? l10n.t`${rule} has no ${key}. Azure requires it.`
        : l10n.t`${rule} has no ${key}. Azure requires ${value}.`
    },
  },
  "wrong-type": {
    message: ({ property, key }) => l10n.t`${key} must be ${expected()[property] ?? l10n.t`a string`}.`,
  },
  "unknown-word": {
    message: ({ property, key, value, instead }) =>
      l10n.t`"${value}" is not a valid ${key}.${advice(instead ?? expected()[property])}`,
  },
  "tool-word": {
    severity: "warning",
    message: ({ key, value, instead, accepted = { tool: "", words: [] } }) =>
      instead === undefined
        ? l10n.t`${accepted.tool} does not accept ${key} "${value}", although Azure does. It accepts ${listWords(accepted.words)}.`
        : l10n.t`${accepted.tool} does not accept ${key} "${value}", although Azure does. Use "${instead}".`,
  },
  "any-word": {
    message: ({ value, property, key, instead }) =>
      l10n.t`"${value}" is not a valid ${words()[singularName(property)] ?? key}. Use "${instead ?? "*"}".`,
  },
  "not-an-integer": {
    startsWithWord: true,
    message: ({ value }) => l10n.t`priority "${value}" is not a whole number. Use a number from 100 to 4096.`,
  },
  "out-of-range": {
    startsWithWord: true,
    message: ({ value }) => l10n.t`priority ${value} is out of range. Use a number from 100 to 4096.`,
  },
  "loose-form": {
    severity: "warning",
    message: ({ value, instead }) =>
      l10n.t`"${value}" has extra spaces or zeros, which Azure may refuse (not documented). Use "${instead ?? ""}".`,
  },
} satisfies Reasons
