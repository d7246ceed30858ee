import * as l10n from "@vscode/l10n"
import { eager, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import { list, scalar } from "../value.ts"
import { maxText } from "./concat.ts"
import { formatText } from "./format.ts"

/** Functions of strings alone; those that also take arrays or objects are in `collection.ts`. */
export const stringFunctions: readonly TemplateFunction[] = [
  eager("endsWith", {
    takes: ["string", "string"],
    call: ([text, end]) => text.toLowerCase().endsWith(end.toLowerCase()),
  }),
  eager("startsWith", {
    takes: ["string", "string"],
    call: ([text, start]) => text.toLowerCase().startsWith(start.toLowerCase()),
  }),
  eager("format", {
    takes: ["string"],
    rest: "known",
    call: ([template, ...values], { evaluation }) => {
      const text = formatText(template, values)
      return typeof text === "string" && !evaluation.spend(text.length / 32) ? tooLong() : text
    },
  }),
  eager("join", {
    takes: ["wholeList", "string"],
    call: ([parts, delimiter]) => joinParts(parts.items, delimiter),
  }),
  eager("padLeft", {
    takes: ["text", "int"],
    optional: ["string"],
    call: ([text, length, pad = " "]) => {
      if (pad.length !== 1) return refuse(l10n.t`'padLeft' needs one character to pad with`)
      return length > maxText ? tooLong() : text.padStart(length, pad)
    },
  }),
  eager("replace", {
    takes: ["string", "string", "string"],
    call: ([text, old, by], { evaluation }) => {
      if (old === "") return refuse(l10n.t`'replace' cannot look for an empty string`)
      const pieces = text.split(old)
      const length = text.length + (pieces.length - 1) * (by.length - old.length)
      return length > maxText || !evaluation.spend(length / 32) ? tooLong() : pieces.join(by)
    },
  }),
  eager("split", {
    takes: ["string", "known"],
    call: ([text, by], { range }) => {
      const delimiters = by.kind === "list" ? by.items : [by]
      const texts = delimiters.flatMap(each =>
        each.kind === "scalar" && typeof each.value === "string" ? each.value : [],
      )
      if (texts.length !== delimiters.length) return refuse(l10n.t`the delimiters are not all known strings`)
      return list(
        splitBy(text, texts).map(part => scalar(part, range)),
        range,
      )
    },
  }),
  eager("substring", {
    takes: ["string", "int"],
    optional: ["int"],
    call: ([text, start, length = text.length - start]) => {
      if (start < 0 || length < 0 || start + length > text.length)
        return refuse(l10n.t`the substring ends outside its string`)
      return text.slice(start, start + length)
    },
  }),
  eager("toLower", { takes: ["string"], call: ([text]) => text.toLowerCase() }),
  eager("toUpper", { takes: ["string"], call: ([text]) => text.toUpperCase() }),
  eager("trim", { takes: ["string"], call: ([text]) => text.trim() }),
]

const tooLong = () => refuse(l10n.t`the string would be too long`)

function joinParts(parts: readonly { kind: string; value?: unknown }[], delimiter: string): Result {
  const texts = parts.map(part => (part.kind === "scalar" && isText(part.value) ? String(part.value) : undefined))
  if (texts.includes(undefined)) return refuse(l10n.t`the strings to join are not all known`)
  const length = texts.reduce((sum, text) => sum + (text?.length ?? 0) + delimiter.length, 0)
  return length > maxText ? tooLong() : texts.join(delimiter)
}

function isText(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number"
}

/** Splits at each delimiter, from left to right; an empty one splits nothing. */
function splitBy(text: string, delimiters: readonly string[]): readonly string[] {
  return delimiters
    .filter(delimiter => delimiter !== "")
    .reduce<readonly string[]>((parts, delimiter) => parts.flatMap(part => part.split(delimiter)), [text])
}
