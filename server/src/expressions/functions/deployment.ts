import * as l10n from "@vscode/l10n"
import { type AmbientName, ambientValue } from "../environment.ts"
import { type LazyContext, lazy, type TemplateFunction } from "../template-function.ts"
import type { Value } from "../value.ts"

/** Look-ups of what the template declares, and of what only its deployment knows. */
export const deploymentFunctions: readonly TemplateFunction[] = [
  lazy("parameters", 1, 1, ([name], context) => lookUp(context, name, parameterTexts, context.environment.parameter)),
  lazy("variables", 1, 1, ([name], context) => lookUp(context, name, variableTexts, context.environment.variable)),
  ambient("deployer"),
  ambient("deployment"),
  ambient("environment"),
  ambient("managementGroup"),
  ambient("resourceGroup"),
  ambient("subscription"),
  ambient("tenant"),
]

function lookUp(
  context: LazyContext,
  argument: Parameters<LazyContext["evaluate"]>[0] | undefined,
  texts: LookUpTexts,
  find: (name: string) => Value | undefined,
): Value {
  const name = argument && context.evaluate(argument)
  if (name?.kind === "unknown") return context.unknown([name], name.unknown.reason)
  if (name?.kind !== "scalar" || typeof name.value !== "string") return context.unknown([], texts.notText())
  return find(name.value) ?? context.unknown([name], texts.missing(name.value))
}

interface LookUpTexts {
  notText(): string
  missing(name: string): string
}

const parameterTexts: LookUpTexts = {
  notText: () => l10n.t`a parameter's name is a string`,
  missing: name => l10n.t`there is no parameter '${name}'`,
}

const variableTexts: LookUpTexts = {
  notText: () => l10n.t`a variable's name is a string`,
  missing: name => l10n.t`there is no variable '${name}'`,
}

function ambient(name: string): TemplateFunction {
  const lower = name.toLowerCase() as AmbientName
  return lazy(name, 0, 0, (_, { environment, range }) => ambientValue(environment, lower, range))
}
