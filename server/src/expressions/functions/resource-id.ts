import * as l10n from "@vscode/l10n"
import type { Expression } from "../expression.ts"
import { parseExpression } from "../parse.ts"
import { type LazyContext, lazy, type TemplateFunction } from "../template-function.ts"
import { scalar, unknownValue, type Value } from "../value.ts"

const any = Number.POSITIVE_INFINITY

/**
 * Identifiers of resources. Where the subscription or the resource group is not known, so is the identifier, but its
 * identity is the identifier's text in lower case: two ways to write one identifier are one value.
 */
export const resourceIdFunctions: readonly TemplateFunction[] = [
  lazy("resourceId", 2, any, (args, context) => {
    const values = args.map(arg => context.evaluate(arg))
    const at = typeIndex(values)
    if (at === undefined || at > 2)
      return context.unknown(values, l10n.t`which argument is the resource's type is not known`)
    const subscription = at === 2 ? values[0] : ambient("[subscription().subscriptionId]", context)
    const group = at === 0 ? ambient("[resourceGroup().name]", context) : values[at - 1]
    const scope = [text("/subscriptions/"), subscription, text("/resourceGroups/"), group]
    return joined([...scope, ...resourcePath(values.slice(at))], context)
  }),
  lazy("subscriptionResourceId", 2, any, (args, context) => {
    const values = args.map(arg => context.evaluate(arg))
    const at = typeIndex(values)
    if (at === undefined || at > 1)
      return context.unknown(values, l10n.t`which argument is the resource's type is not known`)
    const subscription = at === 1 ? values[0] : ambient("[subscription().subscriptionId]", context)
    return joined([text("/subscriptions/"), subscription, ...resourcePath(values.slice(at))], context)
  }),
  lazy("tenantResourceId", 2, any, (args, context) => {
    return joined(resourcePath(args.map(arg => context.evaluate(arg))), context)
  }),
  lazy("managementGroupResourceId", 2, any, (args, context) => {
    const values = args.map(arg => context.evaluate(arg))
    const at = typeIndex(values)
    if (at === undefined || at > 1)
      return context.unknown(values, l10n.t`which argument is the resource's type is not known`)
    const group = at === 1 ? values[0] : ambient("[managementGroup().name]", context)
    const scope = [text("/providers/Microsoft.Management/managementGroups/"), group]
    return joined([...scope, ...resourcePath(values.slice(at))], context)
  }),
  lazy("extensionResourceId", 3, any, (args, context) => {
    const [scope, ...rest] = args.map(arg => context.evaluate(arg))
    return joined([scope, ...resourcePath(rest)], context)
  }),
]

/** The first argument that is a type with as many parts behind its namespace as there are names after it. */
function typeIndex(values: readonly Value[]): number | undefined {
  const index = values.findIndex(
    (value, at) => typeParts(value).length === values.length - at && values.length - at > 1,
  )
  return index < 0 ? undefined : index
}

/** `Microsoft.Network/networkSecurityGroups/securityRules` is a namespace and two parts. */
function typeParts(value: Value | undefined): readonly string[] {
  // Samples that are deployed every day have a slash behind the type.
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value.replace(/\/$/, "").split("/") : []
}

/** `/providers/namespace/part/name/part/name` */
function resourcePath([type, ...names]: readonly Value[]): readonly (Value | undefined)[] {
  const [namespace, ...parts] = typeParts(type)
  if (namespace === undefined || parts.length !== names.length) return [undefined]
  return [text(`/providers/${namespace}`), ...parts.flatMap((part, index) => [text(`/${part}/`), names[index]])]
}

function joined(parts: readonly (Value | undefined)[], context: LazyContext): Value {
  const values = parts.filter(part => part !== undefined)
  if (values.length < parts.length)
    return context.unknown(values, l10n.t`the resource's type and names do not fit together`)
  const texts = values.map(part => (part.kind === "scalar" ? String(part.value) : undefined))
  if (!texts.includes(undefined)) return scalar(texts.join(""), context.range)
  const unknown = values.find(part => part.kind === "unknown")
  const identity = values.map(
    (part, index) => texts[index] ?? `{${part.kind === "unknown" ? part.unknown.identity : "?"}}`,
  )
  const reason = unknown?.kind === "unknown" ? unknown.unknown.reason : l10n.t`a part of the identifier is not a string`
  const isShort = identity.every(part => part.length < 1_000)
  const name = isShort ? identity.join("").toLowerCase() : context.evaluation.uniqueIdentity("resourceid")
  return unknownValue(name, reason, context.range)
}

function ambient(source: string, context: LazyContext): Value | undefined {
  const expression: Expression | undefined = parseExpression(source).expression
  return expression && context.evaluate(expression)
}

function text(value: string): Value {
  return scalar(value, { start: 0, end: 0 })
}
