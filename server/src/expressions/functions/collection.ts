import * as l10n from "@vscode/l10n"
import { areEqual } from "../equality.ts"
import type { Evaluation } from "../evaluation.ts"
import { eager, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import { findEntry, isMany, isNull, isWholeList, type ListValue, list, type Value } from "../value.ts"

const partial = () => refuse(l10n.t`only part of the array is known`)

/** Functions that take an array as well as a string, and some of them an object. */
export const collectionFunctions: readonly TemplateFunction[] = [
  eager("contains", {
    takes: ["known", "known"],
    call: ([container, item], { evaluation }) => {
      if (container.kind === "list") return listContains(container, item, evaluation)
      if (item.kind !== "scalar") return refuse(l10n.t`'contains' looks for a string or a number`)
      if (container.kind === "map") return findEntry(container, String(item.value)) !== undefined
      return typeof container.value === "string" && container.value.includes(String(item.value))
    },
  }),
  eager("empty", {
    takes: ["known"],
    call: ([value]) => {
      if (isNull(value)) return true
      if (value.kind === "map") return value.entries.length === 0
      if (value.kind === "list") return isEmpty(value)
      return typeof value.value === "string"
        ? value.value === ""
        : refuse(l10n.t`'empty' needs a string, an array or an object`)
    },
  }),
  eager("length", {
    takes: ["known"],
    call: ([value]) => {
      if (value.kind === "map") return value.entries.length
      if (value.kind === "list") return isWholeList(value) ? value.items.length : partial()
      return typeof value.value === "string"
        ? value.value.length
        : refuse(l10n.t`'length' needs a string, an array or an object`)
    },
  }),
  eager("first", {
    takes: ["known"],
    call: ([value]) => ends(value, parts => parts[0]),
  }),
  eager("last", {
    takes: ["known"],
    call: ([value]) => (value.kind === "list" && !isWholeList(value) ? partial() : ends(value, parts => parts.at(-1))),
  }),
  eager("indexOf", {
    takes: ["known", "any"],
    call: ([value, item], { evaluation }) => position(value, item, evaluation, "first"),
  }),
  eager("lastIndexOf", {
    takes: ["known", "any"],
    call: ([value, item], { evaluation }) => position(value, item, evaluation, "last"),
  }),
  eager("skip", {
    takes: ["known", "int"],
    call: ([value, count], { range }) => slice(value, parts => parts.slice(Math.max(count, 0)), range),
  }),
  eager("take", {
    takes: ["known", "int"],
    call: ([value, count], { range }) => slice(value, parts => parts.slice(0, Math.max(count, 0)), range),
  }),
]

function listContains(container: ListValue, item: Value, evaluation: Evaluation): Result {
  const results = container.items.map(each => areEqual(each, item, evaluation))
  if (results.includes(true)) return true
  return results.includes(undefined) ? refuse(l10n.t`part of the array is not known`) : false
}

/** A list with one known item is not empty, whatever else is in it. */
function isEmpty(value: ListValue): Result {
  if (isWholeList(value)) return value.items.length === 0
  return value.items.every(isMany) ? partial() : false
}

function ends(value: Value, pick: <T>(parts: readonly T[]) => T | undefined): Result {
  if (value.kind === "list") {
    const item = pick(value.items)
    return item === undefined || isMany(item) ? refuse(l10n.t`the array may be empty`) : item
  }
  const text = textOf(value)
  return text === undefined ? refuse(l10n.t`this needs a string or an array`) : (pick([...text]) ?? "")
}

function position(value: Value, item: Value, evaluation: Evaluation, which: "first" | "last"): Result {
  const text = textOf(value)
  const wanted = textOf(item)
  if (text !== undefined && wanted !== undefined) {
    const [lower, part] = [text.toLowerCase(), wanted.toLowerCase()]
    return which === "first" ? lower.indexOf(part) : lower.lastIndexOf(part)
  }
  if (value.kind !== "list") return refuse(l10n.t`this needs a string or an array`)
  const results = value.items.map(each => areEqual(each, item, evaluation))
  if (results.includes(undefined)) return refuse(l10n.t`part of the array is not known`)
  return which === "first" ? results.indexOf(true) : results.lastIndexOf(true)
}

function slice(value: Value, cut: <T>(parts: T[]) => T[], range: ListValue["range"]): Result {
  if (value.kind === "list") return isWholeList(value) ? list(cut([...value.items]), range) : partial()
  const text = textOf(value)
  return text === undefined ? refuse(l10n.t`this needs a string or an array`) : cut(text.split("")).join("")
}

function textOf(value: Value): string | undefined {
  return value.kind === "scalar" && typeof value.value === "string" ? value.value : undefined
}
