import * as l10n from "@vscode/l10n"
import { localMark, type Unknown } from "../values/unknown.ts"
import { type Environment, withLoop } from "./environment.ts"
import { evaluate } from "./evaluate.ts"
import { tooMuchWork } from "./evaluation.ts"
import { identityOf } from "./identity.ts"
import { isUnclosed, isUnopened } from "./names-used.ts"
import { isExpression, unescapeLiteral } from "./parse.ts"
import {
  findEntry,
  isEmpty,
  isMany,
  type ListValue,
  list,
  type MapValue,
  type ScalarValue,
  scalar,
  type UnknownValue,
  unknownValue,
  type Value,
  type ValueEntry,
} from "./value.ts"

/** Iterations that Azure permits in one copy loop. */
const maxIterations = 800
/** Steps of the budget for each iteration, besides what it evaluates: each makes a value of its own. */
const iterationCost = 10

/**
 * A value of the template with every expression in it evaluated and every property `copy` unrolled. A part without
 * expressions is handed back as it is; text that an expression makes gets the range of the string that holds it.
 */
export function expand(value: Value, environment: Environment): Value {
  if (value.kind === "unknown") return value
  if (value.kind === "scalar")
    return typeof value.value === "string" ? expandText(value, value.value, environment) : value
  if (environment.evaluation.passes(value)) return value
  return environment.evaluation.walk<Value>(
    () => (value.kind === "list" ? expandList(value, environment) : expandMap(value, environment)),
    reason => unknownValue(environment.evaluation.uniqueIdentity("too-much"), reason, value.range),
  )
}

const unclosed = () => l10n.t`the "]" at its end is missing`
const unopened = () => l10n.t`the "[" at its beginning is missing`

function expandText(value: ScalarValue, text: string, environment: Environment): Value {
  if (isUnclosed(text)) return { ...unknownValue(`unclosed:${text}`, unclosed(), value.range), text }
  if (isUnopened(text)) return { ...unknownValue(`unopened:${text}`, unopened(), value.range), text }
  if (!isExpression(text)) return text.startsWith("[[") ? scalar(unescapeLiteral(text), value.range) : value
  const { expression, error } = environment.evaluation.parse(text)
  if (error)
    return { ...unknownValue(`unreadable:${text}`, l10n.t`invalid expression: ${error.message}`, value.range), text }
  const before = environment.evaluation.emptyDefaultsRead
  const result = evaluate(expression, environment, value.range)
  if (result.kind === "unknown") return { ...result, range: value.range, text }
  const isOpen = environment.evaluation.emptyDefaultsRead > before && isEmpty(result)
  const byDefault = isOpen ? { byDefault: filledIn(text, environment) } : {}
  if (result.kind === "scalar") return { ...value, value: result.value, ...byDefault }
  return isOpen ? { ...result, ...byDefault } : result
}

/** What an expression yields when its template is called with other values than the defaults that make it empty. */
function filledIn(text: string, { evaluation, deployment, loops, lambdaVariables }: Environment): Unknown {
  const isAlone = loops.length === 0 && lambdaVariables.size === 0
  return {
    identity: isAlone ? `given:${text}${deployment}` : evaluation.uniqueIdentity("given"),
    reason: l10n.t`it is empty only by the template's defaults`,
    text,
  }
}

function expandList(value: ListValue, environment: Environment): ListValue {
  const items = value.items.map(item => expand(item, environment))
  return items.every((item, index) => item === value.items[index]) ? value : list(items, value.range)
}

/** Most maps have nothing to expand: entries are copied from the first that has. */
function expandMap(value: MapValue, environment: Environment): MapValue {
  let entries: ValueEntry[] | undefined
  let { rest } = value
  value.entries.forEach((each, index) => {
    const made = isCopy(each) ? expandCopies(each.value, environment) : [expandEntry(each, environment)]
    if (made[0] !== each) entries ??= value.entries.slice(0, index)
    for (const one of made) {
      if ("key" in one) entries?.push(one)
      else rest ??= one
    }
  })
  return entries ? { ...value, entries, ...(rest && { rest }) } : value
}

/** Loops, or an expression that makes them; an object under that name is the loop of a resource. */
function isCopy({ key, value }: ValueEntry): boolean {
  if (key.toLowerCase() !== "copy") return false
  return (
    value.kind === "list" || (value.kind === "scalar" && typeof value.value === "string" && isExpression(value.value))
  )
}

/** The entry, or where its name cannot be known, whatever it may be. */
function expandEntry(each: ValueEntry, environment: Environment): ValueEntry | Unknown {
  const value = expand(each.value, environment)
  if (!isExpression(each.key)) return value === each.value ? each : { ...each, value }
  return nameIn(expand(scalar(each.key, each.keyRange), environment), key => ({ ...each, key, value }))
}

/** `copy: [{ name, count, input }]` in an object: a property of that name with the list of what the inputs become. */
function expandCopies(copies: Value, environment: Environment): readonly (ValueEntry | Unknown)[] {
  if (copies.kind !== "list") return [unknownOf(expand(copies, environment))]
  return copies.items.map(copy => {
    const name = copy.kind === "map" ? findEntry(copy, "name") : undefined
    if (copy.kind !== "map" || !name) return unknownOf(copy)
    return nameIn(expand(name.value, environment), key => ({
      key,
      keyRange: name.value.range,
      value: expandCopy(copy, key, environment),
    }))
  })
}

function nameIn(name: Value, make: (name: string) => ValueEntry): ValueEntry | Unknown {
  return name.kind === "scalar" && typeof name.value === "string" ? make(name.value) : unknownOf(name)
}

