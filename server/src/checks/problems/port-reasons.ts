import * as l10n from "@vscode/l10n"
import { advice, type Reasons } from "./told-problem.ts"

/** Texts that are no port, range or `*`. */
export const portReasons = {
  "bad-port": {
    message: ({ value, instead }) =>
      l10n.t`"${value}" is not a valid port.${advice(instead ?? l10n.t`a number, a range such as 80-90, or *`)}`,
  },
  "reversed-range": {
    startsWithWord: true,
    message: ({ value, instead }) => l10n.t`port range ${value} is reversed.${advice(instead)}`,
  },
  "port-too-large": {
    startsWithWord: true,
    message: ({ value }) => l10n.t`port ${value} is too high. The highest port is 65535.`,
  },
} satisfies Reasons
