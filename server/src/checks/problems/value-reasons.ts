import { advice, expected, type Reasons, singularName, words } from "./told-problem.ts"

/** Values that are missing, of another type, or none of a property's words. */
export const valueReasons = {
  missing: {
    isSentence: true,
    message: ({ rule, property, key }) =>
      property in words
        ? `${rule} has no ${words[property]}. Set ${key} to ${expected[property]}.`
        : `${rule} has no ${key}. Azure requires ${expected[property] ?? "it"}.`,
  },
  "wrong-type": {
    message: ({ property, key }) => `${key} must be ${expected[property] ?? "a string"}.`,
  },
  "unknown-word": {
    message: ({ property, key, value }) => `"${value}" is not a valid ${key}.${advice(expected[property])}`,
  },
  "any-word": {
    message: ({ value, property, key, instead }) =>
      `"${value}" is not a valid ${words[singularName(property)] ?? key}. Use "${instead ?? "*"}".`,
  },
  "not-an-integer": {
    message: ({ value }) => `priority "${value}" is not a whole number. Use a number from 100 to 4096.`,
  },
  "out-of-range": {
    message: ({ value }) => `priority ${value} is out of range. Use a number from 100 to 4096.`,
  },
} satisfies Reasons
