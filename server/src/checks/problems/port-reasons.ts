import { advice, type Reasons } from "./told-problem.ts"

/** Texts that are no port, range or `*`. */
export const portReasons = {
  "bad-port": {
    message: ({ value, instead }) =>
      `"${value}" is not a valid port. Use ${instead === undefined ? "a number, a range such as 80-90, or *" : `"${instead}"`}.`,
  },
  "reversed-range": {
    message: ({ value, instead }) => `port range ${value} is reversed.${advice(instead)}`,
  },
  "port-too-large": {
    message: ({ value }) => `port ${value} is too high. The highest port is 65535.`,
  },
} satisfies Reasons
