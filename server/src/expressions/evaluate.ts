import * as l10n from "@vscode/l10n"
import { convertArguments } from "./arguments.ts"
import type { Environment } from "./environment.ts"
import { tooMuchWork } from "./evaluation.ts"
import type { Call, Expression } from "./expression.ts"
import { findFunction } from "./functions/index.ts"
import { callIdentity } from "./identity.ts"
import { accessIndex, accessProperty } from "./member.ts"
import { type EagerFunction, type Refusal, type Result, refuse } from "./template-function.ts"
import { type Origin, scalar, type UnknownValue, unknownValue, type Value } from "./value.ts"

/**
 * The value of an expression, or an unknown with the reason; never throws. What the expression makes itself gets
 * `range`, the place of the text that holds it; what it only passes on keeps its own.
 */
export function evaluate(expression: Expression, environment: Environment, range: Origin): Value {
  return environment.evaluation.nested(
    () => evaluateKind(expression, environment, range),
    reason => unknownValue(environment.evaluation.uniqueIdentity("too-much"), reason, range),
  )
}

function evaluateKind(expression: Expression, environment: Environment, range: Origin): Value {
  const place = { evaluation: environment.evaluation, range }
  switch (expression.kind) {
    case "literal":
      return scalar(expression.value, range)
    case "call":
      return evaluateCall(expression, environment, range)
    case "property":
      return accessProperty(evaluate(expression.base, environment, range), expression.name, place)
    case "index":
      return accessIndex(
        evaluate(expression.base, environment, range),
        evaluate(expression.index, environment, range),
        place,
      )
  }
}

function evaluateCall(call: Call, environment: Environment, range: Origin): Value {
  const name = call.name.toLowerCase()
  const fn = findFunction(name)
  const given = call.args.length
  if (!fn) return evaluateUserFunction(call, environment, range)
  const unknown = (args: readonly Value[], reason: string) => unknownCall({ name, args, reason, environment, range })
  const evaluateHere = (each: Expression, inner = environment) => evaluate(each, inner, range)
  if (given < fn.arity.least || given > fn.arity.most) {
    return unknown(
      call.args.map(each => evaluateHere(each)),
      wrongCount(fn.name, given),
    )
  }
  const context = { evaluation: environment.evaluation, environment, range, evaluate: evaluateHere, unknown }
  if (fn.kind === "lazy") return fn.call(call.args, context)
  const args = call.args.map(each => evaluateHere(each))
  const result = callEager(fn, args, environment, range)
  return isRefusal(result) ? unknown(args, result.reason) : placed(result, range)
}

function callEager(fn: EagerFunction, args: readonly Value[], environment: Environment, range: Origin): Result {
  const { evaluation } = environment
  const converted = convertArguments(fn, args)
  if ("kind" in converted) return converted
  if (!evaluation.spend(args.reduce((sum, arg) => sum + weightOf(arg), 0))) return refuse(tooMuchWork())
  const result = fn.call(converted, { evaluation, range })
  return evaluation.spend(isRefusal(result) ? 0 : weightOf(placed(result, range))) ? result : refuse(tooMuchWork())
}

/** What it costs a function to go through a value, or to make it. */
function weightOf(value: Value): number {
  if (value.kind === "list") return value.items.length >>> 2
  if (value.kind === "map") return value.entries.length >>> 2
  return value.kind === "scalar" && typeof value.value === "string" ? value.value.length >>> 5 : 0
}

function evaluateUserFunction(call: Call, environment: Environment, range: Origin): Value {
  const args = call.args.map(each => evaluate(each, environment, range))
  const name = call.name.toLowerCase()
  const body = environment.userFunction(name)
  if (!body) return unknownCall({ name, args, reason: l10n.t`there is no function '${call.name}'`, environment, range })
  if (body.parameters.length !== args.length) {
    return unknownCall({ name, args, reason: wrongCount(call.name, args.length), environment, range })
  }
  return body.call(args)
}

interface UnknownCall {
  readonly name: string
  readonly args: readonly Value[]
  readonly reason: string
  readonly environment: Environment
  readonly range: Origin
}

function unknownCall({ name, args, reason, environment, range }: UnknownCall): UnknownValue {
  return unknownValue(callIdentity(name, args) ?? environment.evaluation.uniqueIdentity(name), reason, range)
}

function isRefusal(result: Result): result is Refusal {
  return typeof result === "object" && result !== null && result.kind === "refusal"
}

function placed(result: Exclude<Result, Refusal>, range: Origin): Value {
  return typeof result === "object" && result !== null ? result : scalar(result, range)
}

function wrongCount(name: string, given: number): string {
  return given === 1
    ? l10n.t`'${name}' does not accept one argument`
    : l10n.t`'${name}' does not accept ${given} arguments`
}
