import type { AmbientName } from "../environment.ts"
import { type LazyContext, lazy, type TemplateFunction } from "../template-function.ts"
import type { Value } from "../value.ts"

/** Look-ups of what the template declares, and of what only its deployment knows. */
export const deploymentFunctions: readonly TemplateFunction[] = [
  lazy("parameters", 1, 1, ([name], context) => lookUp(context, name, "parameter", context.environment.parameter)),
  lazy("variables", 1, 1, ([name], context) => lookUp(context, name, "variable", context.environment.variable)),
  ambient("deployer", "who deploys is not known before the deployment"),
  ambient("deployment", "the deployment is not known before it starts"),
  ambient("environment", "the cloud is not known before the deployment"),
  ambient("managementGroup", "the management group is not known before the deployment"),
  ambient("resourceGroup", "the resource group is not known before the deployment"),
  ambient("subscription", "the subscription is not known before the deployment"),
  ambient("tenant", "the tenant is not known before the deployment"),
]

function lookUp(
  context: LazyContext,
  argument: Parameters<LazyContext["evaluate"]>[0] | undefined,
  what: "parameter" | "variable",
  find: (name: string) => Value | undefined,
): Value {
  const name = argument && context.evaluate(argument)
  if (name?.kind === "unknown") return context.unknown([name], name.unknown.reason)
  if (name?.kind !== "scalar" || typeof name.value !== "string")
    return context.unknown([], `a ${what}'s name is a string`)
  return find(name.value) ?? context.unknown([name], `there is no ${what} '${name.value}'`)
}

function ambient(name: string, reason: string): TemplateFunction {
  return lazy(name, 0, 0, (_, context) => {
    const { ambient, deployment } = context.environment
    const lower = name.toLowerCase() as AmbientName
    return (
      ambient(lower) ?? { ...context.unknown([], reason), unknown: { identity: `${lower}()${deployment}`, reason } }
    )
  })
}