function unknownOf(value: Value): Unknown {
  if (value.kind === "unknown") return value.unknown
  return { identity: `name ${localMark(value.range.start)}`, reason: l10n.t`a property name is not a string` }
}

/** The list that one copy loop makes; where its count cannot be known, any number of items. */
export function expandCopy(copy: MapValue, name: string, environment: Environment): ListValue {
  const input = findEntry(copy, "input")?.value
  const before = environment.evaluation.emptyDefaultsRead
  const count = countOf(copy, environment)
  if (count === 0 && environment.evaluation.emptyDefaultsRead > before) return filledLoop(copy, input, environment)
  if (!input)
    return list(
      [
        {
          ...unknownValue(environment.evaluation.uniqueIdentity("copy"), l10n.t`the loop has no input`, copy.range),
          many: true,
        },
      ],
      copy.range,
    )
  if (typeof count !== "number") {
    const counted = countedList(copy, environment)
    const items = counted ? forEachItem(counted, input, name, environment) : uncounted(count, input, name, environment)
    return list(items, copy.range)
  }
  if (!environment.evaluation.spend(count * iterationCost)) return list([tooMuch(copy, environment)], copy.range)
  const item = (index: number) =>
    numbered(expand(input, withLoop(environment, { name, of: "value", index: scalar(index, copy.range) })), index)
  const items = environment.evaluation.repeated(() => Array.from({ length: count }, (_, index) => item(index)))
  return list(items, copy.range)
}

/** What a loop makes over what is empty only by the template's own defaults. */
function filledLoop(copy: MapValue, input: Value | undefined, environment: Environment): ListValue {
  const written = input?.kind === "scalar" ? input : findEntry(copy, "count")?.value
  const text = written?.kind === "scalar" ? String(written.value) : ""
  return { ...list([], copy.range), byDefault: filledIn(text, environment) }
}

/** Any number of items, and what is known of each. */
function uncounted(count: UnknownValue, input: Value, name: string, environment: Environment): readonly Value[] {
  const where = `${localMark(input.range.start)}${environment.deployment}`
  const index = unknownValue(`copyindex('${name.toLowerCase()}')@${where}`, count.unknown.reason, input.range)
  const identity = environment.evaluation.uniqueIdentity("copy")
  const items = { ...unknownValue(identity, count.unknown.reason, input.range), many: true } as const
  const value = expand(input, withLoop(environment, { name, of: "value", index }))
  return [items, { ...items, maybe: { value, condition: runsAtAll(count), byLoop: true } }]
}

/** The list whose length is a loop's count, if every item is known that it may have. */
function countedList(copy: MapValue, environment: Environment): ListValue | undefined {
  const count = findEntry(copy, "count")?.value
  if (count?.kind !== "scalar" || typeof count.value !== "string" || !isExpression(count.value)) return undefined
  const { expression } = environment.evaluation.parse(count.value)
  const [argument, another] = expression?.kind === "call" ? expression.args : []
  if (expression?.kind !== "call" || expression.name.toLowerCase() !== "length" || !argument || another)
    return undefined
  const counted = evaluate(argument, environment, count.range)
  const isKnown = counted.kind === "list" && counted.items.every(item => !isMany(item) || item.maybe)
  const cost = isKnown ? counted.items.length * iterationCost : 0
  return isKnown && environment.evaluation.spend(cost) ? counted : undefined
}

/** What a loop makes of each item of a list, under the condition that the item is there: `list[copyIndex()]` is the item. */
function forEachItem(counted: ListValue, input: Value, name: string, environment: Environment): readonly Value[] {
  const where = `${localMark(input.range.start)}${environment.deployment}`
  const of = identityOf(counted)
  return counted.items.map((item, at) => {
    const reason = isMany(item) ? item.unknown.reason : l10n.t`whether the items before it are there is not known`
    const index: UnknownValue = {
      ...unknownValue(`copyindex('${name.toLowerCase()}')@${where}#${at}`, reason, input.range),
      ...(of !== undefined && { indexOf: { list: of, at } }),
    }
    const value = numbered(expand(input, withLoop(environment, { name, of: "value", index })), at)
    if (!isMany(item) || !item.maybe) return value
    const { maybe, unknown } = item
    return { ...unknownValue(unknown.identity, unknown.reason, input.range), many: true, maybe: { ...maybe, value } }
  })
}

/** The condition under which a loop of an unknown count makes anything. */
export function runsAtAll({ unknown }: UnknownValue): string {
  return `[greater(${unknown.identity}, 0)]`
}

/** How often a copy loop runs, or an unknown with the reason. */
export function countOf(copy: MapValue, environment: Environment) {
  const written = findEntry(copy, "count")?.value
  const count = written ? expand(written, environment) : scalar(null, copy.range)
  if (count.kind === "unknown") return count
  const { evaluation } = environment
  const number = count.kind === "scalar" ? Number(count.value) : Number.NaN
  if (Number.isInteger(number) && number >= 0 && number <= maxIterations) return number
  const reason =
    number > maxIterations
      ? l10n.t`the loop runs more than ${maxIterations} times`
      : l10n.t`the loop's count is not a number`
  return unknownValue(evaluation.uniqueIdentity("count"), reason, count.range)
}

function tooMuch(copy: MapValue, { evaluation }: Environment): Value {
  return { ...unknownValue(evaluation.uniqueIdentity("copy"), tooMuchWork(), copy.range), many: true }
}

function numbered(value: Value, iteration: number): Value {
  return value.kind === "map" ? { ...value, iteration } : value
}
