import { eager, lazy, refuse, type TemplateFunction } from "../template-function.ts"
import { unknownValue } from "../value.ts"
import { referenceFunction } from "./reference.ts"

const any = Number.POSITIVE_INFINITY

/** Functions whose answer is not in the template: unknown by nature, and equal for equal arguments. */
export const resourceFunctions: readonly TemplateFunction[] = [
  referenceFunction,
  opaque("references", "what 'references' returns is known only after the deployment"),
  opaque("providers", "what 'providers' returns is known only to Azure"),
  opaque("pickZones", "which zones there are is known only to Azure"),
  opaque("toLogicalZone", "which zones there are is known only to Azure"),
  opaque("toLogicalZones", "which zones there are is known only to Azure"),
  opaque("toPhysicalZone", "which zones there are is known only to Azure"),
  opaque("toPhysicalZones", "which zones there are is known only to Azure"),
  opaque("uniqueString", "how Azure computes 'uniqueString' is not documented"),
  opaque("guid", "how Azure computes 'guid' is not documented"),
  opaque("fail", "the deployment fails here on purpose"),
  unique("newGuid", "'newGuid' is different in each deployment"),
  unique("utcNow", "'utcNow' is the time of the deployment"),
]

/** `listKeys`, `listAccountSas` and whatever else a resource provider lists. */
export const listFunction: TemplateFunction = opaque(
  "list*",
  "what a resource provider lists is known only after the deployment",
)

function opaque(name: string, reason: string): TemplateFunction {
  return eager(name, { takes: [], rest: "any", call: () => refuse(reason) })
}

/** Two calls are never the same value. */
function unique(name: string, reason: string): TemplateFunction {
  return lazy(name, 0, any, (_, { evaluation, range }) => unknownValue(evaluation.uniqueIdentity(name), reason, range))
}
