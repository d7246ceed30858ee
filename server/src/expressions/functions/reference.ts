import * as l10n from "@vscode/l10n"
import { lazy, type TemplateFunction } from "../template-function.ts"
import { entry, map, type UnknownValue, type Value } from "../value.ts"

/** What is known of a deployed resource before it is: of a deployment within the template its outputs. */
export const referenceFunction: TemplateFunction = lazy("reference", 0, Number.POSITIVE_INFINITY, (args, context) => {
  const values = args.map(arg => context.evaluate(arg))
  const unknown = context.unknown(values, l10n.t`what 'reference' returns is known only after the deployment`)
  const name = values[0] && deploymentIn(values[0])
  const outputs = name === undefined ? undefined : context.environment.outputs(name)
  return outputs ? returned(outputs, isFull(values[2]), unknown) : unknown
})

/** The outputs, and the rest that is not known; `Full` has a resource's properties in an object. */
function returned(outputs: Value, full: boolean, { unknown: rest, range }: UnknownValue): Value {
  const properties = { ...map([entry("outputs", outputs, range)], range), rest }
  return full ? { ...map([entry("properties", properties, range)], range), rest } : properties
}

function isFull(value: Value | undefined): boolean {
  return value?.kind === "scalar" && String(value.value).toLowerCase() === "full"
}

/** The last name in a deployment's id, or a name alone; what is not known of it by its identity. */
function deploymentIn(value: Value): string | undefined {
  const isText = value.kind === "scalar" && typeof value.value === "string"
  const text = value.kind === "unknown" ? value.unknown.identity : isText ? String(value.value) : undefined
  const lower = text?.toLowerCase()
  const type = "/providers/microsoft.resources/deployments/"
  const at = lower?.lastIndexOf(type) ?? -1
  if (lower === undefined || at < 0) return lower
  const name = lower.slice(at + type.length)
  return /^\{.*\}$/s.test(name) ? name.slice(1, -1) : name
}
