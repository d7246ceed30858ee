import * as l10n from "@vscode/l10n"
import { openLambdaVariables, withLambdaVariables } from "./environment.ts"
import type { Expression } from "./expression.ts"
import type { LazyContext } from "./template-function.ts"
import { scalar, type UnknownValue, unknownValue, type Value } from "./value.ts"

/** `lambda('item', …)`, to be called with values, or shown as a value that cannot be known. */
export interface Lambda {
  call(...values: readonly Value[]): Value
  /** The lambda itself, for the identity of a call that cannot run it. */
  readonly open: UnknownValue
}

/** Reads an argument that has to be a lambda; undefined where it is none. */
export function lambdaOf(expression: Expression | undefined, context: LazyContext): Lambda | undefined {
  if (expression?.kind !== "call" || expression.name.toLowerCase() !== "lambda") return undefined
  const body = expression.args.at(-1)
  const names = expression.args.slice(0, -1).flatMap(arg => (arg.kind === "literal" ? String(arg.value) : []))
  if (!body || names.length !== expression.args.length - 1) return undefined
  const run = (variables: ReadonlyMap<string, Value>) =>
    context.evaluate(body, withLambdaVariables(context.environment, variables))
  return {
    call: (...values) => run(new Map(names.flatMap((name, index) => pair(name, values[index])))),
    get open() {
      const shown = names.map(name => scalar(name.toLowerCase(), context.range))
      const { unknown } = context.unknown([...shown, run(openLambdaVariables(names))], l10n.t`a lambda is not a value`)
      return unknownValue(`lambda:${unknown.identity}`, unknown.reason, context.range)
    },
  }
}

function pair(name: string, value: Value | undefined): readonly (readonly [string, Value])[] {
  return value ? [[name.toLowerCase(), value]] : []
}
