import { evaluate } from "../../server/src/expressions/evaluate.ts"
import { Evaluation } from "../../server/src/expressions/evaluation.ts"
import { fromJson } from "../../server/src/expressions/json-value.ts"
import { templateEnvironment } from "../../server/src/expressions/template-environment.ts"
import { map, type Value } from "../../server/src/expressions/value.ts"

const nowhere = { start: 0, end: 0 }

/** An environment of a template given as plain data. */
export function environmentOf(template: object, evaluation = new Evaluation()) {
  const value = fromJson(JSON.stringify(template), nowhere)
  return templateEnvironment({
    evaluation,
    template: value?.kind === "map" ? value : map([], nowhere),
    supplied: () => undefined,
    deployment: "",
    isOpen: false,
    ambient: () => undefined,
    outputs: () => undefined,
  })
}

/** The value of an expression without its brackets. */
export function evaluateText(text: string, environment = environmentOf({})): Value {
  const { expression, error } = environment.evaluation.parse(`[${text}]`)
  if (error) throw new Error(`${text}: ${error.message}`)
  return evaluate(expression, environment, nowhere)
}

/** A value as plain data; what is unknown in it stands as `{ unknown: reason }`. */
export function plain(value: Value): unknown {
  if (value.kind === "scalar") return value.value
  if (value.kind === "list") return value.items.map(plain)
  if (value.kind === "unknown") {
    const { unknown, many, maybe, oneOf } = value
    const alternatives = oneOf && { oneOf: Object.fromEntries(oneOf.map(one => [one.condition, plain(one.value)])) }
    const items = maybe ? { [maybe.condition]: plain(maybe.value) } : many && { many: true }
    return { unknown: unknown.reason, ...items, ...alternatives }
  }
  const rest = value.rest ? { "...": value.rest.reason } : {}
  return { ...Object.fromEntries(value.entries.map(each => [each.key, plain(each.value)])), ...rest }
}
