import * as l10n from "@vscode/l10n"
import type { Condition } from "../engine/security-rule.ts"
import type { Environment } from "../expressions/environment.ts"
import { evaluate } from "../expressions/evaluate.ts"
import type { Expression } from "../expressions/expression.ts"
import { scalar, unknownValue, type Value } from "../expressions/value.ts"

/** What is taken to be so of parameters of the outermost template, in place of their default values. */
export interface Supposition {
  /** Equal for suppositions of the same. */
  readonly key: string
  /** By the name in lower case; undefined leaves the default. */
  valueOf(name: string): Value | undefined
  /** It goes before what a parameter is given, too. */
  readonly isFree?: true
}

/** Every parameter without a given value has its default. */
export const asByDefault: Supposition = { key: "", valueOf: () => undefined }

/** Nothing is known of a parameter without a given value: what is so even then is so in every deployment. */
export const anyValues: Supposition = {
  key: "*",
  valueOf: name => openParameter(name, l10n.t`parameter '${name}' may have another value in another deployment`),
}

/** The same of parameters with a given value: what is so even then, no parameter file decides. */
export const freeValues: Supposition = { ...anyValues, key: "**", isFree: true }

/** A template as its deployment sees it: the one that others are nested in. */
export interface Outermost {
  under(supposed: Supposition): Environment
  /** A parameter's name as its declaration spells it. */
  spelling(name: string): string
}

/** A supposition under which conditions hold that do not by default, and the parameters that it takes other values for. */
export interface Departure {
  readonly supposed: Supposition
  readonly parameters: readonly string[]
}

/**
 * Where a resource is there that is absent by default, the parameters that decide it have other values. A value that a
 * condition spells out is that one; of any other all that is known is that it is not the default.
 */
export function departureFor(conditions: readonly Condition[], outermost: Outermost, before: Supposition): Departure {
  const values = new Map<string, Value>()
  for (const condition of conditions) {
    const asked = askedOf(condition, outermost)
    for (const [name, value] of asked) if (!before.valueOf(name)) values.set(name, value)
  }
  const key = [...values].map(
    ([name, value]) => `${name}=${value.kind === "scalar" ? JSON.stringify(value.value) : "?"}`,
  )
  return {
    supposed: {
      key: [before.key, ...key].join("&"),
      valueOf: name => before.valueOf(name) ?? values.get(name),
    },
    parameters: [...values.keys()].map(outermost.spelling),
  }
}

/**
 * The parameters that keep the condition from holding, with what it asks of them: each that another value of could make it
 * hold by itself, or all together where none can. The others keep their defaults: they were not what stood against it.
 */
function askedOf({ identity, holds }: Condition, outermost: Outermost): readonly (readonly [string, Value])[] {
  const environment = outermost.under(asByDefault)
  const { expression } = environment.evaluation.parse(`[${callable(identity)}]`)
  const now = expression && evaluate(expression, environment, nowhere)
  if (now?.kind === "scalar" && now.value === holds) return []
  const spelt = expression && spelledOut(expression, holds, environment)
  if (spelt) return [spelt]
  const reason = (name: string) => l10n.t`its condition rules out the default value of parameter '${name}'`
  const named = parametersIn(identity).map((name): [string, Value] => [name, openParameter(name, reason(name))])
  const deciding = named.filter(([name, value]) => {
    const other = expression && evaluate(expression, outermost.under(openAlone(name, value)), nowhere)
    return other?.kind !== "scalar" || other.value === holds
  })
  return deciding.length > 0 ? deciding : named
}

/** One parameter may have any value, and the others have their defaults. */
function openAlone(name: string, value: Value): Supposition {
  return { key: `${name}=?alone`, valueOf: other => (other === name ? value : undefined) }
}

/** An identity spells constants as literals, which expressions have as calls. */
function callable(identity: string): string {
  const parts = identity.split("'")
  return parts.map((part, index) => (index % 2 ? part : part.replace(/\b(true|false|null)\b(?!\()/g, "$1()"))).join("'")
}

/** `parameters('p')` itself, or that it equals a value. */
function spelledOut(expression: Expression, holds: boolean, environment: Environment): [string, Value] | undefined {
  const own = parameterName(expression)
  if (own !== undefined) return [own, scalar(holds, nowhere)]
  if (!holds || expression.kind !== "call" || expression.name !== "equals") return undefined
  const [left, right] = expression.args
  const name = (left && parameterName(left)) ?? (right && parameterName(right))
  const other = left && parameterName(left) === undefined ? left : right
  const value = other && evaluate(other, environment, nowhere)
  const isFixed = other !== undefined && !readsParameter(other)
  return name !== undefined && isFixed && value?.kind === "scalar" ? [name, value] : undefined
}

function readsParameter(expression: Expression): boolean {
  if (expression.kind === "call") return expression.name === "parameters" || expression.args.some(readsParameter)
  return expression.kind !== "literal"
}

function parameterName(expression: Expression): string | undefined {
  if (expression.kind !== "call" || expression.name !== "parameters") return undefined
  const [name] = expression.args
  return name?.kind === "literal" && typeof name.value === "string" ? name.value.toLowerCase() : undefined
}

/** Names of the outermost template's parameters, in lower case: what a nested one calls so has a place behind it. */
export function parametersIn(identity: string): readonly string[] {
  return [...new Set([...identity.matchAll(/\bparameters\('([^']+)'\)(?!@)/g)].map(([, name]) => name ?? ""))]
}

function openParameter(name: string, reason: string): Value {
  return unknownValue(`parameters('${name}')`, reason, nowhere)
}

const nowhere = { start: 0, end: 0 }
