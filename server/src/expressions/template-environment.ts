import * as l10n from "@vscode/l10n"
import { lazily } from "../values/lazily.ts"
import { choiceOf } from "./choice.ts"
import { type Environment, emptyEnvironment } from "./environment.ts"
import type { Evaluation } from "./evaluation.ts"
import { expand, expandCopy } from "./expand.ts"
import { identityOf } from "./identity.ts"
import { userFunctions } from "./user-functions.ts"
import {
  findEntry,
  isEmpty,
  isNull,
  type ListValue,
  type MapValue,
  mapIn,
  scalar,
  textIn,
  type UnknownValue,
  unknownValue,
  type Value,
} from "./value.ts"

export interface TemplateScope {
  readonly evaluation: Evaluation
  /** The template's object, or as much of it as there is. */
  readonly template: MapValue
  /** The value a parameter is given, by its name in lower case, and evaluated: it holds no expressions any more. */
  supplied(name: string): Value | undefined
  /** See `Environment.deployment`; empty for the document's own template. */
  readonly deployment: string
  /** Whether its parameters are another template's to give: then one that is empty by default is not final. */
  readonly isOpen: boolean
  readonly ambient: Environment["ambient"]
  readonly outputs: Environment["outputs"]
}

/**
 * The environment of a template's expressions: parameters with the supplied value, else the default; variables with
 * their `copy`; user functions. Each is evaluated when it is first asked for, and once.
 */
export function templateEnvironment(scope: TemplateScope): Environment {
  const { template, evaluation, deployment, ambient, outputs } = scope
  const environment: Environment = {
    ...emptyEnvironment(evaluation),
    parameter: once(evaluation, parameters(template), (name, declared) =>
      parameterValue(name, declared, scope, environment),
    ),
    variable: once(evaluation, variables(template), (_, written) => variableValue(written, environment)),
    userFunction: name => functions().get(name.toLowerCase()),
    deployment,
    ambient,
    outputs,
  }
  const functions = lazily(() => userFunctions(template, environment))
  return environment
}

/** How a name is written, and what stands for it. */
interface Declared<T> {
  readonly name: string
  readonly content: T
}
type Declarations<T> = ReadonlyMap<string, Declared<T>>

/** A look-up without case that evaluates each name once, and answers a name that needs itself with an unknown. */
function once<T>(evaluation: Evaluation, find: () => Declarations<T>, evaluate: (name: string, content: T) => Value) {
  const declarations = lazily(find)
  const values = new Map<string, Value>()
  const openNames = new Set<string>()
  const nowhere = { start: 0, end: 0 }
  return (name: string): Value | undefined => {
    const lower = name.toLowerCase()
    const known = values.get(lower)
    const declared = known ? undefined : declarations().get(lower)
    if (openNames.has(lower)) evaluation.readEmptyDefault()
    if (!declared) return known
    const before = evaluation.emptyDefaultsRead
    values.set(lower, unknownValue(evaluation.uniqueIdentity(lower), l10n.t`'${name}' refers to itself`, nowhere))
    const value = evaluate(declared.name, declared.content)
    values.set(lower, value)
    if (evaluation.emptyDefaultsRead > before) openNames.add(lower)
    return value
  }
}

function parameters(template: MapValue): () => Declarations<MapValue> {
  return () => {
    const section = mapIn(template, "parameters")
    const found = section?.entries.flatMap(each => (each.value.kind === "map" ? [[each.key, each.value] as const] : []))
    return new Map(found?.map(([name, content]) => [name.toLowerCase(), { name, content }]))
  }
}

