import * as l10n from "@vscode/l10n"
import { spell } from "../arguments.ts"
import { tooMuchWork } from "../evaluation.ts"
import { fromJson, toJson } from "../json-value.ts"
import { fromOpenJson } from "../open-json.ts"
import { eager, lazy, refuse, type TemplateFunction } from "../template-function.ts"

export const conversionFunctions: readonly TemplateFunction[] = [
  eager("int", {
    takes: ["known"],
    call: ([value]) => {
      if (value.kind !== "scalar") return refuse(l10n.t`'int' needs a number or a string`)
      if (typeof value.value === "number") return Math.trunc(value.value)
      const text = typeof value.value === "string" ? value.value.trim() : ""
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : refuse(l10n.t`the string is not a whole number`)
    },
  }),
  eager("float", {
    takes: ["text"],
    call: ([text]) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : refuse(l10n.t`the string is not a number`)),
  }),
  eager("string", {
    takes: ["known"],
    call: ([value], { evaluation }) => {
      if (value.kind === "scalar")
        return value.value === null ? refuse(l10n.t`what Azure does with null is not documented`) : spell(value.value)
      return toJson(value, evaluation) ?? refuse(l10n.t`a part of the value is not known`)
    },
  }),
  lazy("json", 1, 1, ([arg], context) => {
    const text = arg && context.evaluate(arg)
    if (text?.kind === "unknown") {
      return fromOpenJson(text.unknown, context.range) ?? context.unknown([text], text.unknown.reason)
    }
    if (text?.kind !== "scalar" || typeof text.value !== "string") {
      return context.unknown(text ? [text] : [], l10n.t`'json' needs a string here`)
    }
    if (!context.evaluation.spend(text.value.length >>> 3)) return context.unknown([text], tooMuchWork())
    return fromJson(text.value, context.range) ?? context.unknown([text], l10n.t`the string is not valid JSON`)
  }),
  eager("null", { takes: [], call: () => null }),
]
