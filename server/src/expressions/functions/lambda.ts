import * as l10n from "@vscode/l10n"
import { callIdentity } from "../identity.ts"
import { type Lambda, lambdaOf } from "../lambda.ts"
import { type LazyContext, type LazyFunction, lazy, type TemplateFunction } from "../template-function.ts"
import {
  entry,
  isMany,
  isWholeList,
  list,
  map,
  type PossibleItem,
  scalar,
  type UnknownValue,
  unknownValue,
  type Value,
} from "../value.ts"

/** Functions that take a lambda, and the look-up of its variables (azure-docs, template-functions-lambda, 01/2024). */
export const lambdaFunctions: readonly TemplateFunction[] = [
  lazy("lambdaVariables", 1, 1, ([name], context) => {
    const value = name && context.evaluate(name)
    const text = value?.kind === "scalar" ? String(value.value) : ""
    const found = context.environment.lambdaVariables.get(text.toLowerCase())
    return found ?? context.unknown(value ? [value] : [], l10n.t`no lambda here has a variable '${text}'`)
  }),
  overItems("filter", (items, lambda, context) =>
    list(
      items.flatMap((item, index) => kept(item, index, lambda, context)),
      context.range,
    ),
  ),
  overItems("map", (items, lambda, { evaluation, range }) =>
    list(
      items.map((item, index) => {
        if (!isMany(item)) return lambda.call(item, scalar(index, range))
        const made = unknownValue(evaluation.uniqueIdentity("map"), item.unknown.reason, item.range)
        return { ...made, many: true, ...(item.maybe && { maybe: mapped(item.maybe, lambda) }) }
      }),
      range,
    ),
  ),
  lazy("mapValues", 2, 2, ([object, body], context) => {
    const [value, lambda] = [object && context.evaluate(object), lambdaOf(body, context)]
    if (value?.kind !== "map" || value.rest || !lambda) return cannotRun(value, [lambda], context)
    return map(
      value.entries.map(each => ({ ...each, value: lambda.call(each.value) })),
      context.range,
    )
  }),
  lazy("reduce", 3, 3, ([array, start, body], context) => {
    const [value, first, lambda] = [
      array && context.evaluate(array),
      start && context.evaluate(start),
      lambdaOf(body, context),
    ]
    if (value?.kind !== "list" || !first || !lambda || !isWholeList(value))
      return cannotRun(value, [lambda], context, first)
    return value.items.reduce((current, next, index) => lambda.call(current, next, scalar(index, context.range)), first)
  }),
  overItems("sort", sort),
  lazy("toObject", 2, 3, ([array, ofKey, ofValue], context) => {
    const value = array && context.evaluate(array)
    const [key, content] = [lambdaOf(ofKey, context), ofValue && lambdaOf(ofValue, context)]
    if (value?.kind !== "list" || !isWholeList(value) || !key || (ofValue && !content))
      return cannotRun(value, [key, content], context)
    const entries = value.items.map(item => [key.call(item), content ? content.call(item) : item] as const)
    const named = entries.flatMap(([name, item]) => {
      return name.kind === "scalar" && typeof name.value === "string" ? entry(name.value, item, context.range) : []
    })
    return named.length === entries.length ? map(named, context.range) : cannotRun(value, [key, content], context)
  }),
  lazy("groupBy", 2, 2, ([array, ofKey], context) => {
    const [value, key] = [array && context.evaluate(array), lambdaOf(ofKey, context)]
    if (value?.kind !== "list" || !isWholeList(value) || !key) return cannotRun(value, [key], context)
    const groups = new Map<string, Value[]>()
    for (const item of value.items) {
      const name = key.call(item)
      if (name.kind !== "scalar") return cannotRun(value, [key], context)
      groups.set(String(name.value), [...(groups.get(String(name.value)) ?? []), item])
    }
    return map(
      [...groups].map(([name, items]) => entry(name, list(items, context.range), context.range)),
      context.range,
    )
  }),
]

type Run = (items: readonly Value[], lambda: Lambda, context: LazyContext) => Value

/** A function of an array and a lambda over its items. */
function overItems(name: string, run: Run): LazyFunction {
  return lazy(name, 2, 2, ([array, body], context) => {
    const [value, lambda] = [array && context.evaluate(array), lambdaOf(body, context)]
    return value?.kind === "list" && lambda ? run(value.items, lambda, context) : cannotRun(value, [lambda], context)
  })
}

/** An item for which the condition cannot be known may be there or not. */
function kept(item: Value, index: number, lambda: Lambda, context: LazyContext): readonly Value[] {
  if (isMany(item)) return item.maybe && kept(item.maybe.value, index, lambda, context).length === 0 ? [] : [item]
  const settled = keptOf(item, index, lambda)
  if (settled) return settled
  const keeps = lambda.call(item, scalar(index, item.range))
  if (keeps.kind === "unknown") {
    const identity = callIdentity("filter", [item, keeps]) ?? context.evaluation.uniqueIdentity("filter")
    const unknown = unknownValue(identity, keeps.unknown.reason, item.range)
    return [{ ...unknown, many: true, maybe: { value: item, condition: `[${keeps.unknown.identity}]` } }]
  }
  return keeps.kind === "scalar" && keeps.value === true ? [item] : []
}

/** Of an item that is one of a few values, the one that is kept, if it is, where that is known of each. */
function keptOf(item: Value, index: number, lambda: Lambda): readonly Value[] | undefined {
  if (item.kind !== "unknown" || !item.oneOf) return undefined
  const answers = item.oneOf.map(({ value }) => lambda.call(value, scalar(index, item.range)))
  if (!answers.every(answer => answer.kind === "scalar")) return undefined
  const [kept, ...others] = item.oneOf.filter((_, at) => {
    const answer = answers[at]
    return answer?.kind === "scalar" && answer.value === true
  })
  if (!kept) return []
  if (others.length > 0) return others.length + 1 === item.oneOf.length ? [item] : undefined
  const { oneOf: _, ...unknown } = item
  return [{ ...unknown, many: true, maybe: { value: kept.value, condition: `[${kept.condition}]` } }]
}

function mapped(item: PossibleItem, lambda: Lambda): PossibleItem {
  return { ...item, value: lambda.call(item.value) }
}

/** `lambda` says whether its first argument comes before its second; items it does not order keep their order. */
function sort(items: readonly Value[], lambda: Lambda, context: LazyContext): Value {
  let unknown = items.find(isMany)
  const isBefore = (a: Value, b: Value) => {
    const answer = unknown ?? lambda.call(a, b)
    if (answer.kind === "unknown") unknown = answer
    return answer.kind === "scalar" && answer.value === true
  }
  const sorted = items.toSorted((a, b) => (isBefore(a, b) ? -1 : Number(isBefore(b, a))))
  return unknown ? cannotRun(unknown, [lambda], context, list(items, context.range)) : list(sorted, context.range)
}

function cannotRun(
  value: Value | undefined,
  lambdas: readonly (Lambda | undefined)[],
  context: LazyContext,
  ...others: readonly (Value | undefined)[]
): UnknownValue {
  const args = [value, ...others, ...lambdas.map(lambda => lambda?.open)].filter(arg => arg !== undefined)
  const reason =
    value?.kind === "unknown" ? value.unknown.reason : l10n.t`this needs a known array or object, and a lambda`
  return context.unknown(args, reason)
}
