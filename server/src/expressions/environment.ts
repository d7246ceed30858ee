import * as l10n from "@vscode/l10n"
import type { Evaluation } from "./evaluation.ts"
import { type Origin, unknownValue, type Value } from "./value.ts"

/** What an expression can refer to. The caller builds it: of a template, of a nested deployment, of a function's body. */
export interface Environment {
  readonly evaluation: Evaluation
  /** The value of a parameter, undefined where none is declared. Names are compared without case. */
  parameter(name: string): Value | undefined
  variable(name: string): Value | undefined
  /** A function of the user's, by its full name ("contoso.uniqueName"). */
  userFunction(name: string): UserFunction | undefined
  /** What the deployment knows (`resourceGroup()`, …), where the caller knows it too; undefined leaves it unknown. */
  ambient(name: AmbientName): Value | undefined
  /**
   * What a deployment within the template gives back, by its name in lower case or the identity of that: the object of its
   * outputs. Undefined where it is not known which deployment is meant, or what is in it.
   */
  outputs(name: string): Value | undefined
  /** Tells this deployment's unknown values apart from those of others in the document; empty for the outermost. */
  readonly deployment: string
  /** The copy loops around the expression, innermost last. */
  readonly loops: readonly Loop[]
  /** The variables of the lambdas around the expression, under their names in lower case. */
  readonly lambdaVariables: ReadonlyMap<string, Value>
}

/** Names of functions in lower case. */
export type AmbientName = keyof typeof ambientReasons

const ambientReasons = {
  deployer: () => l10n.t`who deploys is known only at deployment`,
  deployment: () => l10n.t`the deployment is known only when it starts`,
  environment: () => l10n.t`the cloud is known only at deployment`,
  managementgroup: () => l10n.t`the management group is known only at deployment`,
  resourcegroup: () => l10n.t`the resource group is known only at deployment`,
  subscription: () => l10n.t`the subscription is known only at deployment`,
  tenant: () => l10n.t`the tenant is known only at deployment`,
}

export interface UserFunction {
  readonly parameters: readonly string[]
  /** The function's value for as many arguments as it has parameters. */
  call(args: readonly Value[]): Value
}

export interface Loop {
  readonly name: string
  /** What it repeats: a resource (a deployment, too), or a value of a property, variable or parameter. */
  readonly of: "resource" | "value"
  /** A whole number, or unknown where the loop's count is. */
  readonly index: Value
}

/** An environment in which nothing is declared. */
export function emptyEnvironment(evaluation: Evaluation): Environment {
  const nothing = () => undefined
  return {
    evaluation,
    parameter: nothing,
    variable: nothing,
    userFunction: nothing,
    ambient: nothing,
    outputs: nothing,
    deployment: "",
    loops: [],
    lambdaVariables: new Map(),
  }
}

/** What `resourceGroup()` and its like yield: as known, or unknown and the same within one deployment. */
export function ambientValue(environment: Environment, name: AmbientName, range: Origin): Value {
  const known = environment.ambient(name)
  return known ?? unknownValue(`${name}()${environment.deployment}`, ambientReasons[name](), range)
}

export function withLoop(environment: Environment, loop: Loop): Environment {
  return { ...environment, loops: [...environment.loops, loop] }
}

export function withLambdaVariables(environment: Environment, values: ReadonlyMap<string, Value>): Environment {
  return { ...environment, lambdaVariables: new Map([...environment.lambdaVariables, ...values]) }
}

/** The lambda's variables as values that stand for themselves: for the identity of a lambda that cannot be run. */
export function openLambdaVariables(names: readonly string[]): ReadonlyMap<string, Value> {
  const range = { start: 0, end: 0 }
  return new Map(
    names.map(name => {
      const lower = name.toLowerCase()
      return [lower, unknownValue(`lambdavariables('${lower}')`, l10n.t`'${name}' is a variable of a lambda`, range)]
    }),
  )
}
