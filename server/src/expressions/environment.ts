import type { Evaluation } from "./evaluation.ts"
import { unknownValue, type Value } from "./value.ts"

/** What an expression can refer to. The caller builds it: of a template, of a nested deployment, of a function's body. */
export interface Environment {
  readonly evaluation: Evaluation
  /** The value of a parameter, undefined where none is declared. Names are compared without case. */
  parameter(name: string): Value | undefined
  variable(name: string): Value | undefined
  /** A function of the user's, by its full name ("contoso.uniqueName"). */
  userFunction(name: string): UserFunction | undefined
  /** What only the deployment knows, where the caller knows it too; undefined leaves it unknown. */
  ambient(name: AmbientName): Value | undefined
  /** Tells apart what depends on the deployment: equal in two environments exactly where `deployment()` is the same. */
  readonly deployment: string
  /** The copy loops around the expression, innermost last. */
  readonly loops: readonly Loop[]
  /** The variables of the lambdas around the expression, under their names in lower case. */
  readonly lambdaVariables: ReadonlyMap<string, Value>
}

export type AmbientName =
  | "deployer"
  | "deployment"
  | "environment"
  | "managementgroup"
  | "resourcegroup"
  | "subscription"
  | "tenant"

export interface UserFunction {
  readonly parameters: readonly string[]
  /** The function's value for as many arguments as it has parameters. */
  call(args: readonly Value[]): Value
}

export interface Loop {
  readonly name: string
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
    deployment: "",
    loops: [],
    lambdaVariables: new Map(),
  }
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
      return [lower, unknownValue(`lambdavariables('${lower}')`, `'${name}' is a variable of a lambda`, range)]
    }),
  )
}
