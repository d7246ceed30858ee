import * as l10n from "@vscode/l10n"
import { eager, refuse, type TemplateFunction } from "../template-function.ts"

/** Functions of dates that give the same answer for the same arguments; `utcNow` is in `resource.ts`. */
export const dateFunctions: readonly TemplateFunction[] = [
  eager("dateTimeFromEpoch", {
    takes: ["int"],
    call: ([seconds]) => {
      const date = new Date(seconds * 1000)
      return Number.isNaN(date.getTime())
        ? refuse(l10n.t`the number is not a date`)
        : date.toISOString().replace(".000Z", "Z")
    },
  }),
  eager("dateTimeToEpoch", {
    takes: ["string"],
    call: ([text]) => {
      const isExact = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
      const time = isExact ? Date.parse(text.replace(" ", "T")) : Number.NaN
      return Number.isNaN(time) ? refuse(l10n.t`the string is not a date with a time zone`) : Math.floor(time / 1000)
    },
  }),
  eager("dateTimeAdd", {
    takes: ["string", "string"],
    optional: ["string"],
    call: () => refuse(l10n.t`how Azure formats the date is not documented exactly`),
  }),
]
