import type { Environment } from "../expressions/environment.ts"
import { type Evaluation, tooMuchWork } from "../expressions/evaluation.ts"
import { expand, expandCopy } from "../expressions/expand.ts"
import { entry, isEmpty, map, scalar, unknownValue, type Value } from "../expressions/value.ts"
import { entriesOf, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { appendTo } from "../values/grouped.ts"
import { lazily } from "../values/lazily.ts"

/** Where the deployments of a template stand. */
export interface AroundDeployments {
  environment(): Environment
  /** The template that a deployment holds, and what its expressions see; undefined where it only links one. */
  nested(deployment: MapNode): { readonly template: MapNode; readonly environment: Environment } | undefined
}

/** What the deployments of a template give back (`reference('x').outputs`), each found when it is first asked for. */
export function deploymentOutputs(template: MapNode, around: AroundDeployments): Environment["outputs"] {
  const deployments = lazily(() => {
    const environment = around.environment()
    return environment.evaluation.aloof(() => namedDeployments(template, environment), never)
  })
  const known = new Map<MapNode, Value | undefined>()
  return name => {
    const [deployment, another] = deployments().get(name) ?? []
    if (!deployment || another) return undefined
    const { evaluation } = around.environment()
    if (!known.has(deployment))
      known.set(
        deployment,
        evaluation.aloof(() => outputsOf(deployment, around), never),
      )
    return known.get(deployment)
  }
}

const never = () => false

export const deploymentType = "microsoft.resources/deployments"

/** By their symbolic names and their own; one in a loop is several, and no name says which. */
function namedDeployments(template: MapNode, environment: Environment): ReadonlyMap<string, readonly MapNode[]> {
  const found = new Map<string, MapNode[]>()
  for (const { symbol, node } of resourcesIn(template)) {
    if (!isMap(node) || textOf(member(node, "type"))?.toLowerCase() !== deploymentType || member(node, "copy")) continue
    for (const key of new Set([symbol, ownName(node, environment)])) if (key) appendTo(found, key, node)
  }
  return found
}

function ownName(deployment: MapNode, environment: Environment): string | undefined {
  const name = member(deployment, "name")
  const value = name && expand(name, environment)
  if (value?.kind === "scalar") return String(value.value).toLowerCase()
  return value?.kind === "unknown" ? value.unknown.identity.toLowerCase() : undefined
}

function resourcesIn(template: MapNode): readonly { readonly symbol?: string; readonly node: Node }[] {
  const resources = member(template, "resources")
  if (!isMap(resources)) return itemsOf(resources).map(node => ({ node }))
  return resources.entries.map(({ key, value }) => ({ symbol: key.toLowerCase(), node: value }))
}

/** `{ "name": { "value": … } }`, each evaluated when someone looks at it. */
function outputsOf(deployment: MapNode, around: AroundDeployments): Value | undefined {
  const nested = around.nested(deployment)
  if (!nested) return undefined
  const { range } = deployment
  const entries = entriesOf(member(nested.template, "outputs")).map(({ key, keyRange, value: written }) => {
    // What is asked for from elsewhere does not take from the work that is left for the template itself.
    const { evaluation } = nested.environment
    const found = () =>
      evaluation.aloof(
        () => evaluation.apart(() => outputValue(written, key, nested.environment)),
        output => output !== undefined && isEmpty(output),
      )
    const value = lazily(() => map([entry("value", found() ?? tooMuch(key, evaluation, range), range)], range))
    return {
      ...{ key, keyRange },
      get value() {
        return value()
      },
    }
  })
  return map(entries, range)
}

function tooMuch(name: string, evaluation: Evaluation, range: Range): Value {
  return unknownValue(evaluation.uniqueIdentity(name), tooMuchWork, range)
}

function outputValue(written: Node, name: string, environment: Environment): Value {
  const copy = member(written, "copy")
  if (isMap(copy)) return expandCopy(copy, name, environment)
  const value = member(written, "value")
  return value ? expand(value, environment) : scalar(null, written.range)
}
