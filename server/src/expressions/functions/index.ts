import type { TemplateFunction } from "../template-function.ts"
import { arrayFunctions } from "./array.ts"
import { cidrFunctions } from "./cidr.ts"
import { collectionFunctions } from "./collection.ts"
import { comparisonFunctions } from "./comparison.ts"
import { conversionFunctions } from "./conversion.ts"
import { dateFunctions } from "./date.ts"
import { deploymentFunctions } from "./deployment.ts"
import { encodingFunctions } from "./encoding.ts"
import { lambdaFunctions } from "./lambda.ts"
import { logicalFunctions } from "./logical.ts"
import { loopFunctions } from "./loop.ts"
import { numericFunctions } from "./numeric.ts"
import { objectFunctions } from "./object.ts"
import { listFunction, resourceFunctions } from "./resource.ts"
import { resourceIdFunctions } from "./resource-id.ts"
import { setFunctions } from "./set.ts"
import { stringFunctions } from "./string.ts"

/** A function of the template language by its name, without case; `list…` is a family with one answer. */
export function findFunction(name: string): TemplateFunction | undefined {
  const lower = name.toLowerCase()
  return templateFunctions.get(lower) ?? (/^list\w+$/.test(lower) ? listFunction : undefined)
}

/** Every function of a fixed name, by that name in lower case. */
export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map(
  [
    arrayFunctions,
    cidrFunctions,
    collectionFunctions,
    comparisonFunctions,
    conversionFunctions,
    dateFunctions,
    deploymentFunctions,
    encodingFunctions,
    lambdaFunctions,
    logicalFunctions,
    loopFunctions,
    numericFunctions,
    objectFunctions,
    resourceFunctions,
    resourceIdFunctions,
    setFunctions,
    stringFunctions,
  ]
    .flat()
    .map(each => [each.name.toLowerCase(), each]),
)