function parameterValue(name: string, declared: MapValue, scope: TemplateScope, environment: Environment): Value {
  const supplied = scope.supplied(name.toLowerCase())
  const byDefault = () => defaultValue(name, declared, scope, environment)
  // To Azure a null is no value at all, and the default counts (Azure/bicep#11532).
  if (!supplied || isNull(supplied)) return byDefault()
  if (supplied.kind !== "unknown") return supplied
  const { oneOf = [], ...unknown } = supplied
  const alternatives = oneOf.map(each => (isNull(each.value) ? { ...each, value: byDefault() } : each))
  const value = choiceOf(alternatives, unknown)
  return value.kind === "unknown" && !value.oneOf ? allowedOf(declared, value) : value
}

/** Why a parameter has no value. */
export function noDefault(name: string): string {
  return l10n.t`parameter '${name}' has no default value`
}

function defaultValue(name: string, declared: MapValue, scope: TemplateScope, environment: Environment): Value {
  const written = findEntry(declared, "defaultValue")?.value
  if (written || isNullable(declared, scope.template)) {
    const value = written ? expand(written, environment) : scalar(null, declared.range)
    if (scope.isOpen && holdsEmpty(value)) environment.evaluation.readEmptyDefault()
    return value
  }
  const identity = `parameters('${name.toLowerCase()}')${scope.deployment}`
  return allowedOf(declared, unknownValue(identity, noDefault(name), declared.range))
}

/** Whether a value is empty or has an empty part: a place that is left for the caller to fill in. */
function holdsEmpty(value: Value): boolean {
  if (value.kind === "map") return value.entries.length === 0 || value.entries.some(each => holdsEmpty(each.value))
  if (value.kind === "list") return isEmpty(value) || value.items.some(holdsEmpty)
  return isEmpty(value)
}

/** The unknown value of a parameter as what its `allowedValues` leave of it. Of an array they are the items it may have. */
function allowedOf(declared: MapValue, unknown: UnknownValue): Value {
  const allowed = findEntry(declared, "allowedValues")?.value
  if (allowed?.kind !== "list" || textIn(declared, "type")?.toLowerCase() === "array") return unknown
  if (!allowed.items.every(item => item.kind === "scalar")) return unknown
  const name = unknown.unknown.identity
  return choiceOf(
    allowed.items.map(value => ({ value, condition: `equals(${name},${identityOf(value)})` })),
    unknown,
  )
}

/** A nullable parameter without a value is null; the type, and with it this, may be defined elsewhere in the template. */
function isNullable(declared: MapValue, template: MapValue, depth = 0): boolean {
  const nullable = findEntry(declared, "nullable")?.value
  if (nullable?.kind === "scalar" && nullable.value === true) return true
  const reference = findEntry(declared, "$ref")?.value
  const name = reference?.kind === "scalar" ? /^#\/definitions\/(.+)$/.exec(String(reference.value))?.[1] : undefined
  const definition = name === undefined ? undefined : mapIn(mapIn(template, "definitions"), name)
  return definition !== undefined && depth < 10 && isNullable(definition, template, depth + 1)
}

/** A variable as written: a value, or one loop of `variables.copy`. */
type Variable = { readonly value: Value } | { readonly loop: MapValue; readonly name: string }

function variables(template: MapValue): () => Declarations<Variable> {
  return () => {
    const entries = mapIn(template, "variables")?.entries ?? []
    const loops = entries.find(each => each.key.toLowerCase() === "copy" && each.value.kind === "list")?.value
    const found = entries.flatMap(each => (each.value === loops ? [] : [[each.key, { value: each.value }] as const]))
    const made = loops?.kind === "list" ? loopVariables(loops) : []
    return new Map([...found, ...made].map(([name, content]) => [name.toLowerCase(), { name, content }]))
  }
}

function loopVariables(loops: ListValue): readonly (readonly [string, Variable])[] {
  return loops.items.flatMap(loop => {
    const name = loop.kind === "map" ? textIn(loop, "name") : undefined
    return loop.kind === "map" && name !== undefined ? [[name, { loop, name }] as const] : []
  })
}

function variableValue(written: Variable, environment: Environment): Value {
  return "loop" in written ? expandCopy(written.loop, written.name, environment) : expand(written.value, environment)
}
