import * as l10n from "@vscode/l10n"
import { eager, lazy, refuse, type TemplateFunction } from "../template-function.ts"
import { unknownValue } from "../value.ts"
import { referenceFunction } from "./reference.ts"

const any = Number.POSITIVE_INFINITY

/** Functions whose answer is not in the template: unknown by nature, and equal for equal arguments. */
export const resourceFunctions: readonly TemplateFunction[] = [
  referenceFunction,
  opaque("references", () => l10n.t`what 'references' returns is known only after the deployment`),
  opaque("providers", () => l10n.t`what 'providers' returns is known only to Azure`),
  opaque("pickZones", () => l10n.t`which zones there are is known only to Azure`),
  opaque("toLogicalZone", () => l10n.t`which zones there are is known only to Azure`),
  opaque("toLogicalZones", () => l10n.t`which zones there are is known only to Azure`),
  opaque("toPhysicalZone", () => l10n.t`which zones there are is known only to Azure`),
  opaque("toPhysicalZones", () => l10n.t`which zones there are is known only to Azure`),
  opaque("uniqueString", () => l10n.t`how Azure computes 'uniqueString' is not documented`),
  opaque("guid", () => l10n.t`how Azure computes 'guid' is not documented`),
  opaque("fail", () => l10n.t`the deployment fails here on purpose`),
  unique("newGuid", () => l10n.t`'newGuid' is different in each deployment`),
  unique("utcNow", () => l10n.t`'utcNow' is the time of the deployment`),
]

/** `listKeys`, `listAccountSas` and whatever else a resource provider lists. */
export const listFunction: TemplateFunction = opaque(
  "list*",
  () => l10n.t`what a resource provider lists is known only after the deployment`,
)

function opaque(name: string, reason: () => string): TemplateFunction {
  return eager(name, { takes: [], rest: "any", call: () => refuse(reason()) })
}

/** Two calls are never the same value. */
function unique(name: string, reason: () => string): TemplateFunction {
  return lazy(name, 0, any, (_, { evaluation, range }) =>
    unknownValue(evaluation.uniqueIdentity(name), reason(), range),
  )
}
