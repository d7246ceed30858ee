import { type Environment, type Loop, withLoop } from "../expressions/environment.ts"
import { type Evaluation, tooMuchWork } from "../expressions/evaluation.ts"
import { countOf, expand, expandCopy } from "../expressions/expand.ts"
import { entry, isEmpty, map, scalar, unknownValue, type Value } from "../expressions/value.ts"
import { entriesOf, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { appendTo } from "../values/grouped.ts"
import { lazily } from "../values/lazily.ts"

/** Where the deployments of a template stand. */
export interface AroundDeployments {
  environment(): Environment
  /**
   * The template that a deployment holds, and what its expressions see; undefined where it only links one. `loop`: the iteration
   * of its own loop.
   */
  nested(
    deployment: MapNode,
    loop: Loop | undefined,
  ): { readonly template: MapNode; readonly environment: Environment } | undefined
}

/** A deployment, or one iteration of its loop. */
interface Deployment {
  readonly node: MapNode
  readonly loop?: Loop
}

/** What the deployments of a template give back (`reference('x').outputs`), each found when it is first asked for. */
export function deploymentOutputs(template: MapNode, around: AroundDeployments): Environment["outputs"] {
  const deployments = lazily(() => {
    const environment = around.environment()
    return environment.evaluation.aloof(() => namedDeployments(template, environment), never)
  })
  const known = new Map<Deployment, Value | undefined>()
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

/** By their symbolic names and their own: `nsg` and `web-nsg`, of those that a loop makes `nsg[0]` and `web-nsg-0`. */
function namedDeployments(template: MapNode, environment: Environment): ReadonlyMap<string, readonly Deployment[]> {
  const found = new Map<string, Deployment[]>()
  for (const { symbol, node } of resourcesIn(template)) {
    if (!isMap(node) || textOf(member(node, "type"))?.toLowerCase() !== deploymentType) continue
    for (const one of iterationsOf(node, environment)) {
      const { loop } = one
      const index = loop?.index.kind === "scalar" ? `[${loop.index.value}]` : ""
      const seen = loop ? withLoop(environment, loop) : environment
      const keys = new Set([symbol === undefined ? undefined : `${symbol}${index}`, ownName(node, seen)])
      for (const key of keys) if (key) appendTo(found, key, one)
    }
  }
  return found
}

/** None where it is not known how often its loop runs: no name says then which is meant. */
function iterationsOf(node: MapNode, environment: Environment): readonly Deployment[] {
  const copy = member(node, "copy")
  if (!copy) return [{ node }]
  const count = isMap(copy) ? countOf(copy, environment) : 0
  if (typeof count !== "number") return []
  const name = textOf(member(copy, "name")) ?? ""
  return Array.from({ length: count }, (_, index) => ({
    node,
    loop: { name, of: "resource", index: scalar(index, copy.range) },
  }))
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
function outputsOf({ node, loop }: Deployment, around: AroundDeployments): Value | undefined {
  const nested = around.nested(node, loop)
  if (!nested) return undefined
  const { range } = node
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
  return unknownValue(evaluation.uniqueIdentity(name), tooMuchWork(), range)
}

function outputValue(written: Node, name: string, environment: Environment): Value {
  const copy = member(written, "copy")
  if (isMap(copy)) return expandCopy(copy, name, environment)
  const value = member(written, "value")
  return value ? expand(value, environment) : scalar(null, written.range)
}
