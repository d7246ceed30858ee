import * as l10n from "@vscode/l10n"
import { type EagerFunction, type Kind, type Refusal, refuse } from "./template-function.ts"
import { isMany, isWholeList, type Value } from "./value.ts"

/** The arguments as the function takes them, or why it cannot take one. */
export function convertArguments(fn: EagerFunction, args: readonly Value[]): readonly unknown[] | Refusal {
  const converted: unknown[] = []
  for (const [index, arg] of args.entries()) {
    const kind = fn.takes[Math.min(index, fn.takes.length - 1)] ?? "any"
    const reason = refusalOf(kind, arg, fn.name)
    if (reason !== undefined) return refuse(reason)
    converted.push(convert(kind, arg))
  }
  return converted
}

const needs: Readonly<Record<Kind, (name: string) => string>> = {
  string: name => l10n.t`'${name}' needs a string here`,
  int: name => l10n.t`'${name}' needs a whole number here`,
  bool: name => l10n.t`'${name}' needs true or false here`,
  text: name => l10n.t`'${name}' needs a string or a number here`,
  list: name => l10n.t`'${name}' needs an array here`,
  wholeList: name => l10n.t`'${name}' needs an array here`,
  map: name => l10n.t`'${name}' needs an object here`,
  known: name => l10n.t`'${name}' needs a value here`,
  any: name => l10n.t`'${name}' needs a value here`,
}

function refusalOf(kind: Kind, arg: Value, name: string): string | undefined {
  if (kind === "any") return undefined
  if (arg.kind === "unknown") return arg.unknown.reason
  if (!isOfKind(kind, arg)) return needs[kind](name)
  if (arg.kind === "map" && arg.rest) return arg.rest.reason
  if (kind === "wholeList" && arg.kind === "list" && !isWholeList(arg)) return reasonOfPart(arg.items)
  return undefined
}

function isOfKind(kind: Kind, arg: Value): boolean {
  switch (kind) {
    case "list":
    case "wholeList":
      return arg.kind === "list"
    case "map":
      return arg.kind === "map"
    case "string":
      return arg.kind === "scalar" && typeof arg.value === "string"
    case "int":
      return arg.kind === "scalar" && Number.isSafeInteger(arg.value)
    case "bool":
      return arg.kind === "scalar" && typeof arg.value === "boolean"
    case "text":
      return arg.kind === "scalar" && arg.value !== null
    default:
      return true
  }
}

function convert(kind: Kind, arg: Value): unknown {
  if (arg.kind !== "scalar" || kind === "known" || kind === "any") return arg
  return kind === "text" ? spell(arg.value) : arg.value
}

/** A scalar in a text: booleans are `True` and `False` (PSRule.Rules.Azure#793 compares with Azure's answer). */
export function spell(value: string | number | boolean | null): string {
  if (typeof value === "boolean") return value ? "True" : "False"
  return value === null ? "" : String(value)
}

function reasonOfPart(items: readonly Value[]): string {
  const unknown = items.find(isMany)
  return unknown ? unknown.unknown.reason : l10n.t`only part of the array is known`
}
